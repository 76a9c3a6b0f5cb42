/** The same command again after an apply broke off, by the real Terraform in simulated clouds. */
import { edited } from "../../../helpers/edited";
import { facts } from "../../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { deploy, type DeployOptions } from "../../../../src/operations/deploy/deploy";
import { destroy } from "../../../../src/operations/deploy/destroy";
import { plan } from "../../../../src/operations/deploy/plan";
import type { Question, RunOptions, RunResult } from "../../../../src/operations/deploy/results";
import type { OperationEvent } from "../../../../src/operations/events";
import { DEV, RehearsedProject } from "../../../helpers/project";
import { until } from "../../../helpers/until";

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
});
afterAll(() => project.close());

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  project: project.folder,
  environments: ["dev"],
  stacks: ["network"],
  env: project.env,
  ...more,
});

/** As `--yes` does. */
async function deployed(more: Partial<DeployOptions> = {}) {
  const questions: Question[] = [];
  const confirm = async (question: Question): Promise<boolean> => questions.push(question) > 0;
  return { result: await deploy({ ...options(), facts, unattended: true, confirm, ...more }), questions };
}

const destroyed = (more: Partial<RunOptions> & { readonly replan?: boolean } = {}): Promise<RunResult> =>
  destroy({ ...options(), unattended: true, confirm: async () => true, ...more });

/**
 * Terraform is killed, with all that it started, when a NAT gateway alone is in flight: with it two routes are left to do, and
 * everything else is done.
 */
function killedAtTheGateway() {
  slow("aws_nat_gateway", "create");
  const kill = new AbortController();
  const listener = (event: OperationEvent): void => {
    if (event.type === "resource" && event.done === event.total - 3) void recorded(event.done).then(() => kill.abort());
  };
  return { kill: kill.signal, listener };
}

/** Terraform tells that a resource is done before it writes it down. */
async function recorded(count: number): Promise<void> {
  const inState = (): number => {
    try {
      const text = fs.readFileSync(path.join(project.folder, "state", "dev-network.tfstate"), "utf8");
      return (JSON.parse(text) as { resources: { mode: string }[] }).resources.filter(({ mode }) => mode === "managed")
        .length;
    } catch {
      // It is being written.
      return 0;
    }
  };
  await until(`${count} resources are in the state`, () => inState() >= count);
}

const faults = (): string => path.join(project.folder, "world", "faults.json");
const slow = (type: string, operation: string): void =>
  fs.writeFileSync(
    faults(),
    // What is in flight when Terraform dies is not made: finding what exists and is in no state is another matter.
    JSON.stringify([{ type, operation, delayMs: 3_600_000, error: { summary: "too late" } }]),
  );
const failing = (type: string, operation: string): void =>
  fs.writeFileSync(faults(), JSON.stringify([{ type, operation, error: { summary: "no such luck" } }]));
const well = (): void => fs.rmSync(faults(), { force: true });
afterEach(well);

const begun = (): string => path.join(project.folder, ".jangada", "begun", "dev", "dev-network.json");
const codes = ({ problems }: RunResult): readonly string[] => problems.map(({ code }) => code);
const outcome = ({ stacks }: RunResult): string | undefined => stacks[0]?.outcome;

async function terraform(...args: readonly string[]): Promise<void> {
  const [network] = await project.synth("dev");
  if (!network) throw new Error("no network");
  await project.terraform(network, "init", "-reconfigure");
  const { status, stderr } = await project.terraform(network, ...args);
  if (status !== 0) throw new Error(stderr);
}

