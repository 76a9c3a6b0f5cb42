/** The section `objectStorage`, as a whole environment reads and builds it. */
import { parseDocument } from "yaml";
import { loadText } from "../../../src/environment/load-file";
import { DEV } from "../../helpers/project";

function loaded(objectStorage: unknown, change: object = {}): ReturnType<typeof loadText> {
  const text = JSON.stringify({ ...(parseDocument(DEV).toJS() as object), objectStorage, ...change });
  return loadText(text, "environment.yaml", { folder: "dev" });
}

const problems = (objectStorage: unknown): unknown =>
  loaded(objectStorage).problems.map(({ code, place }) => [code, place?.path]);

test("a store is called by its name alone; the profile gives the rest", () => {
  const { environment } = loaded([{ name: "documents", services: [{ name: "shop" }] }]);
  expect(environment?.sections.objectStorage).toEqual([
    {
      name: "documents",
      runs: "managed",
      inCluster: { keyRevision: 1 },
      noncurrentDays: 30,
      accessLogs: true,
      protected: false,
      aws: {},
      azure: {},
      services: [{ name: "shop", access: "read-write" }],
    },
  ]);
});

test("the profile full keeps deleted objects for a quarter, and protects", () => {
  const { environment } = loaded([{ name: "documents" }], { profile: "full" });
  expect(environment?.sections.objectStorage).toMatchObject([{ noncurrentDays: 90, protected: true }]);
});

test.each<[string, unknown, readonly (readonly [string, string])[]]>([
  ["two of one name", [{ name: "a" }, { name: "a" }], [["OBJECT_STORAGE_TWICE", "objectStorage[1].name"]]],
  ["the name of Velero's own", [{ name: "velero" }], [["OBJECT_STORAGE_RESERVED", "objectStorage[0].name"]]],
  [
    "two of one bucket",
    [
      { name: "a", aws: { bucket: "mine" } },
      { name: "b", aws: { bucket: "mine" } },
    ],
    [["OBJECT_STORAGE_BUCKET_TWICE", "objectStorage[1].aws.bucket"]],
  ],
  [
    "a service twice",
    [{ name: "a", services: [{ name: "shop" }, { name: "shop", namespace: "shop", access: "read" }] }],
    [["OBJECT_STORAGE_SERVICE_TWICE", "objectStorage[0].services[1].name"]],
  ],
  [
    "Kubernetes' own namespace",
    [{ name: "a", services: [{ name: "shop", namespace: "kube-system" }] }],
    [["OBJECT_STORAGE_NAMESPACE", "objectStorage[0].services[0].namespace"]],
  ],
  [
    "objects that are gone before they are cold",
    [{ name: "a", expireDays: 30, coldAfterDays: 60 }],
    [["OBJECT_STORAGE_COLD", "objectStorage[0].coldAfterDays"]],
  ],
])("%s is refused at its place", (_, objectStorage, expected) => {
  expect(problems(objectStorage)).toEqual(expected);
});

test("one service account may have several prefixes", () => {
  const services = [
    { name: "shop", prefix: "in/", access: "read" },
    { name: "shop", prefix: "out/" },
  ];
  expect(problems([{ name: "a", services }])).toEqual([]);
});

const IN_CLUSTER = { name: "a", runs: "in-cluster" };
/** What a store in the cluster needs beside it. */
const AROUND = {
  cluster: {},
  databases: [],
  ingress: { host: "dev.example.org", dnsZone: { name: "dev.example.org" } },
  objectServers: {},
};

const told = (objectStorage: unknown, change: object = {}): unknown =>
  loaded(objectStorage, { ...AROUND, ...change }).problems.map(({ code, place }) => [code, place?.path]);

test("a store in the cluster writes no log of access, unless it is asked for one", () => {
  const { environment, problems: found } = loaded([IN_CLUSTER], AROUND);
  expect(found).toEqual([]);
  expect(environment?.sections.objectStorage).toMatchObject([{ runs: "in-cluster", accessLogs: false }]);
});

test.each<[string, object, readonly (readonly [string, string])[]]>([
  ["a log of access", { accessLogs: true }, [["OBJECT_STORAGE_IN_CLUSTER", "objectStorage[0].accessLogs"]]],
  ["what is cheaper to keep", { coldAfterDays: 40 }, [["OBJECT_STORAGE_IN_CLUSTER", "objectStorage[0].coldAfterDays"]]],
  [
    "a bucket of the cloud",
    { aws: { bucket: "mine" } },
    [["OBJECT_STORAGE_IN_CLUSTER", "objectStorage[0].aws.bucket"]],
  ],
])("%s is refused of a store in the cluster", (_, change, expected) => {
  expect(told([{ ...IN_CLUSTER, ...change }])).toEqual(expected);
});

test("without servers there is no store in the cluster", () => {
  expect(told([IN_CLUSTER], { objectServers: undefined })).toEqual([["COMPONENT_MISSING", "objectStorage[0].runs"]]);
});

