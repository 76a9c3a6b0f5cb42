/**
 * States that could not be written, were damaged or emptied in a bucket: by the real Terraform and its S3 backend, over a tiny S3
 * that can be told to refuse. The clouds are simulated.
 */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { deploy } from "../../../src/operations/deploy/deploy";
import { plan } from "../../../src/operations/deploy/plan";
import type { RunResult } from "../../../src/operations/deploy/results";
import { rehearsalEnvironment } from "../../../src/operations/rehearse/environment-variables";
import { restoreStates } from "../../../src/operations/recover/restore";
import { inspectStates, type StatesResult } from "../../../src/operations/recover/state-standing";
import { synth, typesIn } from "../../../src/operations/synth";
import { type Simulation, startSimulation } from "../../../src/rehearsal/simulation";
import { DEV, writeEnvironment, writeProject } from "../../helpers/project";
import { TinyS3 } from "../bootstrap/tiny-s3";
import { simulatedProviders } from "../../../src/providers";

const BUCKET = "example-terraform-state";
const IN_S3 = `${DEV}state: { backend: s3, bucket: ${BUCKET} }\n`;
const STATE = `${BUCKET}/dev-network/terraform.tfstate`;

let project: string;
let simulation: Simulation;
let s3: TinyS3;
let options: { project: string; environments: string[]; stacks: string[]; env: NodeJS.ProcessEnv };
beforeAll(async () => {
  project = writeProject({ dev: IN_S3 });
  const { JANGADA_STATE_DIRECTORY: _folder, ...plain } = rehearsalEnvironment(project);
  const { stacks } = await synth({ project, env: plain });
  simulation = await startSimulation(path.join(project, "world"), {
    providers: simulatedProviders,
    types: typesIn(stacks),
  });
  s3 = await TinyS3.start(() => true);
  const { JANGADA_STATE_DIRECTORY: _other, ...env } = rehearsalEnvironment(project, simulation.env);
  options = { project, environments: ["dev"], stacks: ["network"], env: { ...env, ...s3.env } };
});
afterAll(async () => {
  await s3.close();
  await simulation.close();
  fs.rmSync(project, { recursive: true, force: true });
});

const agree = async (): Promise<boolean> => true;
const apply = (): Promise<RunResult> => deploy({ facts, ...options, replan: true, confirm: agree });
const restore = async (): Promise<StatesResult> => {
  const result = await restoreStates({ ...options, confirm: agree });
  if (result === "declined") throw new Error("declined");
  return result;
};
const codes = ({ problems }: Pick<RunResult, "problems">): readonly string[] => problems.map(({ code }) => code);
const stackFolder = (): string => path.join(project, "cdktf.out", "stacks", "dev-network");
const stored = (): { serial: number; resources: unknown[] } =>
  JSON.parse(s3.objects.get(STATE)?.toString() ?? "null") as { serial: number; resources: unknown[] };
const owned = (name: string): void => writeEnvironment(project, "dev", edited(IN_S3, "platform-team", name));

// One after the other: each finds what the ones before it left.
describe("a state that the backend does not take", () => {
  test("of the very first apply is told at once, refused by the next verb, and pushed back after a question", async () => {
    s3.refuses = (name) => name === STATE;
    const failed = await apply();

    expect(failed.ok).toBe(false);
    expect(codes(failed)).toContain("STATE_NOT_SAVED");
    expect(fs.existsSync(path.join(stackFolder(), "errored.tfstate"))).toBe(true);
    expect(s3.objects.has(STATE)).toBe(false);

    s3.refuses = () => false;
    const made = simulation.world.list().length;
    const again = await apply();
    expect(codes(again)).toEqual(["STATE_NOT_SAVED"]);
    expect(simulation.world.list()).toHaveLength(made);

    expect(await restoreStates({ ...options, confirm: async () => false })).toBe("declined");
    expect(s3.objects.has(STATE)).toBe(false);
    const restored = await restore();
    expect(restored.problems).toEqual([]);
    expect(restored.done).toEqual(["dev-network"]);
    expect(fs.existsSync(path.join(stackFolder(), "errored.tfstate"))).toBe(false);
    const planned = await plan(options);
    expect(planned.stacks[0]?.outcome).toBe("unchanged");
  });

  test("and that Terraform can only print is kept, and pushed back", async () => {
    owned("another-team");
    const before = stored().serial;
    // It cannot be written there, as on a disk that is full.
    fs.mkdirSync(path.join(stackFolder(), "errored.tfstate"));
    s3.refuses = (name) => name === STATE;
    const failed = await apply();
    s3.refuses = () => false;
    fs.rmdirSync(path.join(stackFolder(), "errored.tfstate"));

    expect(codes(failed)).toContain("STATE_NOT_SAVED");
    const [told] = failed.problems.filter(({ code }) => code === "STATE_NOT_SAVED");
    const kept = told?.place?.file ?? "";
    expect(kept).toContain(path.join(".jangada", "states", "dev", "dev-network"));
    expect(fs.statSync(kept).mode & 0o777).toBe(0o600);
    expect(stored().serial).toBe(before);
    expect(codes(await plan(options))).toEqual(["STATE_NOT_SAVED"]);

    expect((await restore()).problems).toEqual([]);

    expect(stored().serial).toBeGreaterThan(before);
    expect(fs.existsSync(kept)).toBe(false);
    expect((await plan(options)).stacks[0]?.outcome).toBe("unchanged");
  });
});

describe("a state in a bucket", () => {
  test("that is gone is told, and restored from the copy", async () => {
    const sound = stored();
    s3.objects.delete(STATE);

    expect(codes(await plan(options))).toEqual(["STATE_MISSING"]);
    expect((await restore()).problems).toEqual([]);

    expect(stored().resources).toEqual(sound.resources);
  });

  test("that is damaged is told; Terraform cannot replace it, and it is said how", async () => {
    const sound = stored();
    const damaged = Buffer.from(s3.objects.get(STATE)?.subarray(0, 900) ?? "");
    s3.objects.set(STATE, damaged);

    expect(codes(await plan(options))).toEqual(["STATE_BROKEN"]);
    const refused = await restore();
    expect(codes(refused)).toContain("STATE_NOT_RESTORED");
    expect(JSON.stringify(refused.problems)).toContain(`aws s3 rm s3://${STATE}`);
    expect(s3.objects.get(STATE)).toEqual(damaged);

    s3.objects.delete(STATE);
    expect((await restore()).problems).toEqual([]);
    expect(stored().resources).toEqual(sound.resources);
  });

  test("that cannot be reached is not taken for a damaged one", async () => {
    const env = { ...options.env, HTTP_PROXY: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" };

    const { problems } = await inspectStates({ ...options, env });

    expect(problems.map(({ code }) => code)).toEqual(["TERRAFORM"]);
  });
});
