/** In which order stacks are applied whose changes take something away: what uses it first, what it belongs to last. */

/** What is known of a stack (the consumer) that reads from another (the producer), where that takes something away. */
export interface Pair {
  readonly producer: string;
  readonly consumer: string;
  /** What the consumer reads (an output's name, and keys within) that the producer's plan changes: it has to be applied first. */
  readonly needs: readonly (readonly string[])[];
  /** What the producer's plan takes away and the consumer's state names: it has to be applied last. */
  readonly uses: readonly string[];
  /** Whether both take something away: like a destruction, that goes backwards, unless anything is needed. */
  readonly bothRemove: boolean;
}

interface Ordered {
  readonly name: string;
  readonly dependencies: readonly string[];
}

export interface Order<T extends Ordered> {
  /** With the dependencies that hold in this run. */
  readonly stacks: readonly T[];
  /** The producers that come after those that read from them. */
  readonly appliedAfter: ReadonlyMap<string, readonly string[]>;
  /** Pairs that have no order, each alone or together. */
  readonly conflicts: readonly Pair[];
}

/**
 * @param pairs of all stacks that read from one that takes something away; others keep their order
 */
export function orderOf<T extends Ordered>(stacks: readonly T[], pairs: readonly Pair[]): Order<T> {
  const impossible = pairs.filter(({ needs, uses }) => needs.length > 0 && uses.length > 0);
  const reversed = pairs.filter(({ needs, uses, bothRemove }) => needs.length === 0 && (uses.length > 0 || bothRemove));
  const named = (list: readonly Pair[], name: string, other: string): Pair | undefined =>
    list.find(({ producer, consumer }) => producer === name && consumer === other);
  // First what must be, then what is usual, as far as it does not contradict.
  const before = new Map(stacks.map(({ name }) => [name, new Set<string>()]));
  const conflicts = [...impossible];
  for (const pair of reversed) before.get(pair.producer)?.add(pair.consumer);
  const usual: (readonly [string, string])[] = [];
  for (const { name, dependencies } of stacks) {
    for (const producer of dependencies.filter((one) => before.has(one))) {
      if (named(reversed, producer, name)) continue;
      const pair = named(pairs, producer, name);
      const free = pair !== undefined && pair.needs.length === 0;
      if (free) usual.push([name, producer]);
      else if (!reaches(before, producer, name)) before.get(name)?.add(producer);
      else
        conflicts.push(
          ...reversed.filter(({ consumer, producer: other }) => involves(before, name, producer, consumer, other)),
        );
    }
  }
  for (const [name, producer] of usual) if (!reaches(before, producer, name)) before.get(name)?.add(producer);
  return {
    stacks: stacks.map((stack) => ({ ...stack, dependencies: [...(before.get(stack.name) ?? [])] })),
    appliedAfter: groupOf(reversed),
    conflicts: [...new Set(conflicts)],
  };
}

/** Whether `from` comes after `to` already, directly or by others. */
function reaches(before: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const visit = (name: string): boolean => {
    if (name === to) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return [...(before.get(name) ?? [])].some(visit);
  };
  return visit(from);
}

/** Whether a reversed pair is on the way by which the producer comes after the stack. */
function involves(
  before: ReadonlyMap<string, ReadonlySet<string>>,
  name: string,
  producer: string,
  consumer: string,
  other: string,
): boolean {
  return reaches(before, producer, other) && reaches(before, consumer, name);
}

function groupOf(pairs: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { producer, consumer } of pairs) groups.set(producer, [...(groups.get(producer) ?? []), consumer]);
  return groups;
}
