/** Removals, by the real Terraform in simulated clouds that refuse to delete what is in use: what uses a thing goes first. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { deploy } from "../../../src/operations/deploy/deploy";
import { plan } from "../../../src/operations/deploy/plan";
import type { RunOptions, RunResult } from "../../../src/operations/deploy/results";
import type { OperationEvent } from "../../../src/operations/events";
import { run } from "../../../src/operations/process";
import { DEV, RehearsedProject, ROOT } from "../../helpers/project";

interface File {
  readonly zones: readonly string[];
  readonly databases: readonly string[];
  readonly pools?: readonly string[];
  readonly autoscaling?: boolean;
  readonly ingress?: boolean;
}

function fileOf({ zones, databases, pools = ["system", "batch"], autoscaling = true, ingress = true }: File): string {
  const cluster = [
    "cluster:",
    `  autoscaling: { enabled: ${autoscaling} }`,
    `  pools: [${pools.map((name) => `{ name: ${name} }`).join(", ")}]`,
  ].join("\n");
  return edited(
    edited(
      edited(
        edited(DEV, "region: eu-west-1", "region: us-east-1"),
        "cluster:",
        `network: { aws: { zones: [${zones.map((zone) => `us-east-1${zone}`).join(", ")}] } }\n${cluster}`,
      ),
      /^databases:.*$/m,
      `databases: [${databases.map((name) => `{ name: ${name} }`).join(", ")}]`,
    ),
    /^ingress:.*$/m,
    (line) => (ingress ? line : ""),
  );
}

const WHOLE: File = { zones: ["a", "b", "c"], databases: ["orders", "bills"] };
const TWO_ZONES: File = { ...WHOLE, zones: ["a", "b"] };

let project: RehearsedProject;
beforeAll(async () => {
  // The clouds serve what any file asks for that is there when they start.
  const later = fileOf({ ...TWO_ZONES, autoscaling: false }).replace("name: dev", "name: later");
  project = await RehearsedProject.open({ dev: fileOf(WHOLE), later });
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
  const listener = (event: OperationEvent): void => {
    if (event.type === "step-started" && event.step === "apply") order.push(event.stack);
  };
  const result = await deploy({
    ...options({ listener, ...more }),
    facts,
    unattended: true,
    confirm: async () => true,
  });
  return { result, order };
}

const outcomes = (result: RunResult): Readonly<Record<string, string>> =>
  Object.fromEntries(result.stacks.map(({ name, outcome }) => [name, outcome]));
const codes = ({ problems }: RunResult): readonly string[] => [...new Set(problems.map(({ code }) => code))];
const stateOf = (stack: string): string =>
  fs.readFileSync(path.join(project.folder, "state", `${stack}.tfstate`), "utf8");

/** Whether the one is applied after the other. */
const after = (order: readonly string[], later: string, earlier: string): boolean =>
  order.includes(later) && order.includes(earlier) && order.indexOf(later) > order.indexOf(earlier);

async function expectNothingLeft(): Promise<void> {
  const { result } = await deployed();
  expect(result.problems).toEqual([]);
  expect(new Set(Object.values(outcomes(result)))).toEqual(new Set(["unchanged"]));
}

/** Where nobody sees to the order: as cdktf runs Terraform. */
const unordered = (): NodeJS.ProcessEnv => {
  const { TF_VAR_removals_ordered: _ordered, ...env } = project.env;
  return { ...env, CI: "1" };
};

/** Whether `cdktf deploy` ends well, as a person types it. Its output may be cut short when it fails. */
async function cdktfDeploys(...args: readonly string[]): Promise<boolean> {
  const program = path.join(ROOT, "node_modules", ".bin", "cdktf");
  const { status } = await run(program, ["deploy", ...args, "--auto-approve"], {
    cwd: project.folder,
    env: unordered(),
  });
  return status === 0;
}

/** Why Terraform refuses to plan a stack, on one line; undefined if it does not. */
async function refusalOf(stack: string): Promise<string | undefined> {
  const cwd = path.join(project.folder, "cdktf.out", "stacks", stack);
  const { status, stderr } = await run("terraform", ["plan", "-no-color", "-input=false"], { cwd, env: unordered() });
  return status === 0 ? undefined : stderr.replace(/[\s│]+/g, " ").replace(/.*Error: /, "");
}

// One after the other: each builds on what the ones before it left in the world.
test("a new environment is deployed in one go, what others read from first", async () => {
  const { result, order } = await deployed();

  expect(result.problems).toEqual([]);
  expect([order[0], order.at(-1)]).toEqual(["dev-network", "dev-platform"]);
  await expectNothingLeft();
});

