/** A pod that asks a server by a script, with curl. */
import type { JobV1SpecTemplateSpec, JobV1SpecTemplateSpecVolume } from "@cdktf/provider-kubernetes/lib/job-v1";
import { CURL_IMAGE } from "../../../catalog/curl";
import { RESTRICTED_JOB_POD, restrictedContainer } from "./restricted";

/** Where the files of its ConfigMap are. */
export const CURL_FILES = "/run/files";

export interface CurlPodProps {
  /** Name of its container. */
  readonly name: string;
  /** Name of the script in the ConfigMap. */
  readonly script: string;
  /** Name of the ConfigMap with the script. */
  readonly files: string;
  /** Environment variables of its container, by their names. */
  readonly env: Readonly<Record<string, string>>;
  /** Besides the script; each is mounted where it says, for reading. */
  readonly volumes: readonly (JobV1SpecTemplateSpecVolume & { readonly name: string; readonly path: string })[];
}

/**
 * For the pod security level `restricted`.
 * @security CKV_K8S_35 secrets are files
 * @security CKV_K8S_38 no token of a service account
 * @security CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13 requests and limits
 */
export function curlPod({ name, script, files, env, volumes }: CurlPodProps): JobV1SpecTemplateSpec {
  return {
    ...RESTRICTED_JOB_POD,
    container: [
      {
        name,
        image: `${CURL_IMAGE.repository}:${CURL_IMAGE.tag}`,
        imagePullPolicy: "Always",
        command: ["bash", `${CURL_FILES}/${script}`],
        env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "200m", memory: "64Mi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: "files", mountPath: CURL_FILES, readOnly: true },
          ...volumes.map((volume) => ({ name: volume.name, mountPath: volume.path, readOnly: true })),
        ],
      },
    ],
    volume: [
      { name: "files", configMap: { name: files, defaultMode: "0444" } },
      ...volumes.map(({ path: _, ...volume }) => volume),
    ],
  };
}
