/** The pod that changes the administrator's password: what runs, with which rights, and which files it finds. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { curlPod } from "../../kit/cluster/curl-pod";

export const CHANGE_PASSWORD = "change-password.sh";

const FIRST = "/run/first";
const WANTED = "/run/wanted";

export interface PasswordPodProps {
  /** Of the management. */
  readonly url: string;
  /** Name of the ConfigMap with the script. */
  readonly files: string;
  /** Names of the Secrets with `username` and `password`. */
  readonly first: string;
  /** Name of the Secret with the password that is wanted. */
  readonly wanted: string;
}

/** It starts as soon as both Secrets are there. */
export function passwordPod({ url, files, first, wanted }: PasswordPodProps): JobV1SpecTemplateSpec {
  const items = ["username", "password"].map((key) => ({ key, path: key }));
  const secret = (secretName: string) => ({ secretName, defaultMode: "0440", items });
  return curlPod({
    name: "password",
    script: CHANGE_PASSWORD,
    files,
    env: { MANAGEMENT_URL: url, FIRST_DIR: FIRST, NEW_DIR: WANTED, HOME: "/tmp" },
    volumes: [
      { name: "first", path: FIRST, secret: secret(first) },
      { name: "wanted", path: WANTED, secret: secret(wanted) },
    ],
  });
}
