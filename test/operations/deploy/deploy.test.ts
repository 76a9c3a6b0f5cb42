/** plan, deploy and destroy of an environment's network and databases, by the real Terraform in simulated clouds. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../../src/errors";
import { deploy } from "../../../src/operations/deploy/deploy";
import { destroy } from "../../../src/operations/deploy/destroy";
import { plan } from "../../../src/operations/deploy/plan";
import type { Question, RunOptions, RunResult } from "../../../src/operations/deploy/results";
import type { OperationEvent } from "../../../src/operations/events";
import { DEV, RehearsedProject } from "../../helpers/project";

interface State {
  readonly outputs: Readonly<Record<string, { readonly value: { readonly dataSubnets: Record<string, string> } }>>;
}

const TWO_STACKS = ["network", "data"];

const WITH_A_THIRD_ZONE = edited(
  DEV,
  "cluster:",
  "network: { aws: { zones: [eu-west-1a, eu-west-1b, eu-west-1c] } }\ncluster:",
);

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
});
afterAll(() => project.close());

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  project: project.folder,
  environments: ["dev"],
  stacks: TWO_STACKS,
  env: project.env,
  ...more,
});

/** Answers each question in turn; the last answer again and again. */
function answering(...answers: readonly boolean[]) {
  const questions: Question[] = [];
  const confirm = async (question: Question): Promise<boolean> => {
    questions.push(question);
    return answers[Math.min(questions.length, answers.length) - 1] ?? false;
  };
  return { questions, confirm };
}

const outcomes = (result: RunResult): Readonly<Record<string, string>> =>
  Object.fromEntries(result.stacks.map(({ name, outcome }) => [name, outcome]));
const saved = (stack: string, file: string): string =>
  path.join(project.folder, ".jangada", "plans", "dev", stack, file);
const resourcesOf = (stack: string): number => {
  const file = path.join(project.folder, "state", `${stack}.tfstate`);
  if (!fs.existsSync(file)) return 0;
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { resources: unknown[] }).resources.length;
};
/** What somebody else's run does to a state: its serial goes up. */
async function taint(stack: string, address: string): Promise<void> {
  const found = (await project.synth("dev")).find(({ name }) => name === stack);
  if (!found) throw new Error(`no stack ${stack}`);
  await project.terraform(found, "init", "-reconfigure");
  const { status, stderr } = await project.terraform(found, "taint", address);
  if (status !== 0) throw new Error(stderr);
}

