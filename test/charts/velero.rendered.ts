/** The chart velero: what runs, under which rights, and that it holds no credential. */
import { parseDocument } from "yaml";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";
import { type Release, releasesOf } from "../helpers/releases";
import { podOf, unrestricted } from "./pods";
import { aggregated, bindingsOf } from "./rbac";
import { type KubernetesDocument, named, ofKind, render } from "./render";

async function rendered(volumes: string): Promise<readonly KubernetesDocument[]> {
  const schedules = [{ name: "daily", cron: "0 2 * * *", volumes }];
  const dev = JSON.stringify({ ...(parseDocument(DEV).toJS() as object), velero: { schedules } });
  const project = await RehearsedProject.open({ dev });
  try {
    expectAllOk(await project.deploy("dev"));
    const release = (await releasesOf(project, "dev")).find(({ chart }) => chart === "velero") as Release;
    return render("velero", release);
  } finally {
    await project.close();
  }
}

describe("with snapshots alone", () => {
  let documents: readonly KubernetesDocument[];

  beforeAll(async () => {
    documents = await rendered("snapshots");
  });

  test("one restricted server runs, and nothing on the nodes", () => {
    expect(ofKind(documents, "Deployment", "DaemonSet", "Job").map(({ metadata }) => metadata.name)).toEqual([
      "velero",
    ]);
    expect(unrestricted(documents)).toEqual([]);
  });

  test("it has all rights, as it must be able to put back anything; nobody else gets any", () => {
    expect(bindingsOf(documents)).toEqual([
      "ClusterRoleBinding of ClusterRole cluster-admin to ServiceAccount velero/velero",
      "RoleBinding of Role velero-server to ServiceAccount velero/velero",
    ]);
    expect(aggregated(documents)).toEqual([]);
  });

  test("backups go into the one store, and no credential is anywhere", () => {
    expect(ofKind(documents, "Secret")).toEqual([]);
    expect(named(documents, "BackupStorageLocation", "default")["spec"]).toMatchObject({
      provider: "aws",
      accessMode: "ReadWrite",
      default: true,
      objectStorage: { bucket: expect.stringContaining("dev-velero-") as string },
      config: { region: "eu-west-1" },
    });
    expect(ofKind(documents, "VolumeSnapshotLocation", "Schedule")).toEqual([]);
  });

  test("definitions come apart: no Job fetches them", () => {
    expect(podOf(named(documents, "Deployment", "velero")).containers[0]?.args).toEqual(
      expect.arrayContaining(["--features=EnableCSI", "--uploader-type=kopia"]),
    );
  });
});

test("with copies, agents run on the nodes without the host's folders", async () => {
  const documents = await rendered("copies");
  const agent = podOf(named(documents, "DaemonSet", "node-agent"));
  expect((agent.volumes ?? []).filter(({ hostPath }) => hostPath)).toEqual([]);
});
