/** Real values of a field that is divided over several resources, taken over into the file. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import { editEnvironment } from "../../../src/operations/drift/edit-environment";
import { readPlan, type ResourceChange } from "../../../src/operations/plan-model";
import { DEV, writeProject } from "../../helpers/project";
import { planOf } from "../plan-model/plans";

const FILE = "infra/environments/dev/environment.yaml";
let project: string;
beforeAll(() => {
  project = writeProject({
    dev: edited(
      DEV,
      "cluster:\n",
      "cluster:\n  pools: [{ name: system, nodes: { min: 2, max: 6 } }, { name: batch }]\n",
    ),
  });
});
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

type Sizes = Readonly<Record<string, readonly [min: number, max: number]>>;

const config = ([min_size, max_size]: readonly [number, number]) => ({ scaling_config: [{ min_size, max_size }] });

/** The group in zone a drifted; the pool's groups have these sizes. */
function takenOver(pool: string, sizes: Sizes): ReturnType<typeof editEnvironment> {
  const name = (zone: string): string => `cluster_pools_${pool}_eu-west-1${zone}`;
  const type = "aws_eks_node_group";
  const [drifted] = readPlan(
    planOf([
      { type, name: name("a"), actions: ["update"], before: config([1, 3]), after: config(sizes["a"] ?? [1, 3]) },
    ]),
  ).changes as [ResourceChange];
  const change = { ...drifted, source: { file: FILE, path: `cluster.pools.${pool}` } };
  const siblings = Object.entries(sizes).map(([zone, size]) => ({
    address: `${type}.${name(zone)}`,
    type,
    values: config(size),
  }));
  const others = [{ address: `${type}.cluster_pools_other_eu-west-1a`, type, values: config([9, 9]) }];
  return editEnvironment(project, change, drifted.attributes, [...siblings, ...others], facts);
}

test("the file says the sum of what all zones have", () => {
  const { takeOver: taken, notTakenOver } = takenOver("system", { a: [2, 5], b: [1, 4] });

  expect(notTakenOver).toBeUndefined();
  expect(taken?.fields.map(({ path }) => path)).toEqual([
    "cluster.pools.system.nodes.min",
    "cluster.pools.system.nodes.max",
  ]);
  expect(taken?.edits[0]?.after).toContain("{ name: system, nodes: { min: 3, max: 9 } }");
});

test("also where it said nothing yet", () => {
  expect(takenOver("batch", { a: [1, 4], b: [1, 3] }).takeOver?.edits[0]?.after).toContain(
    "{ name: batch, nodes: { max: 7 } }",
  );
});

test("what no sum makes is told with what there is", () => {
  expect(takenOver("system", { a: [1, 4], b: [1, 6] }).notTakenOver).toBe(
    "'nodes.max' of cluster.pools.system is divided evenly, and cannot say what there is: eu-west-1a 4, eu-west-1b 6.",
  );
});
