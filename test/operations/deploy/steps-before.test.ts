/** A minimum above what runs: told by plan with the command, refused by the cloud without it, and applied after it. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import { deploy } from "../../../src/operations/deploy/deploy";
import { plan } from "../../../src/operations/deploy/plan";
import type { RunResult } from "../../../src/operations/deploy/results";
import type { StepBefore } from "../../../src/model/apply-refusal";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { DEV, RehearsedProject } from "../../helpers/project";

jest.setTimeout(300_000);

const withNodes = (nodes: string): string =>
  edited(DEV, "cluster:\n", `cluster:\n  autoscaling: { enabled: false }\n  pools: [{ name: system, ${nodes} }]\n`);

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: withNodes("nodes: { min: 2, max: 6 }") });
  expect((await deployed()).ok).toBe(true);
});
afterAll(() => project.close());

const options = () => ({
  project: project.folder,
  environments: ["dev"],
  stacks: ["network", "cluster"],
  env: project.env,
  facts,
});
const deployed = (): Promise<RunResult> => deploy({ ...options(), replan: true, confirm: () => Promise.resolve(true) });

const stepsIn = ({ stacks }: RunResult): readonly StepBefore[] =>
  stacks.flatMap(({ plan: made }) => made?.stepsBefore ?? []);

/** What `aws eks update-nodegroup-config` does. */
function carryOut(command: string): void {
  const [, name] = /--nodegroup-name (\S+)/.exec(command) ?? [];
  const sizes = [...command.matchAll(/(min|max|desired)Size=(\d+)/g)].map(
    ([, which, size]) => [`${which}_size`, Number(size)] as const,
  );
  const { world } = project.simulation;
  const group = world.list("aws_eks_node_group").find(({ attributes }) => attributes["node_group_name"] === name);
  if (!group) throw new Error(`no group ${name}`);
  const attributes = objectOf([...Object.entries(group.attributes), ["scaling_config", [objectOf(sizes)]]]);
  world.put({ ...group, attributes });
}

test("a raised minimum is told by plan for each group, with the command, and applied once it was run", async () => {
  project.write("dev", withNodes("nodes: { min: 5, max: 8 }"));

  const planned = await plan(options());
  const steps = stepsIn(planned);

  expect(planned.ok).toBe(true);
  expect(steps.map(({ address, command }) => [address, command.replace(/-\d{10,}/, "-1")])).toEqual([
    [
      "aws_eks_node_group.cluster_pools_system_eu-west-1a",
      "aws eks update-nodegroup-config --cluster-name dev --nodegroup-name system-eu-west-1a-1 --scaling-config minSize=3,maxSize=4,desiredSize=3 --region eu-west-1",
    ],
    [
      "aws_eks_node_group.cluster_pools_system_eu-west-1b",
      "aws eks update-nodegroup-config --cluster-name dev --nodegroup-name system-eu-west-1b-1 --scaling-config minSize=2,maxSize=4,desiredSize=2 --region eu-west-1",
    ],
  ]);

  const refused = await deployed();

  expect(refused.ok).toBe(false);
  expect(refused.problems.map(({ message }) => message).join("\n")).toMatch(
    /Minimum capacity 3 can't be greater than desired size 1/,
  );

  for (const { command } of steps) carryOut(command);
  const again = await plan(options());

  expect(stepsIn(again)).toEqual([]);
  expect((await deployed()).ok).toBe(true);
  expect((await plan(options())).stacks.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
});

test("a maximum below what runs is told likewise", async () => {
  project.write("dev", withNodes("nodes: { min: 2, max: 2 }"));

  const steps = stepsIn(await plan(options()));

  expect(steps.map(({ reason }) => reason)).toEqual([
    "EKS refuses a maximum of 1 while 3 nodes are wanted of the group: 2 of them must go first.",
    "EKS refuses a maximum of 1 while 2 nodes are wanted of the group: 1 of them must go first.",
  ]);
});
