/** What a rehearsal does with each stack, in two tasks: what needs no other stack is done as soon as there is room for it. */
import type { Outcome } from "../dependency-order";
import type { SynthesizedStack } from "../synth";

export interface StackTask {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly stack: SynthesizedStack;
  readonly steps: readonly ("init" | "validate" | "plan" | "apply" | "plan-again")[];
}

/** No stack has such a name. */
const beforehand = (name: string): string => `${name}, beforehand`;

/** In the order in which they are to be begun where there is room for one only: a stack's deployment before the preparation of the next. */
export function stackTasks(stacks: readonly SynthesizedStack[]): readonly StackTask[] {
  return stacks.flatMap((stack): readonly StackTask[] => [
    { name: beforehand(stack.name), dependencies: [], stack, steps: ["init", "validate"] },
    {
      name: stack.name,
      dependencies: [...stack.dependencies, beforehand(stack.name)],
      stack,
      steps: ["plan", "apply", "plan-again"],
    },
  ]);
}

/** How a stack fared: it has failed in either task, and is skipped where another's failure kept it from being deployed. */
export function outcomeOf(stack: SynthesizedStack, outcomes: ReadonlyMap<string, Outcome>): Outcome {
  return outcomes.get(beforehand(stack.name)) === "failed" ? "failed" : (outcomes.get(stack.name) ?? "skipped");
}
