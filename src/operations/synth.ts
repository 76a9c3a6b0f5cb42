/** Runs the `app` of `cdktf.json`, as cdktf does, and reads what it wrote. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TARGET_VARIABLE } from "../environment/target-variable";
import { JangadaError, type Problem } from "../errors";
import { readJsonObject } from "../regular-file";
import { causeOf, memoryKills } from "./process-ending";
import { inDependencyOrder } from "./dependency-order";
import { run } from "./process";
import { RunSecrets } from "./run-secrets";
import { readManifestFile, readStackFile } from "./stack-json";

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
  /** The target, in place of the one that the files name. @default the one that each file names */
  readonly target?: string;
  /** Where the output goes. @default `cdktf.out` in the project, as cdktf does */
  readonly outdir?: string;
  /** Added to the app's environment variables. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Stops the app when it aborts. @default never */
  readonly signal?: AbortSignal;
}

export interface SynthResult {
  readonly outdir: string;
  readonly stacks: readonly SynthesizedStack[];
  /** What the app said: warnings, and errors of other environments. */
  readonly messages: readonly string[];
}

interface ListedStack {
  readonly name: string;
  readonly workingDirectory: string;
  readonly dependencies?: readonly string[];
}

/**
 * @throws JangadaError NO_APP if there is no `cdktf.json`, APP_UNREADABLE if it is broken, SYNTH_FAILED with what the app said if
 *   it fails, SYNTH_UNREADABLE if what it wrote is not there or broken
 */
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
      // Nothing but an option says that an environment goes elsewhere: a forgotten variable must not.
      [TARGET_VARIABLE]: options.target,
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
      message: `The app ('${app}') ended with exit status ${status}.\n${new RunSecrets(process.env).redact(messages.join("\n"))}`,
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
  if (!exists(file)) {
    throw new JangadaError({
      code: "NO_APP",
      message: `There is no ${file}.`,
      remedy: "Run jangada in the folder of a CDKTF project, one whose cdktf.json names its app.",
    });
  }
  const { app, context, output } = readJsonObject(file, {
    code: "APP_UNREADABLE",
    what: "The file that names the app",
    remedy: 'It is one JSON object, such as { "language": "typescript", "app": "node main.js" }.',
  });
  const problems: Problem[] = [];
  const wrong = (code: string, message: string, remedy: string): void =>
    void problems.push({ code, message, place: { file }, remedy });
  if (app === undefined || app === null || app === "") {
    wrong("NO_APP", "It names no app.", 'Add, for example, "app": "node main.js".');
  } else if (typeof app !== "string" || app.trim() === "") {
    wrong(
      "APP_UNREADABLE",
      `'app' is not a command: ${JSON.stringify(app)}.`,
      'Write, for example, "app": "node main.js".',
    );
  }
  if (context !== undefined && (typeof context !== "object" || context === null || Array.isArray(context))) {
    wrong("APP_UNREADABLE", "'context' is no object.", "Leave it out, or write an object.");
  }
  if (output !== undefined && (typeof output !== "string" || output.trim() === "")) {
    wrong("APP_UNREADABLE", "'output' is not a folder.", 'Leave it out, or write, for example, "output": "cdktf.out".');
  }
  if (problems.length > 0) throw new JangadaError(problems);
  return { app: app as string, context: context ?? {}, ...(output ? { output: output as string } : {}) };
}

/** Also what is there and cannot be read: that is another matter than its not being there. */
function exists(file: string): boolean {
  try {
    fs.lstatSync(file);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** The stacks that an app wrote into a folder. @throws JangadaError SYNTH_UNREADABLE */
export function readManifest(outdir: string): readonly SynthesizedStack[] {
  const { stacks } = readManifestFile(outdir);
  const listed = Object.values(typeof stacks === "object" && stacks !== null ? stacks : {}) as readonly unknown[];
  const found = listed.filter(isListed);
  if (stacks === undefined || found.length < listed.length) {
    throw new JangadaError({
      code: "SYNTH_UNREADABLE",
      message: "The list of the stacks that the app wrote is not one of cdktf's.",
      place: { file: path.join(outdir, "manifest.json") },
      remedy: "Look at what else writes to this folder, and at the version of cdktf: jangada doctor.",
    });
  }
  return inDependencyOrder(
    found.map((stack) => ({
      name: stack.name,
      folder: path.join(outdir, stack.workingDirectory),
      dependencies: stack.dependencies ?? [],
    })),
  );
}

function isListed(stack: unknown): stack is ListedStack {
  if (typeof stack !== "object" || stack === null) return false;
  const { name, workingDirectory, dependencies = [] } = stack as Readonly<Record<string, unknown>>;
  return typeof name === "string" && typeof workingDirectory === "string" && Array.isArray(dependencies);
}

/** The stacks of the last synth of a project; none if there was none. */
export function synthesizedStacks(project: string): readonly SynthesizedStack[] {
  const outdir = path.join(project, readOutput(project) ?? "cdktf.out");
  return fs.existsSync(path.join(outdir, "manifest.json")) ? readManifest(outdir) : [];
}

function readOutput(project: string): string | undefined {
  return fs.existsSync(path.join(project, "cdktf.json")) ? readProject(project).output : undefined;
}

/** Every resource type and data source in the stacks. */
/** What of a stack stands by type. */
type StackTypes = { readonly [kind in "resource" | "data" | "ephemeral"]?: object };

export function typesIn(stacks: readonly SynthesizedStack[]): ReadonlySet<string> {
  const types = stacks.flatMap((stack) => {
    const { resource = {}, data = {}, ephemeral = {} } = readStackFile(stack.folder) as StackTypes;
    return [resource, data, ephemeral].flatMap(Object.keys);
  });
  return new Set(types);
}