test("a zone that is swapped for another has no order: refused with both places, and nothing is applied", async () => {
  project.write("dev", fileOf({ ...WHOLE, zones: ["a", "b", "d"] }));

  const planned = await plan(options());
  const { result, order } = await deployed();

  for (const one of [planned, result]) {
    expect(codes(one)).toEqual(["REMOVAL_WITHOUT_ORDER"]);
    const [message = ""] = one.problems.map((problem) => problem.message);
    expect(message).toMatch(/taken away in: infra\/environments\/dev\/environment\.yaml:\d+ \(network\)/);
    expect(message).toMatch(
      /needed in: +infra\/environments\/dev\/environment\.yaml:\d+ \(cluster.*dev-cluster\/cdk\.tf\.json/,
    );
    expect(one.problems[0]?.remedy).toContain("two changes");
  }
  expect(order).toEqual([]);
});

describe("a zone that is dropped", () => {
  test("is refused by cdktf, whose order is fixed, with the command that does it", async () => {
    project.write("dev", fileOf(TWO_ZONES));
    const before = stateOf("dev-network");

    expect(await cdktfDeploys("dev-*")).toBe(false);

    expect(await refusalOf("dev-network")).toContain("Deploy with: jangada deploy dev");
    expect(stateOf("dev-network")).toBe(before);
  });

  test("is planned with the network last, and nothing of the others as provisional", async () => {
    const planned = await plan(options());

    expect(planned.problems).toEqual([]);
    const byName = new Map(planned.stacks.map((stack) => [stack.name, stack]));
    expect(byName.get("dev-network")?.appliedAfter).toEqual(expect.arrayContaining(["dev-cluster", "dev-data"]));
    expect(planned.stacks.map(({ provisional }) => provisional)).toEqual(planned.stacks.map(() => undefined));
  });

  test("is refused where what uses it is not among what is deployed", async () => {
    const { result, order } = await deployed({ stacks: ["network"] });

    expect(codes(result)).toEqual(["REMOVED_IN_USE"]);
    expect(result.problems.map(({ message }) => message).join()).toContain("dev-cluster");
    expect(order).toEqual([]);
  });

  test("goes last; and if that fails, the same command goes on", async () => {
    const faults = path.join(project.folder, "world", "faults.json");
    const fault = { type: "aws_subnet", operation: "delete", error: { summary: "no such luck" }, times: 1 };
    fs.writeFileSync(faults, JSON.stringify([fault]));

    const first = await deployed();
    fs.rmSync(faults);
    const second = await deployed();

    expect(outcomes(first.result)).toMatchObject({ "dev-network": "failed", "dev-cluster": "applied" });
    expect(first.order.at(-1)).toBe("dev-network");
    expect(second.result.problems).toEqual([]);
    expect(second.order).toEqual(["dev-network"]);
    await expectNothingLeft();
  });
});

test("a database, autoscaling, the ingress and a pool, all at once: what uses them goes first", async () => {
  project.write(
    "dev",
    fileOf({ ...TWO_ZONES, databases: ["orders"], pools: ["system"], autoscaling: false, ingress: false }),
  );

  const accepted = await cdktfDeploys("dev-cluster", "--ignore-missing-stack-dependencies");
  const refusal = await refusalOf("dev-cluster");
  const { result, order } = await deployed();

  expect(accepted).toBe(false);
  expect(refusal).toContain("Deploy with: jangada deploy dev");
  expect(result.problems).toEqual([]);
  expect(after(order, "dev-cluster", "dev-platform")).toBe(true);
  expect(after(order, "dev-data", "dev-platform")).toBe(true);
  await expectNothingLeft();
});

test("an addition goes the usual way again", async () => {
  project.write("dev", fileOf(WHOLE));

  const { result, order } = await deployed();

  expect(result.problems).toEqual([]);
  expect(after(order, "dev-platform", "dev-cluster")).toBe(true);
  expect(after(order, "dev-platform", "dev-data")).toBe(true);
  await expectNothingLeft();
});

test("a removal in a stack that has to wait for an addition is not applied before what uses it", async () => {
  project.write("dev", fileOf({ ...WHOLE, zones: ["a", "b", "c", "d"], autoscaling: false }));

  const first = await deployed();
  const second = await deployed();

  expect(codes(first.result)).toEqual(["REMOVAL_WITHOUT_ORDER"]);
  expect(outcomes(first.result)).toMatchObject({ "dev-network": "applied", "dev-cluster": "refused" });
  expect(outcomes(first.result)["dev-platform"]).not.toBe("applied");
  expect(second.result.problems).toEqual([]);
  expect(after(second.order, "dev-cluster", "dev-platform")).toBe(true);
  await expectNothingLeft();
});
