/** What `validate` says of each zone: from what was synthesized, and from the state where that is a file. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { nodesByZoneOfPools } from "../../../src/constructs/k8s-cluster/aws/nodes-by-zone";
import { sharesText } from "../../../src/operations/spread/shares";
import { spreadThings } from "../../../src/operations/spread/spread-things";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-spread-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

type Sizes = Readonly<Record<string, readonly [min: number, max: number]>>;

const config = ([min_size, max_size]: readonly [number, number]) => ({ min_size, max_size, desired_size: min_size });
const state = (pool: string, sizes: Sizes): string =>
  JSON.stringify({
    version: 4,
    serial: 3,
    lineage: "l",
    resources: Object.entries(sizes).map(([zone, size]) => ({
      mode: "managed",
      type: "aws_eks_node_group",
      name: `cluster_pools_${pool}_${zone}`,
      instances: [{ attributes: { scaling_config: [config(size)] } }],
    })),
  });

/** The lines of a stack with the pool `system`, by its state. */
function told(sizes: Sizes, former?: string, moved?: object): readonly string[] {
  const groups = Object.entries(sizes).map(([zone, size]) => [
    `cluster_pools_system_${zone}`,
    { "//": { environment: { file: "f", path: "cluster.pools.system" } }, scaling_config: config(size) },
  ]);
  const other = { "//": { environment: { file: "f", path: "cluster" } }, scaling_config: config([1, 1]) };
  fs.writeFileSync(
    path.join(folder, "cdk.tf.json"),
    JSON.stringify({
      terraform: { backend: { local: { path: path.join(folder, "the.tfstate") } } },
      resource: { aws_eks_node_group: { ...Object.fromEntries(groups), cluster_other: other } },
      ...(moved ? { moved: [moved] } : {}),
    }),
  );
  if (former !== undefined) fs.writeFileSync(path.join(folder, "the.tfstate"), former);
  return spreadThings({ name: "dev-cluster", folder, dependencies: [] }, [nodesByZoneOfPools], {}).map(
    ({ stack, path: at, called, parts }) => `${stack} ${at} ${called}: ${sharesText(parts)}`,
  );
}

const NOW: Sizes = { a: [2, 4], b: [1, 3], c: [1, 3] };

test("old and new numbers of every zone, where the state can be read", () => {
  expect(told(NOW, state("system", { a: [2, 5], b: [1, 3], d: [1, 3] }))).toEqual([
    "dev-cluster cluster.pools.system nodes by zone: a 2 to 5 → 2 to 4, b 1 to 3, c none → 1 to 3, d 1 to 3 → none",
  ]);
});

test("also of a renamed pool", () => {
  const moved = {
    from: "aws_eks_node_group.cluster_pools_general_a",
    to: "aws_eks_node_group.cluster_pools_system_a",
  };

  expect(told({ a: [2, 4] }, state("general", { a: [1, 3] }), moved)).toEqual([
    "dev-cluster cluster.pools.system nodes by zone: a 1 to 3 → 2 to 4",
  ]);
});

test.each([
  ["there is no state", undefined],
  ["it is broken", "{"],
  ["it holds nothing of the pool", state("other", { a: [9, 9] })],
])("what each zone gets, where %s", (_, former) => {
  expect(told(NOW, former)).toEqual(["dev-cluster cluster.pools.system nodes by zone: a 2 to 4, b 1 to 3, c 1 to 3"]);
});
