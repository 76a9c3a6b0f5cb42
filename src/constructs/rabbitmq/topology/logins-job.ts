/** The pod that waits until the services' users can log in: before that, nobody is told of them. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { CURL_IMAGE } from "../../../catalog/curl";
import { RESTRICTED_POD, restrictedContainer } from "../../kit/cluster/restricted";

export const AWAIT_LOGINS = "await-logins.sh";

const FILES = "/run/files";
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

/**
 * A pod for the pod security level `restricted`. It starts as soon as all of its Secrets are there.
 * @security CKV_K8S_35 secrets are files
 * @security CKV_K8S_38 no token of a service account
 * @security CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13 requests and limits
 */
export function loginsPod({ url, files, logins, authoritySecret }: LoginsJobProps): JobV1SpecTemplateSpec {
  const env: Readonly<Record<string, string>> = {
    ...(url === undefined ? {} : { MANAGEMENT_URL: url }),
    LOGINS_DIR: LOGINS,
    HOME: "/tmp",
    ...(authoritySecret === "" ? {} : { CURL_CA_BUNDLE: `${AUTHORITY}/ca.crt` }),
  };
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { ...RESTRICTED_POD },
    container: [
      {
        name: "logins",
        image: `${CURL_IMAGE.repository}:${CURL_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${FILES}/${AWAIT_LOGINS}`],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: "files", mountPath: FILES, readOnly: true },
          { name: "logins", mountPath: LOGINS, readOnly: true },
          ...(authoritySecret === "" ? [] : [{ name: "authority", mountPath: AUTHORITY, readOnly: true }]),
        ],
      },
    ],
    volume: [
      { name: "files", configMap: { name: files, defaultMode: "0444" } },
      {
        name: "logins",
        projected: [
          {
            defaultMode: "0440",
            sources: logins.map((name) => ({
              secret: [
                {
                  name,
                  items: ["username", "password"].map((key) => ({ key, path: `${name}/${key}` })),
                },
              ],
            })),
          },
        ],
      },
      ...(authoritySecret === ""
        ? []
        : [
            {
              name: "authority",
              secret: { secretName: authoritySecret, defaultMode: "0440", items: [{ key: "ca.crt", path: "ca.crt" }] },
            },
          ]),
    ],
  };
}
