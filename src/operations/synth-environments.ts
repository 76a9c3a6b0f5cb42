/** What `jangada synth` does: the stacks of environments that are named, or of all that are right. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Problem } from "../errors";
import { ENVIRONMENTS } from "./environments-folder";
import { synth, type SynthOptions, type SynthResult } from "./synth";

export interface SynthEnvironmentsOptions extends Omit<SynthOptions, "environments"> {
  /** Names, or patterns such as `prod-*`. @default all */
  readonly environments?: readonly string[];
}

export interface SynthEnvironmentsResult extends SynthResult {
  readonly schemaVersion: 1;
  /** Whether nothing was left out. */
  readonly ok: boolean;
  /** What is wrong with the environments that were left out; only where none was named. */
  readonly problems: readonly Problem[];
}

/**
 * Without names the app decides: what is broken is reported, and the rest is written. What is named must be right.
 * @throws JangadaError what `synth` and `chooseEnvironments` throw
 */
export async function synthEnvironments({
  environments: patterns = [],
  ...options
}: SynthEnvironmentsOptions = {}): Promise<SynthEnvironmentsResult> {
  const result = await synthesize(patterns, options);
  // Without names all are asked for; with them the app itself fails.
  const problems = patterns.length === 0 ? selection().environmentsWithout(result.stacks, whereOf(options)) : [];
  return { schemaVersion: 1, ok: problems.length === 0, ...result, problems };
}

async function synthesize(patterns: readonly string[], options: SynthOptions): Promise<SynthResult> {
  if (patterns.length === 0) return synth(options);
  const isName = (name: string): boolean => isEnvironment(options.project ?? ".", name);
  if (!patterns.every(isName)) return synth({ ...options, environments: namesOf(patterns, options) });
  try {
    return await synth({ ...options, environments: patterns });
  } catch (error) {
    // If it is the files, they are told by their lines.
    namesOf(patterns, options);
    throw error;
  }
}

/** Loaded late: reading the files takes a fifth of a synth, and only the app has to where environments are named. */
function selection(): typeof import("./selection/environments") {
  return require("./selection/environments") as typeof import("./selection/environments");
}

/** Whether it is an environment's very name. */
function isEnvironment(project: string, name: string): boolean {
  return fs.existsSync(path.join(project, ENVIRONMENTS, name, "environment.yaml"));
}

/** @throws JangadaError if a pattern fits no environment, or one that is broken */
function namesOf(patterns: readonly string[], options: SynthOptions): readonly string[] {
  return selection()
    .chooseEnvironments({ patterns, ...whereOf(options) })
    .map(({ facts }) => facts.name);
}

function whereOf({ project, target }: SynthOptions): Pick<SynthOptions, "project" | "target"> {
  return { ...(project === undefined ? {} : { project }), ...(target === undefined ? {} : { target }) };
}