// One after the other: each builds on what the ones before it left in the world.
describe("given an apply of a reviewed plan that was killed", () => {
  test("its plan is known to be spent, to its owner alone, and none of its values is kept", async () => {
    await plan(options());

    const { result } = await deployed(killedAtTheGateway());

    expect(outcome(result)).toBe("failed");
    expect(fs.statSync(begun()).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(fs.readFileSync(begun(), "utf8")) as { plans: { changes: { after: object }[] }[] };
    expect(kept).toMatchObject({ purpose: "apply", madeBy: "plan" });
    expect(JSON.stringify(kept.plans.map(({ changes }) => changes.map(({ after }) => after)))).not.toContain("10.0.");
  });

  test("the same command goes on, unasked, and says within what", async () => {
    const { result, questions } = await deployed();

    expect(result.problems).toEqual([]);
    expect(outcome(result)).toBe("applied");
    expect(questions).toEqual([]);
    expect(result.stacks[0]).toMatchObject({ planOrigin: "again" });
    expect(result.stacks[0]?.reviewedAt).toMatch(/^\d{4}-/);
    expect(fs.existsSync(begun())).toBe(false);
    expect(outcome((await deployed()).result)).toBe("unchanged");
  });
});

describe("given an apply that failed on its way", () => {
  test("what somebody else did meanwhile is refused with the difference, and nothing is applied", async () => {
    project.write("dev", edited(DEV, "costCenter: platform", "costCenter: other"));
    failing("aws_vpc", "update");
    expect(outcome((await deployed()).result)).toBe("failed");
    well();
    await terraform("taint", "aws_eip.network_nat_eu-west-1a_address");
    const before = fs.readFileSync(path.join(project.folder, "state", "dev-network.tfstate"), "utf8");

    const { result, questions } = await deployed();

    expect(codes(result)).toEqual(["NOT_REVIEWED"]);
    expect(outcome(result)).toBe("refused");
    expect(questions).toEqual([]);
    expect(result.stacks[0]?.differences).toContainEqual(
      expect.objectContaining({
        address: "aws_eip.network_nat_eu-west-1a_address",
        action: "replace",
        reviewed: "update",
        why: "another-action",
      }),
    );
    expect(fs.readFileSync(path.join(project.folder, "state", "dev-network.tfstate"), "utf8")).toBe(before);
  });

  test("a person is shown it and asked, and may say no", async () => {
    const { result, questions } = await deployed({ unattended: false, confirm: async () => false });

    expect(outcome(result)).toBe("declined");
    expect(questions).toEqual([]);
  });

  test("what is left goes on once the world is as it was", async () => {
    await terraform("untaint", "aws_eip.network_nat_eu-west-1a_address");

    const { result } = await deployed();

    expect(result.problems).toEqual([]);
    expect(outcome(result)).toBe("applied");
  });

  test("a file that was changed since is a new wish, of which nothing was reviewed", async () => {
    project.write("dev", edited(DEV, "costCenter: platform", "costCenter: third"));
    failing("aws_vpc", "update");
    expect(outcome((await deployed()).result)).toBe("failed");
    well();
    project.write("dev", DEV);

    const { result, questions } = await deployed();

    expect(result.problems).toEqual([]);
    expect(questions.map(({ kind }) => kind)).toEqual(["deploy"]);
    expect(result.stacks[0]).toMatchObject({ outcome: "applied", planOrigin: "new" });
  });

  test("but of a plan that was looked at, it is refused", async () => {
    project.write("dev", edited(DEV, "costCenter: platform", "costCenter: fourth"));
    await plan(options());
    failing("aws_vpc", "update");
    expect(outcome((await deployed()).result)).toBe("failed");
    well();
    project.write("dev", DEV);

    expect(codes((await deployed()).result)).toEqual(["PLAN_STALE"]);
    expect((await deployed({ replan: true })).result.problems).toEqual([]);
  });
});

test("what waited in a plan that was looked at is not applied unasked: it is planned, looked at, and then deployed", async () => {
  const both = { stacks: ["network", "data"] };
  await plan(options(both));
  await terraform("destroy", "-auto-approve");
  await plan(options(both));

  const first = await deployed(both);
  expect(first.result.stacks.map((stack) => stack.outcome)).toEqual(["applied", "refused"]);
  expect(codes(first.result)).toEqual(["NOT_REVIEWED"]);
  const again = await deployed(both);
  expect(again.result.stacks.map((stack) => stack.outcome)).not.toContain("applied");

  await plan(options(both));
  const second = await deployed(both);
  expect(second.result.problems).toEqual([]);
  expect(second.result.stacks.map((stack) => [stack.outcome, stack.planOrigin])).toEqual([
    ["unchanged", "saved"],
    ["applied", "saved"],
  ]);
});

describe("given a destruction that broke off", () => {
  const data = { stacks: ["data"] };

  test("the same command goes on", async () => {
    failing("aws_db_instance", "delete");
    expect(outcome(await destroyed(data))).toBe("failed");
    well();

    const result = await destroyed(data);

    expect(result.problems).toEqual([]);
    expect(outcome(result)).toBe("destroyed");
  });

  test("what was made since is not destroyed unasked", async () => {
    failing("aws_subnet", "delete");
    expect(outcome(await destroyed())).toBe("failed");
    well();
    await terraform("apply", "-auto-approve");

    const refused = await destroyed();
    const anew = await destroyed({ replan: true });

    expect(codes(refused)).toEqual(["NOT_REVIEWED"]);
    expect(refused.stacks[0]?.differences?.length).toBeGreaterThan(0);
    expect(anew.problems).toEqual([]);
    expect(outcome(anew)).toBe("destroyed");
    expect(fs.existsSync(begun())).toBe(false);
  });
});
