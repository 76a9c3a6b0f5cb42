/** `deps`: the order of stacks, what each reads of the others, and what cannot be. */
import type { Problem } from "../../errors";
import { inDependencyOrder } from "../dependency-order";
import { select, type SelectOptions, type SelectedStack } from "../selection/select";
import { outputsPublished, remoteStates } from "./remote-state";

export interface StackDependency {
  /** The stack that must be applied first. */
  readonly stack: string;
  /** What is read of it; none if only the order is asked for. */
  readonly outputs: readonly string[];
}

export interface StackNode {
  /** The environment that it is of. */
  readonly environment: string;
  /** `dev-network`, as cdktf and `jangada plan --stack` call it. */
  readonly name: string;
  /** From 1. Stacks of one rank are deployed side by side. Undefined in a cycle, and behind one. */
  readonly rank?: number;
  /** What must be applied before it, and what of that it reads; in no order. */
  readonly dependencies: readonly StackDependency[];
  /** Remote states that it reads and that no stack of the app keeps. */
  readonly outside: readonly string[];
}

export interface DepsResult {
  /** Of this form: it is raised with each change that is not only an addition. */
  readonly schemaVersion: 1;
  /** Whether everything can be deployed in an order: `problems` is empty. */
  readonly ok: boolean;
  /** In the order of deployment. */
  readonly stacks: readonly StackNode[];
  /** Circles, and outputs that are read and that nothing publishes. */
  readonly problems: readonly Problem[];
}

/** @throws JangadaError what `select` throws */
export async function deps(options: SelectOptions): Promise<DepsResult> {
  const { stacks, all } = await select(options);
  return checkGraph(stacks, all);
}

/** @param all every stack that may be read from */
export function checkGraph(stacks: readonly SelectedStack[], all: readonly SelectedStack[]): DepsResult {
  const nodes = graphOf(stacks, all);
  const problems = [...cyclesIn(nodes), ...unpublished(stacks, all)];
  return { schemaVersion: 1, ok: problems.length === 0, stacks: nodes, problems };
}

function graphOf(stacks: readonly SelectedStack[], all: readonly SelectedStack[]): readonly StackNode[] {
  const nodes = inDependencyOrder(stacks).map((stack): StackNode => {
    const reads = remoteStates(stack, all);
    const names = new Set([...stack.dependencies, ...reads.flatMap(({ stack: name }) => name ?? [])]);
    return {
      environment: stack.environment,
      name: stack.name,
      dependencies: [...names].map((name) => ({
        stack: name,
        outputs: reads.filter((read) => read.stack === name).flatMap(({ outputs }) => outputs),
      })),
      outside: reads.filter(({ stack: name }) => name === undefined).map(({ id }) => id),
    };
  });
  const ranks = ranksOf(nodes);
  return nodes.map((node) => ({ ...node, ...(ranks.has(node.name) ? { rank: ranks.get(node.name) } : {}) }));
}

/** One more than the highest of those that it needs. */
function ranksOf(nodes: readonly StackNode[]): ReadonlyMap<string, number> {
  const names = new Set(nodes.map(({ name }) => name));
  const ranks = new Map<string, number>();
  for (let found = true; found;) {
    found = false;
    for (const { name, dependencies } of nodes) {
      const needed = dependencies.filter(({ stack }) => names.has(stack)).map(({ stack }) => ranks.get(stack));
      if (ranks.has(name) || needed.includes(undefined)) continue;
      ranks.set(name, 1 + Math.max(0, ...(needed as readonly number[])));
      found = true;
    }
  }
  return ranks;
}

/** Each cycle once, from whichever of its stacks comes first. */
function cyclesIn(nodes: readonly StackNode[]): readonly Problem[] {
  const next = new Map(nodes.map(({ name, dependencies }) => [name, dependencies.map(({ stack }) => stack)]));
  const cycles = new Map<string, readonly string[]>();
  const visit = (name: string, trail: readonly string[]): void => {
    const from = trail.indexOf(name);
    if (from >= 0) {
      const cycle = trail.slice(from);
      cycles.set([...cycle].sort().join(" "), cycle);
      return;
    }
    for (const other of next.get(name) ?? []) visit(other, [...trail, name]);
  };
  // What has a rank is in no cycle.
  for (const { name, rank } of nodes) if (rank === undefined) visit(name, []);
  return [...cycles.values()].map((cycle) => ({
    code: "STACK_CYCLE",
    message: `Stacks need each other: ${[...cycle, cycle[0]].join(" -> ")}. None of them can be deployed first.`,
    place: { address: cycle[0] },
    remedy: "Move what one of them reads into a stack that both can read from.",
  }));
}

function unpublished(stacks: readonly SelectedStack[], all: readonly SelectedStack[]): readonly Problem[] {
  const published = new Map(all.map((stack) => [stack.name, outputsPublished(stack)]));
  return stacks.flatMap((stack) =>
    remoteStates(stack, all).flatMap(({ stack: upstream, outputs }) => {
      const publishedOutputs = upstream === undefined ? undefined : published.get(upstream);
      if (!publishedOutputs) return [];
      return outputs
        .filter((output) => output !== "*" && !publishedOutputs.includes(output))
        .map((output): Problem => ({
          code: "OUTPUT_NOT_PUBLISHED",
          message: `${stack.name} reads the output '${output}' of ${upstream ?? ""}, which publishes no such output.`,
          place: { address: stack.name },
          remedy:
            publishedOutputs.length > 0
              ? `${upstream ?? ""} publishes: ${publishedOutputs.join(", ")}.`
              : `${upstream ?? ""} publishes nothing.`,
        }));
    }),
  );
}
