/** The state bucket, by the real Terraform: the cloud is simulated, the S3 that keeps the state is a tiny one. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../../src/errors";
import { bootstrap, type BootstrapResult } from "../../../src/operations/bootstrap/bootstrap";
import { rehearsalEnvironment } from "../../../src/operations/rehearse/environment-variables";
import { type Simulation, startSimulation } from "../../../src/rehearsal/simulation";
import { DEV, writeEnvironment, writeProject } from "../../helpers/project";
import { TinyS3 } from "./tiny-s3";
import { simulatedProviders } from "../../../src/providers";

const BUCKET = "example-terraform-state";
const IN_S3 = `${DEV}state: { backend: s3, bucket: ${BUCKET} }\n`;
const STATE = `${BUCKET}/jangada-bootstrap/terraform.tfstate`;

const PARTS = ["versioning", "policy", "public_access_block", "ownership_controls", "lifecycle_configuration"];
const TYPES = new Set([
  "aws_kms_key",
  "aws_kms_alias",
  "aws_s3_bucket",
  "aws_s3_bucket_server_side_encryption_configuration",
  ...PARTS.map((part) => `aws_s3_bucket_${part}`),
]);

/** A project with simulated clouds. */
async function open(): Promise<{ readonly folder: string; readonly simulation: Simulation; close(): Promise<void> }> {
  const folder = writeProject({ dev: IN_S3 });
  const simulation = await startSimulation(path.join(folder, "world"), { providers: simulatedProviders, types: TYPES });
  const close = async (): Promise<void> => {
    await simulation.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { folder, simulation, close };
}

let project: Awaited<ReturnType<typeof open>>;
let s3: TinyS3;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  project = await open();
  const { world } = project.simulation;
  s3 = await TinyS3.start((name) => world.list("aws_s3_bucket").some(({ id }) => id === name));
  // The providers are simulated, but the state is not kept in the simulation's folder.
  const { JANGADA_STATE_DIRECTORY: _folder, ...rest } = rehearsalEnvironment(project.folder, project.simulation.env);
  env = { ...rest, ...s3.env };
});
afterAll(async () => {
  await s3.close();
  await project.close();
});

const run = (more: NodeJS.ProcessEnv = env, answer = true): Promise<BootstrapResult> =>
  bootstrap({ environment: "dev", project: project.folder, env: more, confirm: async () => answer });
const localState = (): string => path.join(project.folder, ".jangada", "bootstrap", `bootstrap-${BUCKET}.tfstate`);
const stored = (): { lineage: string; resources: { type: string }[] } =>
  JSON.parse(s3.objects.get(STATE)?.toString() ?? "null") as { lineage: string; resources: { type: string }[] };

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (JangadaError.is(error)) return error.code;
    throw error;
  }
  return "none";
}

describe("bootstrap", () => {
  test("given the answer no, makes nothing", async () => {
    const result = await run(env, false);

    expect(result).toMatchObject({ ok: false, outcome: "declined", moved: false });
    expect(project.simulation.world.list("aws_s3_bucket")).toEqual([]);
  });

  test("given that the cloud does not answer, makes nothing: the bucket may be there", async () => {
    expect(await codeOf(run({ ...env, AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" }))).toBe("STATE_UNREACHABLE");
    expect(project.simulation.world.list("aws_s3_bucket")).toEqual([]);
  });

  test("given no bucket, makes it, and its state moves into it", async () => {
    const result = await run();

    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({ ok: true, outcome: "applied", state: "bucket", moved: true, simulated: false });
    expect(fs.existsSync(localState())).toBe(false);
    expect(stored().resources.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["aws_s3_bucket", "aws_s3_bucket_versioning", "aws_kms_key"]),
    );
    expect([...s3.objects.keys()].filter((name) => name.endsWith(".tflock"))).toEqual([]);
  });

  test("given the bucket is there, from another machine as well, changes nothing", async () => {
    const { lineage } = stored();
    fs.rmSync(path.join(project.folder, ".jangada"), { recursive: true });

    expect(await run()).toMatchObject({ ok: true, outcome: "unchanged", state: "bucket", moved: false });
    expect(stored().lineage).toBe(lineage);
  });

  test("given a run that ended between bucket and move, goes on from the file", async () => {
    const text = s3.objects.get(STATE) ?? Buffer.from("");
    s3.objects.delete(STATE);
    fs.mkdirSync(path.dirname(localState()), { recursive: true });
    fs.writeFileSync(localState(), text);

    expect(await run()).toMatchObject({ ok: true, outcome: "unchanged", state: "bucket", moved: true });
    expect(stored().resources).toEqual((JSON.parse(text.toString()) as { resources: unknown }).resources);
    expect(fs.existsSync(localState())).toBe(false);
  });

  test("given a bucket that somebody else made, refuses instead of making it a second time", async () => {
    const text = s3.objects.get(STATE) ?? Buffer.from("");
    s3.objects.delete(STATE);

    expect(await codeOf(run())).toBe("BUCKET_EXISTS");
    s3.objects.set(STATE, text);
  });

  test("given states in files, says that there is nothing to make", async () => {
    writeEnvironment(project.folder, "dev", DEV);
    expect(await codeOf(run())).toBe("NOTHING_TO_BOOTSTRAP");
    writeEnvironment(project.folder, "dev", IN_S3);
  });

  test("given simulated clouds, rehearses it and leaves the state in their folder", async () => {
    const other = await open();
    try {
      const result = await bootstrap({
        environment: "dev",
        project: other.folder,
        env: rehearsalEnvironment(other.folder, other.simulation.env),
        confirm: async () => true,
      });

      expect(result).toMatchObject({ ok: true, outcome: "applied", state: "file", moved: false, simulated: true });
      expect(fs.existsSync(path.join(other.folder, "state", `bootstrap-${BUCKET}.tfstate`))).toBe(true);
    } finally {
      await other.close();
    }
  });
});
