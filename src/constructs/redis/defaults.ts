/** What the profile gives an entry that the file says nothing of. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import type { CacheSize } from "../../catalog/valkey";
import { fieldOf } from "../kit/field-of";
import { NODE_SIZES } from "./cluster/sizes";

interface Nodes {
  readonly size: CacheSize;
  readonly replicas: number;
}

const NODES: Readonly<Record<Profile, Nodes>> = {
  minimal: { size: "small", replicas: 0 },
  standard: { size: "medium", replicas: 1 },
  full: { size: "large", replicas: 2 },
};

/** In the cluster a copy may be away while nodes are exchanged, and a second one must still be there. */
const IN_CLUSTER: Readonly<Record<Profile, Partial<Nodes>>> = {
  minimal: {},
  standard: { replicas: 2 },
  full: {},
};

/** The defaults of each entry of the list, in its order; nothing is checked yet. */
export function redisDefaults({ profile, protected: isProtected }: EnvironmentFacts, given: unknown): unknown {
  if (!Array.isArray(given)) return [];
  return given.map((entry: unknown) => ({
    topology: topologyDefaults(profile, entry),
    ...storageDefault(profile, entry),
    protected: isProtected,
  }));
}

const runsInCluster = (entry: unknown): boolean => fieldOf(entry, "runs") === "in-cluster";

function nodesOf(profile: Profile, entry: unknown): Nodes {
  return { ...NODES[profile], ...(runsInCluster(entry) ? IN_CLUSTER[profile] : {}) };
}

function topologyDefaults(profile: Profile, entry: unknown): object {
  const kind = fieldOf(fieldOf(entry, "topology"), "kind") ?? "replicated";
  // Each kind has its own fields: those of nodes are no fields of what has none.
  return { kind, ...(kind === "replicated" || kind === "sharded" ? nodesOf(profile, entry) : {}) };
}

/** Only a queue in the cluster has volumes. */
function storageDefault(profile: Profile, entry: unknown): object {
  if (!runsInCluster(entry) || fieldOf(entry, "use") !== "queue") return {};
  const size = fieldOf(fieldOf(entry, "topology"), "size") ?? NODES[profile].size;
  return typeof size === "string" && Object.hasOwn(NODE_SIZES, size)
    ? { storage: NODE_SIZES[size as CacheSize].storage }
    : {};
}
