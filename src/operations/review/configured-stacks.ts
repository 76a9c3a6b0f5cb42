/** Both sides of a change as they are really configured: a rehearsal keeps every state in a folder, whatever the file names. */
import { JangadaError } from "../../errors";
import { remoteStates } from "../deps/remote-state";
import type { SynthesizedStack } from "../synth";
import type { ResourceChange } from "../plan-model";
import { type CompareOptions, compareStacks } from "./configuration/compare";
import { byEnvironment, type StacksByEnvironment } from "./synthesized-sides";

/** The stacks that a real deployment would be made of, or why there are none. */
export type ConfiguredStacks =
  | { readonly stacks: StacksByEnvironment; readonly project: string }
  | { readonly reason: string; readonly project: string };

/** @param synth synthesizes the project without simulated clouds */
export async function configuredStacks(
  project: string,
  synth: () => Promise<{ readonly stacks: readonly SynthesizedStack[] }>,
): Promise<ConfiguredStacks> {
  try {
    const { stacks } = await synth();
    return { stacks: byEnvironment(stacks), project };
  } catch (error) {
    if (!JangadaError.is(error)) throw error;
    return { reason: error.problems[0]?.message ?? error.message, project };
  }
}

export interface ConfigurationChanges {
  /** By stack. */
  readonly changes: ReadonlyMap<string, readonly ResourceChange[]>;
  /** Why not all could be compared. */
  readonly reason?: string;
}

/** Addresses of the states that are read of the same stack as before, wherever it keeps its state now: that is told of the stack. */
function followingStates(
  left: SynthesizedStack,
  before: readonly SynthesizedStack[],
  right: SynthesizedStack,
  after: readonly SynthesizedStack[],
): ReadonlySet<string> {
  const then = new Map(remoteStates(left, before).map(({ id, stack }) => [id, stack]));
  const same = remoteStates(right, after).filter(({ id, stack }) => stack !== undefined && then.get(id) === stack);
  return new Set(same.map(({ id }) => `data.terraform_remote_state.${id}`));
}

function allOf({ stacks }: Extract<ConfiguredStacks, { readonly stacks: unknown }>): readonly SynthesizedStack[] {
  return [...stacks.values()].flat();
}

/** The stacks that an environment has on both sides. */
export function compareConfigured(
  environment: string,
  names: readonly string[],
  before: ConfiguredStacks,
  after: ConfiguredStacks,
  options: CompareOptions,
): ConfigurationChanges {
  const changes = new Map<string, readonly ResourceChange[]>();
  if ("reason" in before || "reason" in after) {
    const broken = "reason" in before ? before : after;
    return { changes, reason: "reason" in broken ? broken.reason : "" };
  }
  for (const name of names) {
    const [left, right] = [before, after].map(({ stacks, project }) => {
      const stack = stacks.get(environment)?.find((candidate) => candidate.name === name);
      return stack && { stack, project };
    });
    if (!left || !right) {
      const side = left ? "" : " of the base revision";
      return {
        changes,
        reason: `without simulated clouds, ${name}${side} is not synthesized: see jangada synth ${environment}`,
      };
    }
    const follows = followingStates(left.stack, allOf(before), right.stack, allOf(after));
    const found = compareStacks(left, right, options).filter(({ address }) => !follows.has(address));
    if (found.length > 0) changes.set(name, found);
  }
  return { changes };
}
