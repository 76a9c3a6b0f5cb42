/** Which stacks of the environments a verb works on. */
import { nearest } from "../../environment/nearest";
import { JangadaError, type Problem } from "../../errors";
import { isGlob, matchesGlob } from "./glob";

interface Named {
  readonly name: string;
}

/** The environment that a stack belongs to: `dev` of `dev-network`. Undefined for a stack of none of them. */
export function environmentOf(stack: string, environments: readonly string[]): string | undefined {
  return environments
    .filter((environment) => stack.startsWith(`${environment}-`))
    .sort((a, b) => b.length - a.length)[0];
}

/** What a stack is called within its environment: `network` of `dev-network`. */
export function tierOf(stack: string, environments: readonly string[]): string {
  const environment = environmentOf(stack, environments);
  return environment === undefined ? stack : stack.slice(environment.length + 1);
}

/**
 * The stacks that are named, by full name (`dev-network`), tier (`network`) or pattern of either; all if none is named.
 * @throws JangadaError NO_SUCH_STACK naming the nearest
 */
export function chooseStacks<S extends Named>(
  stacks: readonly S[],
  patterns: readonly string[],
  environments: readonly string[],
): readonly S[] {
  if (patterns.length === 0) return stacks;
  const isMeant = (pattern: string, { name }: S): boolean =>
    matchesGlob(pattern, name) || matchesGlob(pattern, tierOf(name, environments));
  const unknown = patterns.filter((pattern) => !stacks.some((stack) => isMeant(pattern, stack)));
  if (unknown.length > 0) throw new JangadaError(unknown.map((pattern) => noSuchStack(pattern, stacks, environments)));
  return stacks.filter((stack) => patterns.some((pattern) => isMeant(pattern, stack)));
}

function noSuchStack(written: string, stacks: readonly Named[], environments: readonly string[]): Problem {
  const names = stacks.map(({ name }) => name);
  const tiers = [...new Set(names.map((name) => tierOf(name, environments)))];
  const near = isGlob(written) ? undefined : nearest(written, [...names, ...tiers]);
  return {
    code: "NO_SUCH_STACK",
    message: `No stack of ${environments.join(", ")} ${isGlob(written) ? `matches '${written}'` : `is called '${written}'`}.`,
    remedy: near ? `Did you mean '${near}'?` : `There are: ${names.join(", ")}.`,
  };
}
