/** Local states that were damaged, lost, replaced or taken back, by the real Terraform in simulated clouds. */
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../../src/errors";
import { deploy } from "../../../src/operations/deploy/deploy";
import { destroy } from "../../../src/operations/deploy/destroy";
import { plan } from "../../../src/operations/deploy/plan";
import type { RunResult } from "../../../src/operations/deploy/results";
import { checkDrift } from "../../../src/operations/drift/check-stacks";
import { prepareFix } from "../../../src/operations/drift/fix";
import { readOutputs } from "../../../src/operations/outputs";
import { acceptStates, restoreStates } from "../../../src/operations/recover/restore";
import { inspectStates } from "../../../src/operations/recover/state-standing";
import { DEV, RehearsedProject } from "../../helpers/project";

const VPC = "aws_vpc.network";
let project: RehearsedProject;
let sound: string;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
  expect((await deploy({ facts, ...options(), confirm: agree })).problems).toEqual([]);
  sound = fs.readFileSync(file(), "utf8");
});
afterAll(() => project.close());

const agree = async (): Promise<boolean> => true;
const options = () => ({ project: project.folder, environments: ["dev"], stacks: ["network"], env: project.env });
const file = (): string => path.join(project.folder, "state", "dev-network.tfstate");
const codes = ({ problems }: Pick<RunResult, "problems">): readonly string[] => problems.map(({ code }) => code);
const resourcesIn = (text: string): unknown => (JSON.parse(text) as { resources: unknown }).resources;

async function codesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    const result = (await work()) as Partial<Pick<RunResult, "problems">>;
    return codes({ problems: result.problems ?? [] });
  } catch (error) {
    if (JangadaError.is(error)) return codes(error);
    throw error;
  }
}

const DAMAGES: readonly (readonly [name: string, damage: () => void, code: string])[] = [
  ["that is empty", () => fs.writeFileSync(file(), ""), "STATE_EMPTY"],
  ["that is cut off", () => fs.writeFileSync(file(), sound.slice(0, 5000)), "STATE_BROKEN"],
  ["that is no JSON", () => fs.writeFileSync(file(), "\0".repeat(300)), "STATE_BROKEN"],
  ["that is null", () => fs.writeFileSync(file(), "null"), "STATE_BROKEN"],
  ["that is a list", () => fs.writeFileSync(file(), "[]"), "STATE_BROKEN"],
  ["that is another program's", () => fs.writeFileSync(file(), '{"name":"x"}'), "STATE_BROKEN"],
  ["that is gone", () => undefined, "STATE_MISSING"],
  ["that is a folder", () => fs.mkdirSync(file()), "STATE_BROKEN"],
  ["whose link leads nowhere", () => fs.symlinkSync("nowhere", file()), "STATE_BROKEN"],
  [
    "that is an older one",
    () => fs.writeFileSync(file(), sound.replace(/"serial": \d+/, '"serial": 1')),
    "STATE_WENT_BACK",
  ],
  [
    "of another lineage",
    () => fs.writeFileSync(file(), sound.replace(/"lineage": ".{8}/, '"lineage": "00000000')),
    "STATE_REPLACED",
  ],
];

function damage(hurt: () => void): void {
  fs.rmSync(file(), { recursive: true, force: true });
  hurt();
}

// One after the other: each finds the state as the one before it restored it.
describe("a state", () => {
  test("is kept from before and from after an apply, for its owner alone", async () => {
    const { states, ok } = await inspectStates(options());

    expect(ok).toBe(true);
    const [network] = states;
    expect(network?.copies).toHaveLength(2);
    const [after, before] = network?.copies ?? [];
    expect(fs.readFileSync(after?.file ?? "", "utf8").trim()).toBe(sound.trim());
    expect(before?.serial).toBe(0);
    for (const copy of network?.copies ?? []) expect(fs.statSync(copy.file).mode & 0o777).toBe(0o600);
  });

  test.each(DAMAGES)("%s is told, and restored after a question", async (_name, hurt, code) => {
    damage(hurt);

    const { problems } = await inspectStates(options());
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.message).toContain("dev-network");
    expect(problems[0]?.remedy).toContain("jangada state dev --restore");
    const restored = await restoreStates({ ...options(), confirm: agree });

    expect(restored).toMatchObject({ ok: true, done: ["dev-network"] });
    expect(resourcesIn(fs.readFileSync(file(), "utf8"))).toEqual(resourcesIn(sound));
  });

  test("that is damaged is refused by every operation, and nothing is changed by any", async () => {
    damage(() => fs.writeFileSync(file(), sound.slice(0, 5000)));
    const objects = project.simulation.world.list().length;
    const refusals = [
      () => plan(options()),
      () => deploy({ facts, ...options(), replan: true, confirm: agree }),
      () => destroy({ ...options(), confirm: agree }),
      () => checkDrift({ ...options(), facts }),
      () => prepareFix({ ...options(), facts, environment: "dev", addresses: [VPC] }),
      () => readOutputs(options()),
    ];

    for (const refused of refusals) expect(await codesOf(refused)).toEqual(["STATE_BROKEN"]);

    expect(fs.readFileSync(file(), "utf8")).toBe(sound.slice(0, 5000));
    expect(project.simulation.world.list()).toHaveLength(objects);
    expect(await restoreStates({ ...options(), confirm: async () => false })).toBe("declined");
    await restoreStates({ ...options(), confirm: agree });
    expect((await plan(options())).stacks[0]?.outcome).toBe("unchanged");
  });

  test("of an environment that was destroyed is none that is missed, though its file goes, too", async () => {
    const result = await destroy({ ...options(), confirm: agree });
    expect(result.problems).toEqual([]);

    expect((await inspectStates(options())).problems).toEqual([]);
    damage(() => undefined);
    expect((await inspectStates(options())).problems).toEqual([]);
    expect(codes(await plan(options()))).toEqual([]);
  });

  test("that is another on purpose is taken as it is, after a question", async () => {
    damage(() => fs.writeFileSync(file(), sound));
    expect((await inspectStates(options())).problems.map(({ code }) => code)).toEqual(["STATE_WENT_BACK"]);

    expect(await acceptStates({ ...options(), confirm: async () => false })).toBe("declined");
    expect(await acceptStates({ ...options(), confirm: agree })).toMatchObject({ ok: true, done: ["dev-network"] });

    expect((await inspectStates(options())).problems).toEqual([]);
  });
});

describe("a file of no bytes, where no copy is", () => {
  const lock = (): string => path.join(path.dirname(file()), `.${path.basename(file())}.lock.info`);

  test("is told, unless Terraform's lock beside it says that it was killed before it had written anything", async () => {
    fs.rmSync(path.join(path.dirname(file()), ".copies"), { recursive: true });
    fs.rmSync(`${file()}.backup`, { force: true });
    damage(() => fs.writeFileSync(file(), ""));
    expect((await inspectStates(options())).problems.map(({ code }) => code)).toEqual(["STATE_EMPTY"]);

    fs.writeFileSync(lock(), "{}");
    expect((await inspectStates(options())).problems).toEqual([]);
    fs.rmSync(lock());
    expect((await inspectStates(options())).problems).toEqual([]);
  });
});
