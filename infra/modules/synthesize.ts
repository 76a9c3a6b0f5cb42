/** From a folder of environment files to stacks: the whole of an app's `main.ts`. */
import * as fs from "node:fs";
import type { App, TerraformStack } from "cdktf";
import type { TargetName } from "../../src/model/target";
import type { Environment } from "../../src/environment/environment";
import { TARGET_VARIABLE } from "../../src/environment/target-variable";
import { loadEnvironments } from "../../src/environment/load";
import { formatProblem, JangadaError, type Problem } from "../../src/errors";
import { fileProblem } from "../../src/file-errors";
import { writeExistingThings } from "./existing-objects";
import { PlatformApp } from "./platform-app";
import type { PlatformTarget } from "./platform-target";
import { BOOTSTRAP_VARIABLE, BootstrapStack } from "./bootstrap-stack";
import { addEnvironment } from "./stacks";
import { STATE_DIRECTORY_VARIABLE } from "./state";
import { withQuickResolve } from "./quick-resolve";
import { withoutTokenTraces } from "./token-traces";

export interface SynthesisOptions {
  /** The folder that holds a folder for each environment, with its `environment.yaml`. */
  readonly directory: string;
  /** How each target that the environments name is made. */
  readonly targets: { readonly [T in TargetName]?: (environment: Environment) => PlatformTarget };
  /**
   * Only these environments.
   * @default those that the variable JANGADA_ENVIRONMENTS lists, separated by commas; all if it is not set
   */
  readonly only?: readonly string[];
  /** Receives one line each of what is wrong. @default standard error */
  readonly report?: (line: string) => void;
}

/**
 * Synthesizes every environment. One environment's mistakes do not stop another's: they are reported, and the exit status is
 * 1 only if no environment could be synthesized, or one of those that were asked for by name could not.
 */
export function synthesize(options: SynthesisOptions): void {
  const report = options.report ?? ((line: string) => void process.stderr.write(`${line}\n`));
  try {
    withoutTokenTraces(() => withQuickResolve(() => synthesizeAll({ ...options, report })));
  } catch (error) {
    // The folder of the output may be full, read-only, or none.
    const problem = fileProblem(error);
    if (!problem) throw error;
    report(`error: ${formatProblem(problem)}`);
    process.exitCode = 1;
  }
}

function synthesizeAll(options: SynthesisOptions & Required<Pick<SynthesisOptions, "report">>): void {
  const { report } = options;
  const bootstrap = process.env[BOOTSTRAP_VARIABLE];
  const only = bootstrap
    ? [bootstrap]
    : (options.only ?? process.env["JANGADA_ENVIRONMENTS"]?.split(",").filter(Boolean));
  const target = process.env[TARGET_VARIABLE];
  // Those that nobody asked for are not read: each takes its time.
  const loaded = loadEnvironments(options.directory, {
    // Nothing is reached by what is written here; the command line asks for keys where something is.
    simulated: true,
    ...(only ? { only } : {}),
    ...(isUnprotectedRehearsal() ? { protected: false } : {}),
    ...(target ? { target } : {}),
  });
  const selected = loaded.environments;
  const failed = new Map<string, readonly Problem[]>(loaded.broken.map(({ name, problems }) => [name, problems]));
  // Making an app makes its output folder: where nothing is right, nothing is written.
  const app = selected.length > 0 ? new PlatformApp() : undefined;
  const synthesized = selected.filter((environment) => {
    if (!app) return false;
    const problems = addAllOrNothing(app, environment, options);
    if (problems.length > 0) failed.set(environment.facts.name, problems);
    return problems.length === 0;
  });
  const warnings = selected.flatMap((environment) => environment.warnings);
  for (const problem of [...loaded.problems, ...[...failed.values()].flat()])
    report(`error: ${formatProblem(problem)}`);
  for (const warning of warnings) report(`warning: ${formatProblem(warning)}`);

  const missing = (only ?? []).filter(
    (name) => !failed.has(name) && !synthesized.some((environment) => environment.facts.name === name),
  );
  for (const name of missing)
    report(`error: There is no environment '${name}' under ${options.directory}. [NO_SUCH_ENVIRONMENT]`);
  const isEmpty = synthesized.length === 0;
  if (isEmpty && failed.size === 0 && missing.length === 0)
    report(`error: There is no environment under ${options.directory}. [NO_ENVIRONMENTS]`);
  if (isEmpty || (only && (failed.size > 0 || missing.length > 0))) process.exitCode = 1;
  if (!isEmpty) app?.synth();
  else if (app) removeIfEmpty(app.outdir);
}

function removeIfEmpty(folder: string): void {
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}

/** Adds an environment's stacks to the app, or, if anything is wrong with them, none of them. */
function addAllOrNothing(app: App, environment: Environment, options: SynthesisOptions): readonly Problem[] {
  const before = new Set(app.node.children.map((child) => child.node.id));
  const problems = addStacks(app, environment, options);
  if (problems.length > 0) {
    for (const child of app.node.children) {
      if (!before.has(child.node.id)) app.node.tryRemoveChild(child.node.id);
    }
  }
  return problems;
}

function addStacks(app: App, environment: Environment, options: SynthesisOptions): readonly Problem[] {
  try {
    const target = targetOf(environment, options);
    writeExistingThings(environment);
    const stacks: readonly TerraformStack[] = process.env[BOOTSTRAP_VARIABLE]
      ? [new BootstrapStack(app, { environment, target })]
      : addEnvironment(app, environment, target);
    return stacks.flatMap((stack) =>
      stack.node
        .findAll()
        .flatMap((construct) =>
          construct.node
            .validate()
            .map((message): Problem => ({ code: "INVALID_STACK", message, place: { construct: construct.node.path } })),
        ),
    );
  } catch (error) {
    if (JangadaError.is(error)) return error.problems;
    throw error;
  }
}

/** Only where the state is rehearsed state: a variable must never take the protection from what is real. */
function isUnprotectedRehearsal(): boolean {
  return Boolean(process.env["JANGADA_REHEARSE_UNPROTECTED"] && process.env[STATE_DIRECTORY_VARIABLE]);
}

function targetOf(environment: Environment, options: SynthesisOptions): PlatformTarget {
  const make = options.targets[environment.facts.target];
  if (!make) {
    throw new JangadaError({
      code: "TARGET_NOT_SERVED",
      message: `Environment '${environment.facts.name}' asks for the target '${environment.facts.target}', which this app does not serve.`,
      place: { file: environment.file, path: "target", ...environment.locate("target") },
      remedy: `Choose one of: ${Object.keys(options.targets).join(", ")}.`,
    });
  }
  return make(environment);
}