async function problemsOf(work: Promise<unknown>): Promise<JangadaError> {
  try {
    await work;
  } catch (error) {
    if (JangadaError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

// One after the other: each builds on what the ones before it left in the world, as days of operation do.
describe("given an environment that was never deployed", () => {
  test("plan saves a plan of the network, and says that the databases wait for it", async () => {
    const result = await plan(options());

    expect(outcomes(result)).toEqual({ "dev-network": "planned", "dev-data": "waiting" });
    expect(result.stacks[1]?.waitingFor).toEqual(["dev-network"]);
    expect(result.ok).toBe(true);
    expect(result.stacks[0]?.counts?.add).toBeGreaterThan(20);
    for (const file of ["plan", "record.json"])
      expect(fs.statSync(saved("dev-network", file)).mode & 0o777).toBe(0o600);
    expect(fs.existsSync(saved("dev-data", "plan"))).toBe(false);
  });

  test("deploy of the databases alone is refused: they would wait for ever", async () => {
    const { questions, confirm } = answering(true);

    const result = await deploy({ ...options({ stacks: ["data"] }), facts, confirm });

    expect(result.problems.map(({ code }) => code)).toEqual(["UPSTREAM_NOT_APPLIED"]);
    expect(result.problems[0]?.message).toContain("dev-network");
    expect(questions).toEqual([]);
    expect(resourcesOf("dev-data")).toBe(0);
  });

  test("deploy with the answer no applies nothing", async () => {
    const result = await deploy({ ...options(), facts, confirm: answering(false).confirm });

    expect(outcomes(result)).toEqual({ "dev-network": "declined", "dev-data": "declined" });
    expect(result.ok).toBe(false);
    expect(resourcesOf("dev-network")).toBe(0);
  });

  test("deploy applies the saved plan without planning again, and asks again for what had to wait", async () => {
    const steps: string[] = [];
    const listener = (event: OperationEvent): void => {
      if (event.type === "step-started") steps.push(`${event.stack} ${event.step}`);
    };
    const { questions, confirm } = answering(true);

    const result = await deploy({ ...options({ listener }), facts, confirm });

    expect(result.problems).toEqual([]);
    expect(outcomes(result)).toEqual({ "dev-network": "applied", "dev-data": "applied" });
    expect(result.stacks.map(({ planOrigin }) => planOrigin)).toEqual(["saved", "new"]);
    expect(steps).not.toContain("dev-network plan");
    expect(questions.map(({ kind }) => kind)).toEqual(["deploy", "turn"]);
    expect(questions[0]?.waiting).toEqual([{ name: "dev-data", for: ["dev-network"] }]);
    expect(questions[1]?.changes.map(({ name }) => name)).toEqual(["dev-data"]);
    expect(fs.existsSync(saved("dev-network", "plan"))).toBe(false);
  });
});

describe("given a deployed environment", () => {
  test("deploy has nothing to do, and asks nothing", async () => {
    const { questions, confirm } = answering(true);

    const result = await deploy({ ...options(), facts, confirm });

    expect(outcomes(result)).toEqual({ "dev-network": "unchanged", "dev-data": "unchanged" });
    expect(questions).toEqual([]);
  });

  test("a saved plan is refused when the environment file has changed, even in a comment", async () => {
    await plan(options());
    project.write("dev", `${DEV}# a remark\n`);

    const { questions, confirm } = answering(true);
    const result = await deploy({ ...options(), facts, confirm });

    expect(outcomes(result)).toEqual({ "dev-network": "refused", "dev-data": "refused" });
    expect(result.stacks[0]?.changedInputs?.map(({ input }) => input)).toEqual(["file"]);
    expect(result.problems.map(({ code }) => code)).toEqual(["PLAN_STALE"]);
    expect(result.problems[0]?.message).toContain("infra/environments/dev/environment.yaml was changed");
    expect(questions).toEqual([]);
    project.write("dev", DEV);
  });

  test("one saved plan that does not hold stops those that do", async () => {
    await plan(options());
    await taint("dev-network", "aws_subnet.network_public_eu-west-1b");

    const result = await deploy({ ...options(), facts, confirm: answering(true).confirm });

    expect(result.stacks[0]?.outcome).toBe("refused");
    expect(result.stacks[0]?.changedInputs?.map(({ input }) => input)).toEqual(["state"]);
    expect(result.problems[0]?.message).toMatch(/serial \d+ -> \d+/);
    expect(result.stacks[1]?.outcome).not.toBe("applied");
  });

  test("with replan, a saved plan that does not hold is made anew", async () => {
    const result = await deploy({ ...options(), facts, replan: true, confirm: answering(true).confirm });

    expect(outcomes(result)).toEqual({ "dev-network": "applied", "dev-data": "unchanged" });
  });

  test("databases that need a zone which the network is about to get wait for it", async () => {
    project.write("dev", WITH_A_THIRD_ZONE);

    const planned = await plan(options());
    expect(planned.problems).toEqual([]);
    expect(outcomes(planned)).toEqual({ "dev-network": "planned", "dev-data": "waiting" });

    const { questions, confirm } = answering(true);
    const result = await deploy({ ...options(), facts, confirm });
    expect(result.problems).toEqual([]);
    expect(outcomes(result)).toEqual({ "dev-network": "applied", "dev-data": "applied" });
    expect(questions.map(({ kind }) => kind)).toEqual(["deploy", "turn"]);
  });

  describe("when the network's outputs moved after the databases were planned", () => {
    const subnet = (state: State): string => state.outputs["network"]?.value.dataSubnets["eu-west-1c"] ?? "";
    /** As if another run had made the subnet anew: its outputs are others, and nothing else is. */
    async function moved(work: () => Promise<void>): Promise<void> {
      const file = path.join(project.folder, "state", "dev-network.tfstate");
      const text = fs.readFileSync(file, "utf8");
      const before = subnet(JSON.parse(text) as State);
      fs.writeFileSync(file, text.replaceAll(before, "subnet-0moved000000000000"));
      try {
        await work();
      } finally {
        fs.writeFileSync(file, text);
      }
    }
    test("nobody is asked if there is nothing to do that was not reviewed", async () => {
      project.write("dev", edited(WITH_A_THIRD_ZONE, "costCenter: platform", "costCenter: other"));
      await taint("dev-network", "aws_subnet.network_public_eu-west-1b");
      const planned = await plan(options());
      expect(planned.problems).toEqual([]);
      expect(planned.stacks.find(({ name }) => name === "dev-data")?.provisional).toEqual(["dev-network"]);

      const { questions, confirm } = answering(true);
      const result = await deploy({ ...options(), facts, unattended: true, confirm });

      expect(result.problems).toEqual([]);
      expect(questions.map(({ kind }) => kind)).toEqual(["deploy"]);
      expect(outcomes(result)).toEqual({ "dev-network": "applied", "dev-data": "applied" });
      const [network, data] = result.stacks;
      expect([network?.planOrigin, data?.planOrigin]).toEqual(["saved", "again"]);
      expect(data?.reviewedAt).toMatch(/^\d{4}-/);
    });

    test("what they do to the databases is refused, with the difference, where nobody is asked", async () => {
      await plan(options({ stacks: ["data"] }));
      const { questions, confirm } = answering(true);

      await moved(async () => {
        const result = await deploy({ ...options({ stacks: ["data"] }), facts, unattended: true, confirm });

        expect(questions).toEqual([]);
        expect(result.problems.map(({ code }) => code)).toEqual(["NOT_REVIEWED"]);
        expect(result.problems[0]?.message).toContain("subnet-0moved000000000000");
        expect(result.stacks[0]?.outcome).toBe("refused");
        expect(result.stacks[0]?.differences?.map(({ address, why }) => [address, why])).toEqual([
          ["aws_db_subnet_group.databases_orders_subnets", "not-reviewed"],
        ]);
      });
    });

    test("and is shown and asked for where somebody is", async () => {
      await plan(options({ stacks: ["data"] }));
      const { questions, confirm } = answering(false);

      await moved(async () => {
        const result = await deploy({ ...options({ stacks: ["data"] }), facts, confirm });

        expect(questions.map(({ changes }) => changes[0]?.differences?.length)).toEqual([1]);
        expect(outcomes(result)).toEqual({ "dev-data": "declined" });
      });
    });
  });

  test("what Terraform refuses is in the result, and what depends on it is skipped", async () => {
    const faults = path.join(project.folder, "world", "faults.json");
    project.write("dev", edited(WITH_A_THIRD_ZONE, "owner: platform-team", "owner: another-team"));
    fs.writeFileSync(
      faults,
      JSON.stringify([{ type: "aws_vpc", operation: "update", error: { summary: "no such luck" } }]),
    );

    const result = await deploy({ ...options(), facts, replan: true, confirm: answering(true).confirm });

    expect(outcomes(result)).toEqual({ "dev-network": "failed", "dev-data": "skipped" });
    expect(result.problems[0]?.message).toContain("no such luck");
    fs.rmSync(faults);
    project.write("dev", DEV);
  });
});

describe("destroy", () => {
  const agree = async (): Promise<boolean> => true;

  test("given a protected environment, refuses and names the protection and how to lift it", async () => {
    const text = edited(DEV, "owner:", "protected: true\nowner:");
    project.write("dev", text);

    const refused = await problemsOf(destroy({ ...options(), confirm: agree }));

    expect(refused.code).toBe("PROTECTED");
    expect(refused.problems[0]?.place).toMatchObject({
      file: "infra/environments/dev/environment.yaml",
      line: text.split("\n").indexOf("protected: true") + 1,
    });
    expect(refused.problems[0]?.remedy).toContain("protected: false");
    project.write("dev", DEV);
  });

  test("given a stack that another one stands on, refuses", async () => {
    const refused = await problemsOf(destroy({ ...options({ stacks: ["network"] }), confirm: agree }));

    expect(refused.code).toBe("STACK_NEEDED");
    expect(refused.message).toContain("dev-data");
  });

  test("given the wrong answer, destroys nothing", async () => {
    const before = resourcesOf("dev-network");

    const result = await destroy({ ...options(), confirm: async () => false });

    expect(outcomes(result)).toEqual({ "dev-network": "declined", "dev-data": "declined" });
    expect(resourcesOf("dev-network")).toBe(before);
  });

  test("given the right one, takes the last stack first, and leaves nothing but the final snapshot", async () => {
    const order: string[] = [];
    const listener = (event: OperationEvent): void => {
      if (event.type === "step-started" && event.step === "destroy") order.push(event.stack);
    };

    const result = await destroy({ ...options({ listener }), confirm: agree });

    expect(result.problems).toEqual([]);
    expect(outcomes(result)).toEqual({ "dev-network": "destroyed", "dev-data": "destroyed" });
    expect(order).toEqual(["dev-data", "dev-network"]);
    const left = project.simulation.world.list().filter(({ attributes }) => attributes["retained"] !== true);
    expect(left).toEqual([]);
  });

  test("given nothing to destroy, asks nothing", async () => {
    const confirm = jest.fn(agree);

    const result = await destroy({ ...options(), confirm });

    expect(outcomes(result)).toEqual({ "dev-network": "unchanged", "dev-data": "unchanged" });
    expect(confirm).not.toHaveBeenCalled();
  });
});
