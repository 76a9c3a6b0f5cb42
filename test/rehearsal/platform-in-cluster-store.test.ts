/** Backups of the cluster, of its databases, and logs, in a store that stands in the cluster: by the real Terraform. */
import { parseDocument } from "yaml";
import { loadText } from "../../src/environment/load-file";
import { type CustomResource, expectValidCustomResource, isCustom } from "../helpers/crd";
import { edited } from "../helpers/edited";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";
import { type Release, releasesOf } from "../helpers/releases";

const FILE = JSON.stringify({
  ...(parseDocument(DEV).toJS() as object),
  databases: [{ name: "orders", runs: "in-cluster", inCluster: { store: "keep" } }],
  objectStorage: [{ name: "keep", runs: "in-cluster" }],
  // What SeaweedFS does differs by nothing here; it is deployed by object-storage-in-cluster.test.ts.
  objectServers: { engine: "minio" },
  observability: { logs: { store: "keep" } },
  velero: { store: "keep", schedules: [{ name: "daily", cron: "0 2 * * *", retention: "7d" }] },
});

test("what would be lost with the cluster is told where the file says it", () => {
  const { environment, problems } = loadText(FILE, "environment.yaml", { folder: "dev" });
  expect(problems).toEqual([]);
  const circles = (environment?.warnings ?? []).filter(({ code }) => code === "OBJECT_STORAGE_CIRCLE");
  expect(circles.map(({ place }) => place?.path).sort()).toEqual(["databases[0].inCluster.store", "velero.store"]);
});

test("a store that there is not is refused where it is named", () => {
  const text = edited(FILE, '"name":"keep"', '"name":"kept"');
  const { problems } = loadText(text, "environment.yaml", { folder: "dev" });
  expect(problems.map(({ code, place }) => [code, place?.path])).toEqual([
    ["OBJECT_STORAGE_UNKNOWN", "databases[0].inCluster.store"],
    ["OBJECT_STORAGE_UNKNOWN", "observability.logs.store"],
    ["OBJECT_STORAGE_UNKNOWN", "velero.store"],
  ]);
});

describe("given a deployed dev that keeps all of them in one store of the cluster", () => {
  let project: RehearsedProject;
  let releases: readonly Release[];

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: FILE });
    expectAllOk(await project.deploy("dev"));
    releases = await releasesOf(project, "dev");
  });
  afterAll(() => project.close());

  const objects = (): readonly CustomResource[] =>
    releases.flatMap(({ values }) => (values["objects"] ?? []) as readonly CustomResource[]);
  const valuesOf = (chart: string): unknown => releases.find((release) => release.chart === chart)?.values;

  test("every custom resource is valid by its definition", () => {
    for (const object of objects().filter((one) => isCustom(one))) expectValidCustomResource(object);
  });

  test("databases carry their backups there with a key, and trust who signed for it", () => {
    const store = objects().find(({ kind }) => kind === "ObjectStore");
    expect(store).toMatchObject({
      spec: {
        configuration: {
          destinationPath: "s3://dev-keep/databases",
          endpointURL: "https://s3.object-storage.svc",
          endpointCA: { name: "dev-orders-store", key: "ca.crt" },
          s3Credentials: { accessKeyId: { name: "dev-orders-store", key: "accessKey" } },
        },
      },
    });
  });

  test("so do Velero and Loki", () => {
    expect(valuesOf("velero")).toMatchObject({
      credentials: { useSecret: true, existingSecret: "velero-store" },
      configuration: {
        backupStorageLocation: [
          { bucket: "dev-keep", config: { s3Url: "https://s3.object-storage.svc", s3ForcePathStyle: "true" } },
        ],
      },
    });
    expect(valuesOf("loki")).toMatchObject({
      loki: { storage: { bucketNames: { chunks: "dev-keep" }, s3: { endpoint: "https://s3.object-storage.svc" } } },
    });
  });

  test("Velero leaves out what its own backups stand on", () => {
    const servers = objects().find(
      (one) => one.kind === "StatefulSet" && JSON.stringify(one).includes('"app.kubernetes.io/name":"minio"'),
    );
    expect(servers).toMatchObject({
      spec: { template: { metadata: { labels: { "velero.io/exclude-from-backup": "true" } } } },
    });
  });

  test("each has an identity of its own", () => {
    const kept = JSON.stringify(objects());
    for (const one of ["velero/velero", "observability/loki", "postgres/postgres"]) {
      expect(kept).toContain(`object-storage/keep/${one}/`);
    }
  });
});
