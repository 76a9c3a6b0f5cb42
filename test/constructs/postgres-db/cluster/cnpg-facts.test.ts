/** What a review is told of a changed server in the cluster: by the objects of its release, before and after. */
import { facts } from "../../../../src/facts";
import type { ResourceChange, Value } from "../../../../src/model/plan";
import { assess } from "../../../../src/operations/risk";

interface Server {
  readonly instances?: number;
  readonly storage?: string;
  readonly major?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly postgresql?: object;
}

const cluster = (server: Server): object => ({
  apiVersion: "postgresql.cnpg.io/v1",
  kind: "Cluster",
  metadata: { name: "dev-orders", labels: server.labels ?? { "jangada/protected": "true" } },
  spec: {
    instances: server.instances ?? 3,
    storage: { size: server.storage ?? "20Gi" },
    walStorage: { size: "10Gi" },
    imageCatalogRef: { major: server.major ?? 17 },
    plugins: [{ parameters: { serverName: server.folder ?? "dev-orders" } }],
    postgresql: server.postgresql ?? { synchronous: { number: 1 } },
  },
});

const released = (objects: readonly object[], name = "postgres-dev-orders", namespace = "postgres"): object => ({
  name,
  namespace,
  values: [{ objects }],
});

function told(before: object, after: object | undefined): readonly string[] {
  const change = {
    address: "helm_release.databases_orders",
    type: "helm_release",
    action: after ? "update" : "delete",
    before: before as Readonly<Record<string, Value>>,
    ...(after ? { after: after as Readonly<Record<string, Value>> } : {}),
  } as unknown as ResourceChange;
  return assess(change, { changes: [change] }, facts).map(({ rule }) => rule);
}

test.each<[string, Server, Server]>([
  ["data-loss/database-no-standby", {}, { postgresql: {} }],
  ["data-loss/database-unprotected", {}, { labels: { "jangada/protected": "false" } }],
  ["data-loss/database-backups-elsewhere", {}, { folder: "orders-2" }],
  ["downtime/database-volume-shrinks", {}, { storage: "10Gi" }],
  ["downtime/database-major-raised", {}, { major: 18 }],
  ["downtime/database-major-lowered", {}, { major: 16 }],
  ["downtime/database-nodes-fewer", {}, { instances: 1 }],
  ["downtime/database-restarts", {}, { postgresql: { synchronous: { number: 1 }, parameters: { work_mem: "1GB" } } }],
  ["cost/database-grows", {}, { storage: "40Gi" }],
  ["cost/database-grows", {}, { instances: 5 }],
])("%s, and not of the same again or the other way round", (rule, before, after) => {
  const change = (from: Server, to: Server): readonly string[] =>
    told(released([cluster(from)]), released([cluster(to)]));
  expect(change(before, after)).toContain(rule);
  expect(change(after, after)).not.toContain(rule);
  // Settings may restart a server, and a folder may be another one, both ways.
  if (!/restarts|elsewhere/.test(rule)) expect(change(after, before)).not.toContain(rule);
});

test("fewer days of backups are a loss, more are none", () => {
  const store = (days: number): object => ({
    apiVersion: "barmancloud.cnpg.io/v1",
    kind: "ObjectStore",
    metadata: { name: "dev-orders" },
    spec: { retentionPolicy: `${days}d` },
  });
  expect(told(released([store(14)]), released([store(7)]))).toContain("data-loss/database-backups-shorter");
  expect(told(released([store(7)]), released([store(14)]))).not.toContain("data-loss/database-backups-shorter");
});

test("a server that goes takes its volumes with it; passwords that nobody has any more stop nothing", () => {
  expect(told(released([cluster({})]), undefined)).toEqual(
    expect.arrayContaining(["data-loss/database-in-cluster", "downtime/release-gone"]),
  );
  expect(told(released([], "secret-dev-orders"), undefined)).not.toContain("downtime/release-gone");
});

test("other images are an exchange of every server", () => {
  const images = (tag: string): object => ({
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "ImageCatalog",
    metadata: { name: "postgres" },
    spec: { images: [{ major: 17, image: `postgresql:${tag}` }] },
  });
  const change = (to: string): readonly string[] =>
    told(released([images("17.1")], "authority-and-images"), released([images(to)], "authority-and-images"));
  expect(change("17.2")).toContain("downtime/database-images");
  expect(change("17.1")).not.toContain("downtime/database-images");
});
