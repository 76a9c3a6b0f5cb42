/** Which environments a verb works on. */
import * as path from "node:path";
import type { Environment } from "../../environment/environment";
import { loadEnvironments } from "../../environment/load";
import { nearest } from "../../environment/nearest";
import { JangadaError, type Problem } from "../../errors";
import { ENVIRONMENTS } from "../environments-folder";
import { isGlob, matchesGlob } from "./glob";

export { ENVIRONMENTS };

export interface ChooseEnvironments {
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** Names, or patterns such as `prod-*`; several may name the same. @default all */
  readonly patterns?: readonly string[];
  /** The target, in place of the one that the files name. */
  readonly target?: string;
  /** Whether hosts are to be reached: then the files that let one in must be there. @default false */
  readonly reachesHosts?: boolean;
}

/**
 * The environments that are named, by name. A pattern must match something, and everything that it matches must be right.
 * @throws JangadaError NO_SUCH_ENVIRONMENT naming the nearest, NO_ENVIRONMENTS, or all problems of the files chosen
 */
export function chooseEnvironments(options: ChooseEnvironments = {}): readonly Environment[] {
  const root = path.resolve(options.project ?? ".");
  const { environments, broken, problems } = loadEnvironments(path.join(root, ENVIRONMENTS), {
    root,
    simulated: options.reachesHosts !== true,
    ...(options.target === undefined ? {} : { target: options.target }),
  });
  if (problems.length > 0) throw new JangadaError(problems);
  const names = [...environments.map(({ facts }) => facts.name), ...broken.map(({ name }) => name)].sort();
  const patterns = options.patterns ?? [];
  const unknown = patterns.filter((pattern) => !names.some((name) => matchesGlob(pattern, name)));
  if (unknown.length > 0) throw new JangadaError(unknown.map((pattern) => noSuchEnvironment(pattern, names)));
  if (names.length === 0) {
    throw new JangadaError(noEnvironments());
  }
  const chosen = (name: string): boolean =>
    patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, name));
  const wrong = broken.filter(({ name }) => chosen(name)).flatMap((file) => file.problems);
  if (wrong.length > 0) throw new JangadaError(wrong);
  return environments.filter(({ facts }) => chosen(facts.name));
}

/** What is wrong with each environment that has a file and no stack among these; nothing where there is no such folder. */
export function environmentsWithout(
  stacks: readonly { readonly name: string }[],
  { project = ".", target }: Pick<ChooseEnvironments, "project" | "target"> = {},
): readonly Problem[] {
  const root = path.resolve(project);
  const { environments, broken } = loadEnvironments(path.join(root, ENVIRONMENTS), {
    root,
    simulated: true,
    ...(target === undefined ? {} : { target }),
  });
  const silent = environments.filter(({ facts }) => !stacks.some(({ name }) => name.startsWith(`${facts.name}-`)));
  return [
    ...broken.flatMap(({ problems }) => problems),
    ...silent.map(({ facts, file }): Problem => ({
      code: "ENVIRONMENT_BROKEN",
      message: `The environment '${facts.name}' cannot be synthesized.`,
      place: { file },
      remedy: `See why: jangada synth ${facts.name}`,
    })),
  ];
}

export function noEnvironments(): Problem {
  return { code: "NO_ENVIRONMENTS", message: `There is no environment under ${ENVIRONMENTS}.` };
}

export function noSuchEnvironment(written: string, names: readonly string[]): Problem {
  const near = isGlob(written) ? undefined : nearest(written, names);
  const known = names.length > 0 ? `There are: ${names.join(", ")}.` : `Make ${ENVIRONMENTS}/<name>/environment.yaml.`;
  return {
    code: "NO_SUCH_ENVIRONMENT",
    message: isGlob(written)
      ? `No environment under ${ENVIRONMENTS} matches '${written}'.`
      : `There is no environment '${written}' under ${ENVIRONMENTS}.`,
    remedy: near ? `Did you mean '${near}'?` : known,
  };
}
