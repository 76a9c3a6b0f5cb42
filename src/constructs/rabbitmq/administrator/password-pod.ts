/** The pod that changes the administrator's password: what runs, with which rights, and which files it finds. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { CURL_IMAGE } from "../../../catalog/curl";
import { RESTRICTED_POD, restrictedContainer } from "../../kit/cluster/restricted";

export const CHANGE_PASSWORD = "change-password.sh";

const FILES = "/run/files";
const FIRST = "/run/first";
const WANTED = "/run/wanted";

export interface PasswordPodProps {
  /** Of the management. */
  readonly url: string;
  /** Name of the ConfigMap with the script. */
  readonly files: string;
  /** Names of the Secrets with `username` and `password`. */
  readonly first: string;
  readonly wanted: string;
}

/**
 * A pod for the pod security level `restricted`. It starts as soon as both Secrets are there.
 * @security CKV_K8S_35 secrets are files
 * @security CKV_K8S_38 no token of a service account
 * @security CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13 requests and limits
 */
export function passwordPod({ url, files, first, wanted }: PasswordPodProps): JobV1SpecTemplateSpec {
  const env: Readonly<Record<string, string>> = {
    MANAGEMENT_URL: url,
    FIRST_DIR: FIRST,
    NEW_DIR: WANTED,
    HOME: "/tmp",
  };
  const items = ["username", "password"].map((key) => ({ key, path: key }));
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { ...RESTRICTED_POD },
    container: [
      {
        name: "password",
        image: `${CURL_IMAGE.repository}:${CURL_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${FILES}/${CHANGE_PASSWORD}`],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: "files", mountPath: FILES, readOnly: true },
          { name: "first", mountPath: FIRST, readOnly: true },
          { name: "wanted", mountPath: WANTED, readOnly: true },
        ],
      },
    ],
    volume: [
      { name: "files", configMap: { name: files, defaultMode: "0444" } },
      { name: "first", secret: { secretName: first, defaultMode: "0440", items } },
      { name: "wanted", secret: { secretName: wanted, defaultMode: "0440", items } },
    ],
  };
}