test.each<[string, object, readonly (readonly [string, string])[]]>([
  ["more copies than servers", { servers: 2, copies: 3 }, [["OBJECT_SERVERS_COPIES", "objectServers.servers"]]],
  [
    "a chart value that there is not",
    { values: { nothing: 1 } },
    [["CHART_UNKNOWN_VALUE", "objectServers.values.nothing"]],
  ],
])("%s is refused of the servers", (_, objectServers, expected) => {
  expect(told([IN_CLUSTER], { objectServers })).toEqual(expected);
});

const MINIO = { engine: "minio" };

test.each<[string, object, readonly (readonly [string, string])[]]>([
  ["servers of names", { ...MINIO, indexStorage: 5 }, [["OBJECT_SERVERS_ENGINE", "objectServers.indexStorage"]]],
  ["gateways", { ...MINIO, gateways: 2 }, [["OBJECT_SERVERS_ENGINE", "objectServers.gateways"]]],
  ["values of a chart", { ...MINIO, values: { s3: {} } }, [["OBJECT_SERVERS_ENGINE", "objectServers.values"]]],
  ["more servers than a set has", { ...MINIO, servers: 17 }, [["OBJECT_SERVERS_ENGINE", "objectServers.servers"]]],
  [
    "sets of one server",
    { ...MINIO, servers: 1, copies: 1, minio: { pools: 2 } },
    [["OBJECT_SERVERS_ENGINE", "objectServers.minio.pools"]],
  ],
  ["copies on one server", { ...MINIO, servers: 1, copies: 2 }, [["OBJECT_SERVERS_COPIES", "objectServers.servers"]]],
  [
    "more that may be lost than are left",
    { ...MINIO, servers: 3, copies: 3 },
    [["OBJECT_SERVERS_COPIES", "objectServers.servers"]],
  ],
  [
    "an image of any day",
    { ...MINIO, minio: { image: "registry.example.org/minio" } },
    [["ENV_VALUE", "objectServers.minio.image"]],
  ],
  ["an engine that there is not", { engine: "ceph" }, [["ENV_VALUE", "objectServers.engine"]]],
  ["what is MinIO's of SeaweedFS", { minio: { pools: 2 } }, [["OBJECT_SERVERS_ENGINE", "objectServers.minio"]]],
])("of MinIO, %s are refused at their place", (_, objectServers, expected) => {
  expect(told([IN_CLUSTER], { objectServers })).toEqual(expected);
});

test.each([
  ["minimal", { servers: 1, copies: 1 }],
  ["standard", { servers: 3, copies: 2 }],
  ["full", { servers: 5, copies: 3 }],
])("the profile %s has servers that MinIO takes, and nothing that it has not", (profile, sized) => {
  const { environment, problems: found } = loaded([IN_CLUSTER], { ...AROUND, profile, objectServers: MINIO });
  expect(found).toEqual([]);
  expect(environment?.sections.objectServers).toMatchObject({ engine: "minio", ...sized });
  expect(environment?.sections.objectServers).not.toHaveProperty("gateways");
  expect(environment?.warnings.map(({ code }) => code)).not.toContain("OBJECT_SERVERS_COPIES");
});

test.each(["enforce", "warn", "off"])(
  "with compatibility: %s, that MinIO is closed is a warning all the same",
  (compatibility) => {
    const { environment, problems: found } = loaded([IN_CLUSTER], { ...AROUND, compatibility, objectServers: MINIO });
    expect(found).toEqual([]);
    expect(environment?.warnings.filter(({ code }) => code === "ENV_CLOSED").map(({ place }) => place?.path)).toEqual([
      "objectServers.engine",
    ]);
  },
);

test("nothing is closed of SeaweedFS", () => {
  const { environment } = loaded([IN_CLUSTER], AROUND);
  expect(environment?.warnings.filter(({ code }) => code === "ENV_CLOSED")).toEqual([]);
});

test.each([
  [{ ...MINIO, servers: 2, copies: 2 }, true],
  [{ ...MINIO, servers: 3, copies: 2 }, false],
  [{ ...MINIO, servers: 4, copies: 3 }, false],
])("whether MinIO takes anything while one of %j is away, is told", (objectServers, warned) => {
  const { environment } = loaded([IN_CLUSTER], { ...AROUND, objectServers });
  expect(environment?.warnings.some(({ code }) => code === "OBJECT_SERVERS_COPIES")).toBe(warned);
});

test("as many servers as copies are warned about: while one is away, nothing is taken", () => {
  const { environment, problems: found } = loaded([IN_CLUSTER], {
    ...AROUND,
    objectServers: { servers: 2, copies: 2 },
  });
  expect(found).toEqual([]);
  expect(environment?.warnings.map(({ code, place }) => [code, place?.path])).toContainEqual([
    "OBJECT_SERVERS_COPIES",
    "objectServers.servers",
  ]);
});
