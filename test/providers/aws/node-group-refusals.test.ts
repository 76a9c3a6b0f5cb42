/** What EKS refuses of a node group's sizes at apply is told with the plan, and is what the simulated EKS refuses. */
import * as fc from "fast-check";
import { nodeGroupRefusals } from "../../../src/providers/aws/eks/scaling";
import type { Remedy } from "../../../src/model/apply-refusal";
import { UNKNOWN } from "../../../src/operations/plan-model";

type Sizes = readonly [min: number | string, max: number, desired: number];

const group = ([min_size, max_size, desired_size]: Sizes, more: object = {}) => ({
  cluster_name: "prod",
  node_group_name: "system-eu-west-1a-20260101000000000000000001",
  arn: "arn:aws:eks:eu-west-1:123456789012:nodegroup/prod/system-eu-west-1a-20260101000000000000000001/id",
  scaling_config: [{ min_size, max_size, desired_size }],
  ...more,
});

const judge = (before: object, after: object): readonly Remedy[] =>
  nodeGroupRefusals.flatMap((refusal) => refusal.judge(before as never, after as never) ?? []);

const COMMAND =
  "aws eks update-nodegroup-config --cluster-name prod --nodegroup-name system-eu-west-1a-20260101000000000000000001 --scaling-config ";

test.each<[what: string, before: Sizes, after: Sizes, sizes: string]>([
  ["a minimum above what runs", [1, 3, 1], [2, 3, 1], "minSize=2,maxSize=3,desiredSize=2"],
  ["both raised above what runs", [1, 3, 3], [4, 9, 3], "minSize=4,maxSize=9,desiredSize=4"],
  ["a maximum below what runs", [1, 9, 7], [1, 3, 7], "minSize=1,maxSize=3,desiredSize=3"],
  ["a group of none that gets nodes", [0, 3, 0], [1, 3, 0], "minSize=1,maxSize=3,desiredSize=1"],
])("%s is told with the command", (_, before, after, sizes) => {
  const [remedy] = judge(group(before), group(after));

  expect(remedy?.command).toBe(`${COMMAND}${sizes} --region eu-west-1`);
  expect(remedy?.reason).toMatch(/^EKS refuses a (minimum|maximum) of \d+ while \d+ nodes? (is|are) wanted/);
});

test.each<[what: string, before: object, after: object]>([
  ["a minimum that runs already", group([1, 3, 2]), group([2, 3, 2])],
  ["bounds that move around what runs", group([1, 3, 2]), group([0, 9, 2])],
  ["sizes that are not known", group([1, 3, 1]), group([UNKNOWN, 3, 1])],
  ["a group without sizes", group([1, 3, 1], { scaling_config: [] }), group([2, 3, 1])],
  ["a group that is not there yet", { scaling_config: [] }, group([2, 3, 1])],
])("%s is nothing to tell", (_, before, after) => {
  expect(judge(before, after)).toEqual([]);
});

test("the command's sizes are in order, and keep as many nodes as they can", () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(40), (min, more, desired) => {
      const max = min + more + 1;
      const [remedy] = judge(group([0, 40, desired]), group([min, max, desired]));

      if (desired >= min && desired <= max) return expect(remedy).toBeUndefined();
      const wanted = Number(/desiredSize=(\d+)/.exec(remedy?.command ?? "")?.[1]);
      expect(wanted).toBe(desired < min ? min : max);
    }),
  );
});
