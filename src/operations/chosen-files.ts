/** The environment files that patterns choose, and what is wrong with them, with the folder or with the patterns. */
import * as path from "node:path";
import type { Environment } from "../environment/environment";
import { loadEnvironments } from "../environment/load";
import type { Problem } from "../errors";
import { ENVIRONMENTS } from "./environments-folder";
import { noEnvironments, noSuchEnvironment } from "./selection/environments";
import { matchesGlob } from "./selection/glob";

export interface ChosenFilesOptions {
  /** Names, or patterns such as `prod-*`. @default all */
  readonly environments?: readonly string[];
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** The target, in place of the one that the files name. @default the files' */
  readonly target?: string;
}

export function chosenFiles({ environments: patterns = [], project = ".", target }: ChosenFilesOptions): {
  /** Those whose files are right. */
  readonly environments: readonly Environment[];
  readonly problems: readonly Problem[];
} {
  const root = path.resolve(project);
  const { environments, broken, problems } = loadEnvironments(path.join(root, ENVIRONMENTS), {
    root,
    simulated: true,
    ...(target === undefined ? {} : { target }),
  });
  const chosen = (name: string): boolean =>
    patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, name));
  const names = [...environments.map(({ facts }) => facts.name), ...broken.map(({ name }) => name)];
  return {
    environments: environments.filter(({ facts }) => chosen(facts.name)),
    problems: [
      ...problems,
      // Nothing that was looked at is nothing that is right.
      ...(names.length === 0 && problems.length === 0 ? [noEnvironments()] : []),
      ...broken.filter(({ name }) => chosen(name)).flatMap((file) => file.problems),
      ...patterns
        .filter((pattern) => !names.some((name) => matchesGlob(pattern, name)))
        .map((pattern) => noSuchEnvironment(pattern, names)),
    ],
  };
}
