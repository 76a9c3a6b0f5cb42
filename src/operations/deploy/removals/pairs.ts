/** What the plans of a run take away from stacks that read from them, and what these need of them. */
import type { SelectedStack } from "../../selection/select";
import type { MadePlan } from "../planner";
import type { Run } from "../run";
import type { PlanEffects } from "./effects";
import type { Pair } from "./removal-order";
import { pathsRead } from "./paths-read";

/** At most so many of each are told. */
const MAX_LISTED = 5;

/**
 * Of every stack and each one that reads from it, where any plan of the run takes anything away; otherwise none.
 * @param plans by stack; what waits has none
 */
export async function pairsOf(run: Run, plans: ReadonlyMap<string, MadePlan>): Promise<readonly Pair[]> {
  const effects = new Map([...plans].map(([name, plan]) => [name, plan.effects()]));
  if (![...effects.values()].some(({ removed }) => removed.length > 0)) return [];
  const pairs: Pair[] = [];
  for (const stack of run.selection.all) {
    for (const producer of stack.dependencies) {
      const made = effects.get(producer);
      // What stays as it is neither has to wait nor is waited for.
      if (!made || plans.get(producer)?.empty || plans.get(stack.name)?.empty) continue;
      pairs.push(await pairOf(run, stack, producer, made, effects.get(stack.name)));
    }
  }
  return pairs;
}

async function pairOf(
  run: Run,
  consumer: SelectedStack,
  producer: string,
  made: PlanEffects,
  own: PlanEffects | undefined,
): Promise<Pair> {
  const reads = pathsRead(consumer, run.selection.all).filter(({ stack }) => stack === producer);
  const needs = reads.filter(({ path }) => made.moves(path)).map(({ path }) => path);
  const uses = made.removed.length === 0 ? [] : await usedBy(run, consumer, made);
  const bothRemove = made.removed.length > 0 && own !== undefined && own.removed.length > 0;
  return {
    producer,
    consumer: consumer.name,
    needs: needs.slice(0, MAX_LISTED),
    uses: uses.slice(0, MAX_LISTED),
    bothRemove,
  };
}

/** What of that which goes the consumer's state names: by the thing's id, or by what was published of it. */
async function usedBy(
  run: Run,
  consumer: SelectedStack,
  { removed, vanished }: PlanEffects,
): Promise<readonly string[]> {
  const state = await run.stackTerraform.state(consumer);
  const named = removed.filter(({ identities }) => identities.some((text) => state.mentions(text)));
  if (named.length > 0 || !vanished.some((text) => state.mentions(text))) return named.map(({ address }) => address);
  return removed.map(({ address }) => address);
}
