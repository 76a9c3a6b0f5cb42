/** The chart velero: what runs, and that it holds no credential. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import type { RenderedEnvironment } from "./gather";
import { containerOf, podOf, workloadsOf } from "./pods";
import { named, ofKind, releasesOfChart } from "./rendered";

/** As the profiles and the variant have them. */
const VOLUMES = { minimal: "snapshots", standard: "copies", full: "copies" } as const;

/** The store by target: who asks for it logs in by the identity of its own pods. */
const placeOf = ({ name, file: { target } }: RenderedEnvironment): object =>
  target === "aks"
    ? {
        provider: "azure",
        objectStorage: { bucket: `${name}-velero` },
        config: {
          storageAccount: expect.stringMatching(/^[a-z0-9]{3,24}$/) as string,
          storageAccountURI: expect.stringMatching(/^https:\/\/[a-z0-9]{3,24}\.blob\.core\.windows\.net$/) as string,
          useAAD: "true",
        },
      }
    : {
        provider: "aws",
        objectStorage: { bucket: expect.stringContaining(`${name}-velero-`) as string },
        config: { region: "eu-west-1" },
      };

describe.each(releasesOfChart("velero"))("in $environment.name", ({ environment, documents }) => {
  const { schedules } = environment.file["velero"] as { readonly schedules?: readonly { readonly volumes?: string }[] };
  const usual = VOLUMES[environment.file.profile];
  const volumes = schedules?.map((one) => one.volumes ?? usual) ?? [usual];
  const onNodes = volumes.includes("copies") || volumes.includes("files");

  test("one server runs, and agents on the nodes only where volumes are read there", () => {
    expect(workloadsOf(documents).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      ...(onNodes ? ["DaemonSet node-agent"] : []),
      "Deployment velero",
    ]);
  });

  test("the node's folders are open to agents that read files of running pods, and to nothing else", () => {
    const paths = workloadsOf(documents).flatMap((workload) =>
      (podOf(workload).volumes ?? []).flatMap(({ hostPath }) =>
        hostPath ? [(hostPath as { path: string }).path] : [],
      ),
    );
    expect(paths).toEqual(volumes.includes("files") ? ["/var/lib/kubelet/pods", "/var/lib/kubelet/plugins"] : []);
  });

  test("backups go into the one store, and no credential is anywhere", () => {
    expect(ofKind(documents, "Secret")).toEqual([]);
    expect(named(documents, "BackupStorageLocation", "default")["spec"]).toMatchObject({
      ...placeOf(environment),
      accessMode: "ReadWrite",
      default: true,
    });
    expect(ofKind(documents, "VolumeSnapshotLocation", "Schedule")).toEqual([]);
  });

  test("definitions come apart: no Job fetches them", () => {
    expect(containerOf(named(documents, "Deployment", "velero")).args).toEqual(
      expect.arrayContaining(["--features=EnableCSI", "--uploader-type=kopia"]),
    );
    expect(ofKind(documents, "CustomResourceDefinition", "Job")).toEqual([]);
  });
});

test("a schedule is the file's: when, what of, how long it is kept", () => {
  const specOf = (name: string): unknown =>
    ofKind(objectsOf(EVERY_OPTION, `schedule-${name}`), "Schedule")[0]?.["spec"];
  expect(specOf("hourly")).toMatchObject({
    schedule: "7 * * * *",
    template: { ttl: "12h0m0s", includedNamespaces: ["shop"], defaultVolumesToFsBackup: true, snapshotVolumes: false },
  });
  expect(specOf("weekly")).toMatchObject({
    schedule: "0 3 * * 6",
    template: {
      ttl: "1344h0m0s",
      excludedNamespaces: expect.arrayContaining(["scratch"]) as unknown,
      snapshotVolumes: false,
    },
  });
});

test("the file's own values arrive", () => {
  expect(named(everyOption("velero"), "Deployment", "velero")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "velero" } } },
  });
});
