/**
 * `bootstrap`: makes the bucket of the states from a stack of its own. That stack's state begins in a file, as there is no
 * bucket yet, and then moves into the bucket. Every step can be repeated: it goes on where the last run ended.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Environment } from "../../environment/environment";
import { JangadaError, type Problem } from "../../errors";
import type { StateBackendFacts } from "../../model/target-facts";
import type { MadePlan } from "../deploy/planner";
import type { Listener } from "../events";
import { settleRuns } from "../earlier-runs/settle-runs";
import { chooseEnvironments } from "../selection/environments";
import { formOfFile } from "../states/state-guard";
import { factsOf, stateBackends } from "../../targets";
import { isSimulated } from "../terraform-environment";
import { BootstrapTerraform } from "./bootstrap-terraform";

export interface BootstrapOptions {
  /** Name of the environment whose `state` says what is to be made. */
  readonly environment: string;
  /** @default the working directory */
  readonly project?: string;
  /** The environment variables for Terraform, credentials among them. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Asked before anything is made or changed; not asked where nothing is. `false` ends with the outcome `declined`. */
  confirm(plan: Pick<MadePlan, "counts" | "model">): Promise<boolean>;
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
  /** Ends Terraform at once when it aborts, whatever it is doing. @default never */
  readonly kill?: AbortSignal;
  /** Milliseconds between two looks at a place that is made, and does not let in yet. @default 15 seconds */
  readonly pause?: number;
}

export interface BootstrapResult {
  /** Of this form: it is raised with each change that is not only an addition. */
  readonly schemaVersion: 1;
  /** Whether the place for states is there now, with what was asked for: applied or unchanged. */
  readonly ok: boolean;
  /** Name of the environment. */
  readonly environment: string;
  /** Name of the bucket that the environment's file names. */
  readonly bucket: string;
  /** Whether the clouds were simulated: then the state stays in a file, as no simulated bucket can keep it. */
  readonly simulated: boolean;
  /** `declined`: `confirm` said no, and nothing was made. `failed`: `problems` say why. */
  readonly outcome: "applied" | "unchanged" | "declined" | "failed";
  /** Where the stack's own state is now. */
  readonly state: "file" | "bucket";
  /** Whether it moved in this run. */
  readonly moved: boolean;
  /** What went wrong; empty unless it failed. */
  readonly problems: readonly Problem[];
}

/** @throws JangadaError NOTHING_TO_BOOTSTRAP, BUCKET_EXISTS, STATE_UNREACHABLE, STATE_NOT_MOVED, or as `deploy` does */
export async function bootstrap(options: BootstrapOptions): Promise<BootstrapResult> {
  const project = path.resolve(options.project ?? ".");
  const [environment] = chooseEnvironments({ project, patterns: [options.environment] }) as readonly [Environment];
  const bucket = bucketOf(environment);
  await settleRuns({ ...options, project, environments: [environment.facts.name] });
  const simulated = isSimulated(options.env);
  const file = localState(project, bucket, options.env);
  const terraform = await BootstrapTerraform.open({ ...options, project, stateFile: file });
  const common = { schemaVersion: 1, environment: environment.facts.name, bucket, simulated } as const;

  const begun = hasResources(file);
  if (!simulated && !begun && (await terraform.reachesBucket(bucket))) {
    const existingState = await terraform.state();
    if (existingState.resources.length === 0) throw bucketExists(bucket, environment);
    return { ...common, ...(await change(terraform, options)), state: "bucket", moved: false };
  }
  await terraform.useFile();
  const changed = await change(terraform, options);
  const made = changed.outcome === "applied" || changed.outcome === "unchanged";
  if (simulated || !made) return { ...common, ...changed, state: "file", moved: false };
  await terraform.moveToBucket();
  fs.rmSync(file, { force: true });
  fs.rmSync(`${file}.backup`, { force: true });
  return { ...common, ...changed, state: "bucket", moved: true };
}

async function change(
  terraform: BootstrapTerraform,
  options: BootstrapOptions,
): Promise<Pick<BootstrapResult, "ok" | "outcome" | "problems">> {
  const planned = await terraform.plan();
  if ("problems" in planned) return { ok: false, outcome: "failed", problems: planned.problems };
  if (planned.empty) return { ok: true, outcome: "unchanged", problems: [] };
  if (!(await options.confirm(planned))) return { ok: false, outcome: "declined", problems: [] };
  const problems = await terraform.apply(planned);
  return problems.length > 0 ? { ok: false, outcome: "failed", problems } : { ok: true, outcome: "applied", problems };
}

function bucketOf(environment: Environment): string {
  const { state, facts, file } = environment;
  const place = placeOfStates(environment);
  if (place?.storageField !== undefined)
    return String((state as Readonly<Record<string, unknown>>)[place.storageField]);
  if (place) {
    throw new JangadaError({
      code: "NOTHING_TO_BOOTSTRAP",
      message: `The environment '${facts.name}' keeps its states in a ${place.title}: there is nothing to make.`,
      place: { file, path: "state", ...environment.locate("state") },
      ...(place.readyMade ? { remedy: `${place.readyMade}.` } : {}),
    });
  }
  const [example] = factsOf(facts.target)?.stateBackends ?? [];
  throw new JangadaError({
    code: "NOTHING_TO_BOOTSTRAP",
    message: `The environment '${facts.name}' keeps its states in files: there is no bucket to make.`,
    place: { file, path: "state", ...environment.locate("state") },
    ...(example ? { remedy: `Name one first: ${example.example}.` } : {}),
  });
}

function placeOfStates({ state }: Environment): StateBackendFacts | undefined {
  return stateBackends.find(({ name }) => name === state.backend);
}

function localState(project: string, bucket: string, env: NodeJS.ProcessEnv = process.env): string {
  const simulated = env["JANGADA_STATE_DIRECTORY"];
  const folder = simulated ? path.resolve(project, simulated) : path.join(project, ".jangada", "bootstrap");
  return path.join(folder, `bootstrap-${bucket}.tfstate`);
}

/** @throws JangadaError STATE_UNREADABLE: a file that is broken may be all that tells of a bucket */
function hasResources(file: string): boolean {
  const form = formOfFile(file);
  if (form.kind === "none" || form.kind === "sound") return form.kind === "sound" && form.resources > 0;
  throw new JangadaError({
    code: "STATE_UNREADABLE",
    message: `The state that an earlier run left is no state of Terraform's${form.kind === "broken" ? `: ${form.why}` : ""}.`,
    place: { file },
    remedy: `Look whether ${file}.backup is one, or a copy under .jangada/states, and put it in its place; if no bucket was made, remove them.`,
  });
}

function bucketExists(bucket: string, environment: Environment): JangadaError {
  const { storageField, title, usable } = placeOfStates(environment) as StateBackendFacts;
  const path = `state.${storageField}`;
  return new JangadaError({
    code: "BUCKET_EXISTS",
    message: `The ${title} '${bucket}' exists, and was not made by bootstrap: it holds no state of it.`,
    place: { file: environment.file, path, ...environment.locate(path) },
    remedy: `It can be used as it is, if it has ${usable}: then nothing is to be done. To have one made, name another.`,
  });
}
