/** Volumes of the Jobs that handle passwords of a cache's users. */
import type { JobV1SpecTemplateSpecVolume } from "@cdktf/provider-kubernetes/lib/job-v1";

export const FILES_PATH = "/run/files";
export const SERVICES_PATH = "/run/services";
export const WORK_PATH = "/tmp";

/** What each of their containers mounts. */
export const JOB_MOUNTS = [
  { name: "files", mountPath: FILES_PATH, readOnly: true },
  { name: "services", mountPath: SERVICES_PATH, readOnly: true },
  { name: "work", mountPath: WORK_PATH },
];

/**
 * @param files Name of the ConfigMap with the scripts.
 * @param passwords Name of the Secret by the path of the file that its password becomes.
 */
export function jobVolumes(files: string, passwords: Readonly<Record<string, string>>): JobV1SpecTemplateSpecVolume[] {
  return [
    { name: "files", configMap: { name: files, defaultMode: "0444" } },
    {
      name: "services",
      projected: [
        {
          defaultMode: "0440",
          sources: Object.entries(passwords).map(([path, name]) => ({
            secret: [{ name, items: [{ key: "password", path }] }],
          })),
        },
      ],
    },
    // Never on a disk of the node.
    { name: "work", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } },
  ];
}
