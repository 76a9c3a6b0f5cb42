/** Runs something over stacks in the order of their dependencies, independent ones side by side. */
import { parallelOf } from "./parallel";

interface Ordered {
  readonly name: string;
  readonly dependencies: readonly string[];
}

export type Outcome = "done" | "failed" | "skipped";

/**
 * Calls `work` for each item once everything it depends on is done. What depends on a failed one is skipped; what does not
 * goes on. Dependencies outside `items` count as done.
 * @param limit how many run at once
 * @throws JangadaError BAD_PARALLEL: with none at once it would never end
 */
export async function inOrder<T extends Ordered>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<boolean>,
): Promise<ReadonlyMap<string, Outcome>> {
  parallelOf(limit);
  const names = new Set(items.map((item) => item.name));
  const outcomes = new Map<string, Outcome>();
  const waiting = new Set(items);
  const running = new Map<string, Promise<void>>();
  const start = (item: T): void => {
    waiting.delete(item);
    const finished = work(item).then((ok) => {
      outcomes.set(item.name, ok ? "done" : "failed");
      running.delete(item.name);
    });
    running.set(item.name, finished);
  };
  while (waiting.size > 0 || running.size > 0) {
    for (const item of [...waiting]) {
      const needed = item.dependencies.filter((name) => names.has(name)).map((name) => outcomes.get(name));
      if (needed.some((outcome) => outcome === "failed" || outcome === "skipped")) {
        waiting.delete(item);
        outcomes.set(item.name, "skipped");
      } else if (needed.every((outcome) => outcome === "done") && running.size < limit) {
        start(item);
      }
    }
    if (running.size > 0) await Promise.race(running.values());
    else if ([...waiting].every((item) => item.dependencies.some((name) => names.has(name) && !outcomes.has(name))))
      break;
  }
  return outcomes;
}

/** The same items, each depending on what depended on it: the order in which things are taken down. */
export function reversed<T extends Ordered>(items: readonly T[]): readonly T[] {
  return items.map((item) => ({
    ...item,
    dependencies: items.filter((other) => other.dependencies.includes(item.name)).map((other) => other.name),
  }));
}

/** The same items, each after all that it depends on, otherwise in the order given; those of a cycle last. */
export function inDependencyOrder<T extends Ordered>(items: readonly T[]): readonly T[] {
  const names = new Set(items.map((item) => item.name));
  const ordered: T[] = [];
  const waiting = [...items];
  for (let next; (next = waiting.findIndex((item) => ready(item, names, ordered))) >= 0;) {
    ordered.push(...waiting.splice(next, 1));
  }
  return [...ordered, ...waiting];
}

function ready(item: Ordered, names: ReadonlySet<string>, done: readonly Ordered[]): boolean {
  return item.dependencies.every((name) => !names.has(name) || done.some((other) => other.name === name));
}
