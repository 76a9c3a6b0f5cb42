import { keptObjects } from "../../../src/targets/kubeadm/kept-objects";

const STORE = { name: "platform" };

test("what asks for no store gets none", () => {
  expect(keptObjects({})).toEqual({});
  expect(keptObjects({ observability: {}, rabbitmq: [{ name: "events" }], databases: [] })).toEqual({});
});

test.each([
  [
    "a server of PostgreSQL",
    { databases: [{ name: "orders" }] },
    { databases: [{ name: "orders", inCluster: { store: "platform" } }] },
  ],
  [
    "one that says what it does in the cluster",
    { databases: [{ name: "orders", inCluster: { pooler: {} } }] },
    { databases: [{ name: "orders", inCluster: { pooler: {}, store: "platform" } }] },
  ],
  ["logs", { observability: { logs: {} } }, { observability: { logs: { store: "platform" } } }],
  ["backups", { velero: { schedules: [] } }, { velero: { schedules: [], store: "platform" } }],
])("%s: it is told where, and the store and its servers are there", (_, written, told) => {
  expect(keptObjects(written)).toEqual({ ...told, objectStorage: [STORE], objectServers: {} });
});

test("the file's stores come first, and its servers are as it says", () => {
  const documents = { name: "documents", services: [{ name: "shop" }] };
  const added = keptObjects({ objectStorage: [documents], objectServers: { servers: 3 }, velero: {} });

  expect(added).toEqual({ velero: { store: "platform" }, objectStorage: [documents, STORE] });
});

test("a store of that name is the file's own", () => {
  const own = { name: "platform", expireDays: 400 };

  expect(keptObjects({ objectStorage: [own], velero: {} })).toEqual({
    velero: { store: "platform" },
    objectServers: {},
  });
});

test("what names a store keeps it, and nothing is added for it", () => {
  const written = {
    databases: [{ name: "orders", inCluster: { store: "backups" } }],
    observability: { logs: { store: "backups" } },
    velero: { store: "backups" },
    objectStorage: [{ name: "backups" }],
  };

  expect(keptObjects(written)).toEqual({ objectServers: {} });
  expect(keptObjects({ ...written, objectServers: {} })).toEqual({});
});

test("stores alone need servers", () => {
  expect(keptObjects({ objectStorage: [{ name: "documents" }] })).toEqual({ objectServers: {} });
});

test.each([
  { databases: "orders" },
  { databases: ["orders", { name: "b", runs: "managed" }, { name: "c", inCluster: "yes" }] },
  { observability: { logs: true } },
  { velero: 5 },
  { objectStorage: "documents" },
])("what is wrong is left to those who tell: %j", (written) => {
  expect(keptObjects(written)).toEqual({});
});

test("a list of stores that is none is left alone, whoever needs one", () => {
  expect(keptObjects({ objectStorage: "documents", velero: {} })).toEqual({ velero: { store: "platform" } });
});
