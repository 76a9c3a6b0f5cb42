/** What the profile gives an entry that the file says nothing of. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import type { CacheSize } from "../../catalog/valkey";

interface Nodes {
  readonly size: CacheSize;
  readonly replicas: number;
}

const NODES: Readonly<Record<Profile, Nodes>> = {
  minimal: { size: "small", replicas: 0 },
  standard: { size: "medium", replicas: 1 },
  full: { size: "large", replicas: 2 },
};

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function redisDefaults({ profile, protected: isProtected }: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map((entry: unknown) => ({ topology: topologyDefaults(profile, entry), protected: isProtected }));
}

function topologyDefaults(profile: Profile, entry: unknown): object {
  const kind = fieldOf(fieldOf(entry, "topology"), "kind") ?? "replicated";
  // Each kind has its own fields: those of nodes are no fields of what has none.
  return { kind, ...(kind === "replicated" || kind === "sharded" ? NODES[profile] : {}) };
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
