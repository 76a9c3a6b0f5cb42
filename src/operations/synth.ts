/** Runs the `app` of `cdktf.json`, as cdktf does, and reads what it wrote. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../errors";
import { causeOf, memoryKills } from "./ending";
import { inDependencyOrder } from "./in-order";
import { run } from "./process";

export interface SynthesizedStack {
  readonly name: string;
  /** Where Terraform runs: holds `cdk.tf.json`. Absolute. */
  readonly folder: string;
  /** Names of the stacks that must be applied before it. */
  readonly dependencies: readonly string[];
}

export interface SynthOptions {
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Only these environments. @default all */
  readonly environments?: readonly string[];
  /** Where the output goes. @default `cdktf.out` in the project, as cdktf does */
  readonly outdir?: string;
  /** Added to the app's environment variables. */
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface SynthResult {
  readonly outdir: string;
  readonly stacks: readonly SynthesizedStack[];
  /** What the app said: warnings, and errors of other environments. */
  readonly messages: readonly string[];
}

interface Manifest {
  readonly stacks: {
    readonly [name: string]: {
      readonly name: string;
      readonly workingDirectory: string;
      readonly dependencies?: readonly string[];
    };
  };
}

/** @throws JangadaError NO_APP if there is no `cdktf.json`, SYNTH_FAILED with what the app said if it fails. */
export async function synth(options: SynthOptions = {}): Promise<SynthResult> {
  const project = path.resolve(options.project ?? ".");
  const { app, context, output } = readProject(project);
  const outdir = path.resolve(project, options.outdir ?? output ?? "cdktf.out");
  // Stacks of an earlier synth that are no more must not be deployed; Terraform's own folders beside them stay.
  fs.rmSync(path.join(outdir, "manifest.json"), { force: true });
  // cdktf makes the folder itself, but none above it.
  fs.mkdirSync(path.dirname(outdir), { recursive: true });
  const kills = memoryKills();
  const result = await run(app, [], {
    shell: true,
    cwd: project,
    env: {
      ...process.env,
      ...options.env,
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTEXT_JSON: JSON.stringify(context),
      ...(options.environments ? { JANGADA_ENVIRONMENTS: options.environments.join(",") } : {}),
    },
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const { status, stdout, stderr } = result;
  const messages = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  const cause = causeOf(result, stderr, kills);
  if (cause !== undefined && !options.signal?.aborted) throw appKilled(app, cause, path.join(project, "cdktf.json"));
  if (status !== 0) {
    throw new JangadaError({
      code: "SYNTH_FAILED",
      message: `The app ('${app}') ended with exit status ${status}.\n${messages.join("\n")}`,
      place: { file: path.join(project, "cdktf.json") },
    });
  }
  return { outdir, stacks: readManifest(outdir), messages };
}

/** It did not end by itself: nothing was planned or changed. */
function appKilled(app: string, cause: string, file: string): JangadaError {
  return new JangadaError({
    code: "APP_KILLED",
    message: `The app ('${app}') ${cause}. Nothing was planned, and nothing was changed.`,
    place: { file },
    remedy: cause.includes("memory")
      ? "Give it more (NODE_OPTIONS=--max-old-space-size=4096, in MB), or name fewer environments; then run the same command again."
      : "Run the same command again.",
  });
}

function readProject(project: string): { app: string; context: object; output?: string } {
  const file = path.join(project, "cdktf.json");
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw new JangadaError(
      {
        code: "NO_APP",
        message: `There is no ${file}.`,
        remedy: "Run jangada in the folder of a CDKTF project, one whose cdktf.json names its app.",
      },
      { cause },
    );
  }
  const parsed = JSON.parse(text) as { app?: string; context?: object; output?: string };
  if (!parsed.app) {
    throw new JangadaError({
      code: "NO_APP",
      message: "It names no app.",
      place: { file },
      remedy: 'Add, for example, "app": "node main.js".',
    });
  }
  return { app: parsed.app, context: parsed.context ?? {}, ...(parsed.output ? { output: parsed.output } : {}) };
}

function readManifest(outdir: string): readonly SynthesizedStack[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")) as Manifest;
  const stacks = Object.values(manifest.stacks).map((stack) => ({
    name: stack.name,
    folder: path.join(outdir, stack.workingDirectory),
    dependencies: stack.dependencies ?? [],
  }));
  return inDependencyOrder(stacks);
}

/** Every resource type and data source in the stacks. */
export function typesIn(stacks: readonly SynthesizedStack[]): ReadonlySet<string> {
  const types = stacks.flatMap((stack) => {
    const { resource = {}, data = {} } = JSON.parse(
      fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8"),
    ) as {
      resource?: object;
      data?: object;
    };
    return [...Object.keys(resource), ...Object.keys(data)];
  });
  return new Set(types);
}
