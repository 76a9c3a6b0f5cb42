/** The pod that waits until the services' users can log in: before that, nobody is told of them. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { curlPod } from "../../kit/cluster/curl-pod";

export const AWAIT_LOGINS = "await-logins.sh";

const LOGINS = "/run/logins";
const AUTHORITY = "/run/authority";

export interface LoginsJobProps {
  /** Of the management. @default none: the pod only waits for the Secrets */
  readonly url?: string;
  /** Name of the ConfigMap with the script. */
  readonly files: string;
  /** Names of the Secrets with `username` and `password`. */
  readonly logins: readonly string[];
  /** Secret with `ca.crt`, where no public authority signed the broker's certificate. */
  readonly authoritySecret: string;
}

/** It starts as soon as all of its Secrets are there. */
export function loginsPod({ url, files, logins, authoritySecret }: LoginsJobProps): JobV1SpecTemplateSpec {
  const sources = logins.map((name) => ({
    secret: [{ name, items: ["username", "password"].map((key) => ({ key, path: `${name}/${key}` })) }],
  }));
  const authority = { secretName: authoritySecret, defaultMode: "0440", items: [{ key: "ca.crt", path: "ca.crt" }] };
  return curlPod({
    name: "logins",
    script: AWAIT_LOGINS,
    files,
    env: {
      ...(url === undefined ? {} : { MANAGEMENT_URL: url }),
      LOGINS_DIR: LOGINS,
      HOME: "/tmp",
      ...(authoritySecret === "" ? {} : { CURL_CA_BUNDLE: `${AUTHORITY}/ca.crt` }),
    },
    volumes: [
      { name: "logins", path: LOGINS, projected: [{ defaultMode: "0440", sources }] },
      ...(authoritySecret === "" ? [] : [{ name: "authority", path: AUTHORITY, secret: authority }]),
    ],
  });
}
