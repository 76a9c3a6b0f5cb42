/** Loads every environment of a folder; one that is broken does not stop the others. */
import { readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import type { Problem } from "../errors";
import type { Environment } from "./environment";
import { loadEnvironment, type LoadOptions, displayPathOf } from "./load-file";

export { loadEnvironment, loadText, type LoadOptions, type LoadResult } from "./load-file";

/** The file's name in each environment's folder. */
export const ENVIRONMENT_FILE = "environment.yaml";

export interface BrokenEnvironment {
  /** Name of its folder. */
  readonly name: string;
  readonly problems: readonly Problem[];
}

export interface LoadAllResult {
  /** By name. */
  readonly environments: readonly Environment[];
  readonly broken: readonly BrokenEnvironment[];
  /** What is wrong with the folder itself. */
  readonly problems: readonly Problem[];
}

/** Loads `<directory>/<name>/environment.yaml` for every folder in `directory`, or for those that are asked for. */
export function loadEnvironments(directory: string, options: LoadOptions = {}): LoadAllResult {
  let names: readonly string[];
  try {
    names = readdirSync(directory).sort();
  } catch {
    return { environments: [], broken: [], problems: [missingFolder(displayPathOf(directory, options))] };
  }
  const environments: Environment[] = [];
  const broken: BrokenEnvironment[] = [];
  const folders = names.filter((name) => !name.startsWith(".") && isFolder(path.join(directory, name)));
  for (const name of folders.filter((folder) => options.only?.includes(folder) ?? true)) {
    const file = path.join(directory, name, ENVIRONMENT_FILE);
    const { environment, problems } = loadEnvironment(file, options);
    const prefix = folders.find((other) => name.startsWith(`${other}-`));
    const all =
      prefix === undefined
        ? problems
        : [...problems, prefixed(name, prefix, displayPathOf(file, options), environment)];
    if (environment && all.length === 0) environments.push(environment);
    else broken.push({ name, problems: all });
  }
  return { environments, broken, problems: [] };
}

/** The shorter name can stay: without the longer one beside it, its pattern takes its own stacks only. */
function prefixed(name: string, prefix: string, file: string, environment: Environment | undefined): Problem {
  return {
    code: "ENV_NAME_PREFIX",
    message: `'${name}' begins with '${prefix}-', and '${prefix}' is an environment too: \`cdktf deploy '${prefix}-*'\` would deploy both.`,
    place: { file, ...(environment?.locate("name") ?? { line: 1, column: 1 }), path: "name" },
    remedy: `Choose a name that does not begin with '${prefix}-', such as '${name.slice(prefix.length + 1)}-${prefix}'.`,
  };
}

function missingFolder(directory: string): Problem {
  return {
    code: "ENV_FOLDER_UNREADABLE",
    message: `There is no folder '${directory}' that can be read.`,
    place: { file: directory },
    remedy: `Keep each environment in ${path.join(directory, "<name>", ENVIRONMENT_FILE)}.`,
  };
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}
