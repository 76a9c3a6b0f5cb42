import { Release } from "@cdktf/provider-helm/lib/release";
import { TerraformStack, Testing } from "cdktf";
import { stringify } from "yaml";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { guardVolumes } from "../../../infra/modules/volume-guard";
import { setSource } from "../../../src/constructs/kit/cdktf/source";
import type { JangadaError, Problem } from "../../../src/errors";

const FILE = "infra/environments/dev/environment.yaml";

/** A broker of an operator's, in the values of the chart that carries objects. */
const broker = (storage: unknown, name = "orders", ...before: readonly object[]): object => ({
  objects: [...before, { kind: "RabbitmqCluster", metadata: { name }, spec: { persistence: { storage } } }],
});
/** A server of CloudNativePG's, with two volumes. */
const server = (size: string, walSize: string): object => ({
  objects: [
    { kind: "Cluster", metadata: { name: "orders" }, spec: { storage: { size }, walStorage: { size: walSize } } },
  ],
});
const metrics = (storage: string): object => ({
  prometheus: { storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage } } } } } },
});
const logs = (size: unknown): object => ({ singleBinary: { persistence: { size } } });

/** What is refused where these values follow on those. */
function refused(
  before: object | string | null,
  after: object,
  deployed = "broker",
  type = "helm_release",
): readonly Problem[] {
  const stack = Object.assign(new TerraformStack(Testing.app(), "dev-platform"), {
    environment: { file: FILE, locate: () => ({ line: 9 }) },
  }) as unknown as EnvironmentStack;
  const release = new Release(stack, "broker", { name: "broker", chart: "objects", values: [stringify(after)] });
  setSource(release, { file: FILE, path: "rabbitmq.orders" });
  new Release(stack, "other", { name: "other", chart: "objects" });
  const values = before === null ? null : [typeof before === "string" ? before : stringify(before)];
  try {
    guardVolumes(stack, [{ type, address: `${type}.broker`, attributes: { name: deployed, values } }]);
    return [];
  } catch (error) {
    return (error as JangadaError).problems;
  }
}

test.each<[what: string, before: object | string | null, after: object]>([
  ["the same", broker("10Gi"), broker("10Gi")],
  ["more", broker("9Gi"), broker("10Gi")],
  ["the same in other words", broker("1Ti"), broker("1024Gi")],
  ["another broker's", broker("20Gi", "ledger"), broker("10Gi")],
  ["one before it in the list", broker("10Gi"), broker("10Gi", "orders", { kind: "Queue", metadata: { name: "a" } })],
  ["none any more", logs("10Gi"), {}],
  ["none before", {}, logs("10Gi")],
  ["what is no quantity", logs("much"), logs("1Gi")],
  ["what only Terraform knows", logs("10Gi"), logs("${var.size}")],
  ["memory", { resources: { requests: { memory: "2Gi" } } }, { resources: { requests: { memory: "1Gi" } } }],
  ["a size of something else", { pool: { size: "20" } }, { pool: { size: "10" } }],
  ["a state without values", null, logs("1Gi")],
  ["a state whose values are no YAML", "size: [", logs("1Gi")],
])("given %s, then it is let through", (_what, before, after) => {
  expect(refused(before, after)).toEqual([]);
});

test.each<[what: string, before: object, after: object, told: string]>([
  ["a broker's", broker("20Gi"), broker("10Gi"), "volumes of 20Gi, and would have 10Gi"],
  [
    "a broker's, behind others",
    broker("20Gi"),
    broker("10Gi", "orders", { kind: "Queue", metadata: { name: "a" } }),
    "20Gi",
  ],
  ["that of metrics", metrics("100Gi"), metrics("50Gi"), "requests.storage"],
  ["a server's", server("20Gi", "5Gi"), server("10Gi", "5Gi"), "spec.storage.size"],
  ["a server's log", server("20Gi", "5Gi"), server("20Gi", "4Gi"), "walStorage.size"],
  ["a chart's own", logs("1Ti"), logs("900Gi"), "volumes of 1Ti"],
  ["one in another unit", logs("2Gi"), logs("2000M"), "would have 2000M"],
])("given less of %s, then it is refused at its place", (_what, before, after, told) => {
  expect(refused(before, after)).toMatchObject([
    {
      code: "VOLUME_SHRINKS",
      message: expect.stringContaining(told) as unknown,
      place: { file: FILE, path: "rabbitmq.orders", line: 9 },
      remedy: expect.stringContaining("again") as unknown,
    },
  ]);
});

test("another release, and what is no release, say nothing of it", () => {
  expect(refused(broker("20Gi"), broker("10Gi"), "elsewhere")).toEqual([]);
  expect(refused(broker("20Gi"), broker("10Gi"), "broker", "terraform_data")).toEqual([]);
});
