/** The order of a run, by what its plans take away; and what has none, told as problems. */
import * as path from "node:path";
import type { Problem } from "../../../errors";
import { type ChangeSource, locateIn } from "../../plan-model";
import { readSources } from "../../plan-model/sources";
import type { SelectedStack } from "../../selection/select";
import type { MadePlan } from "../planner";
import type { Run } from "../run";
import { type Order, orderOf, type Pair } from "./removal-order";
import { pairsOf } from "./pairs";
import { readersOf } from "./paths-read";

export interface RunOrder extends Omit<Order<SelectedStack>, "conflicts"> {
  readonly problems: readonly Problem[];
  /** Stacks whose changes have no order. */
  readonly refused: ReadonlySet<string>;
}

/** @param plans of all stacks of the run that could be planned, against the outputs as they are now */
export async function runOrder(run: Run, plans: ReadonlyMap<string, MadePlan>): Promise<RunOrder> {
  const { stacks } = run.selection;
  const selected = new Set(stacks.map(({ name }) => name));
  const pairs = await pairsOf(run, plans);
  const within = pairs.filter(({ consumer }) => selected.has(consumer));
  const { conflicts, ...order } = orderOf(stacks, within);
  const unselected = pairs.filter(({ consumer, uses }) => !selected.has(consumer) && uses.length > 0);
  const problems = [
    ...conflicts.map((pair) => noOrder(run, pair, plans)),
    ...unselected.map((pair) => stillUsed(run, pair)),
  ];
  const refused = new Set([...conflicts, ...unselected].flatMap(({ producer, consumer }) => [producer, consumer]));
  return { ...order, problems, refused };
}

/**
 * What a stack that could not be planned before takes away, although others that are still to be applied use it. Those could
 * not be planned either, so that nothing could be put in its order; once what all waited for is applied, it can.
 */
export async function takesFromLater(run: Run, plan: MadePlan): Promise<readonly Problem[]> {
  const { name, environment } = plan.stack;
  const pairs = await pairsOf(run, new Map([[name, plan]]));
  const selected = new Set(run.selection.stacks.map((stack) => stack.name));
  return pairs
    .filter(({ consumer, uses }) => uses.length > 0 && selected.has(consumer) && !run.outcomes.has(consumer))
    .map(({ consumer, uses }) => ({
      code: "REMOVAL_WITHOUT_ORDER",
      message:
        `${name} takes away ${uses.join(", ")}, which ${consumer} uses until it is applied. ${name} had to wait for what is ` +
        `added in the same change, and is planned only now: it is not applied before ${consumer}.`,
      place: { address: name },
      remedy: `What it waited for is applied. Deploy again (jangada deploy ${environment}, after jangada plan where plans are looked at): then each goes in its order.`,
    }));
}

/** @returns whether anything was refused: then the run's outcomes and problems say what */
export function refuseOrder(run: Run, { problems, refused }: RunOrder): boolean {
  for (const { name, environment } of run.selection.stacks) {
    const known = run.outcomes.get(name) ?? { name, environment };
    if (refused.has(name)) run.outcomes.set(name, { ...known, outcome: "refused" });
  }
  run.problems.push(...problems);
  return problems.length > 0;
}

/** Of a stack that is applied after those that read from it: which. */
export function appliedAfter(order: RunOrder, name: string): { readonly appliedAfter?: readonly string[] } {
  const consumers = order.appliedAfter.get(name);
  return consumers ? { appliedAfter: consumers } : {};
}

function noOrder(run: Run, pair: Pair, plans: ReadonlyMap<string, MadePlan>): Problem {
  const { producer, consumer, needs, uses } = pair;
  const what = uses.length > 0 ? uses.join(", ") : "something";
  const need =
    needs.length > 0 ? `needs ${needs.map((path) => path.join(".")).join(", ")} of it` : "needs what goes before it";
  return {
    code: "REMOVAL_WITHOUT_ORDER",
    message:
      `${producer} takes away ${what}, which ${consumer} uses until it is applied; and ${consumer} ${need}, which is there ` +
      `only once ${producer} is applied. Neither can be applied first.\n` +
      `  taken away in: ${removedIn(run, producer, plans)}\n  needed in:     ${neededIn(run, pair)}`,
    place: { address: producer },
    remedy: "Make two changes of it: add first, and deploy that (jangada deploy); then remove, and deploy again.",
  };
}

function stillUsed(run: Run, { producer, consumer, uses }: Pair): Problem {
  const environment = run.selection.all.find(({ name }) => name === producer)?.environment ?? "";
  return {
    code: "REMOVED_IN_USE",
    message: `${producer} takes away ${uses.join(", ")}, which ${consumer} uses, and ${consumer} is not among what is deployed.`,
    place: { address: producer },
    remedy: `Deploy the whole environment (jangada deploy ${environment}), or add --stack ${consumer}: it is applied first.`,
  };
}

/** What is gone from the configuration has no source there; its neighbours of the same component have. */
function removedIn(run: Run, stack: string, plans: ReadonlyMap<string, MadePlan>): string {
  const component = plans.get(stack)?.model.changes.find(({ action }) => action === "delete")?.component;
  return placeText(run, stack, ({ path }) => path.split(".")[0] === component, component);
}

function neededIn(run: Run, { consumer, producer, needs }: Pair): string {
  const stack = run.selection.all.find(({ name }) => name === consumer);
  const readers = stack ? needs.flatMap((path) => readersOf(stack, run.selection.all, { stack: producer, path })) : [];
  return placeText(run, consumer, (_, address) => readers.includes(address));
}

/** `file:line (path), cdktf.out/stacks/<stack>/cdk.tf.json`: what a person wrote, and what was made from it. */
function placeText(
  run: Run,
  name: string,
  meant: (source: ChangeSource, address: string) => boolean,
  shorter?: string,
): string {
  const { all, project } = run.selection;
  const folder = all.find((stack) => stack.name === name)?.folder;
  if (folder === undefined) return name;
  const file = path.relative(project, path.join(folder, "cdk.tf.json"));
  const source = [...readSources(folder)].find(([address, one]) => meant(one, address))?.[1];
  if (!source) return file;
  const within = shorter ?? source.path;
  const line = locateIn(project)(source.file, within)?.line;
  return `${source.file}${line === undefined ? "" : `:${line}`} (${within}), ${file}`;
}
