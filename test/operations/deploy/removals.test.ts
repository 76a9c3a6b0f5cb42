/** Removals, by the real Terraform in simulated clouds that refuse to delete what is in use: what uses a thing goes first. */
import * as fs from "node:fs";
import * as path from "node:path";
import { deploy } from "../../../src/operations/deploy/deploy";
import { plan } from "../../../src/operations/deploy/plan";
import type { Question, RunOptions, RunResult } from "../../../src/operations/deploy/results";
import type { OperationEvent } from "../../../src/operations/events";
import { DEV, RehearsedProject } from "../../helpers/project";

const zones = (...letters: readonly string[]): string =>
  DEV.replace("cluster:", `network: { zones: [${letters.map((letter) => `eu-west-1${letter}`).join(", ")}] }\ncluster:`);

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: zones("a", "b", "c") });
});
afterAll(() => project.close());

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  project: project.folder,
  environments: ["dev"],
  env: project.env,
  ...more,
});

/** Deploys as `--yes` does, and notes the order in which stacks were applied. */
async function deployed(more: Partial<RunOptions> = {}) {
  const order: string[] = [];
  const questions: Question[] = [];
  const listener = (event: OperationEvent): void => {
    if (event.type === "step-started" && event.step === "apply") order.push(event.stack);
  };
  const confirm = async (question: Question): Promise<boolean> => questions.push(question) > 0;
  const result = await deploy({ ...options({ listener, ...more }), unattended: true, confirm });
  return { result, order, questions };
}

const outcomes = (result: RunResult): Readonly<Record<string, string>> =>
  Object.fromEntries(result.stacks.map(({ name, outcome }) => [name, outcome]));

async function expectNothingLeft(): Promise<void> {
  const { result } = await deployed();
  expect(result.problems).toEqual([]);
  expect(new Set(Object.values(outcomes(result)))).toEqual(new Set(["unchanged"]));
}

// One after the other: each builds on what the ones before it left in the world.
test("a new environment is deployed in one go", async () => {
  const { result, order } = await deployed();

  expect(result.problems).toEqual([]);
  expect(order[0]).toBe("dev-network");
  expect(order.at(-1)).toBe("dev-platform");
});

test("a zone that is swapped for another has no order: refused, with both places", async () => {
  project.write("dev", zones("a", "b", "d"));

  const planned = await plan(options());
  const { result, order } = await deployed();

  for (const { problems } of [planned, result]) {
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["REMOVAL_WITHOUT_ORDER"]));
    console.log(problems.map((p) => p.message).join("\n"));
  }
  expect(order).toEqual([]);
});

test("a zone that is dropped goes last", async () => {
  project.write("dev", zones("a", "b"));

  const planned = await plan(options());
  console.log(JSON.stringify(planned.problems), planned.stacks.map((s) => [s.name, s.outcome, s.provisional, s.appliedAfter, s.counts]));
  const { result, order } = await deployed();

  expect(result.problems).toEqual([]);
  console.log(order);
  await expectNothingLeft();
});

test("autoscaling off", async () => {
  project.write("dev", zones("a", "b").replace("cluster:", "cluster:\n  autoscaling: { enabled: false }"));
  console.log(zones("a", "b"));
  const planned = await plan(options());
  console.log(JSON.stringify(planned.problems), planned.stacks.map((s) => [s.name, s.outcome, s.provisional, s.appliedAfter, s.counts]));
  const { result, order } = await deployed();
  expect(result.problems).toEqual([]);
  console.log(order);
  await expectNothingLeft();
});
