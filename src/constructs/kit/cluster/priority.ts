/**
 * Which pods go first where there is no room for all: by priority class, of which a pod displaces those with a lower value
 * (kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption). Applications have 0 unless they say otherwise.
 */

/** Classes of the project's own, which come with whatever names them. */
export const PRIORITY_CLASSES = {
  /** What the environment's applications are reached, watched and kept by. */
  platform: { name: "jangada-platform", value: 1_000_000, description: "What the platform runs for all applications." },
  /** Servers with data: their volumes are of one zone, so they cannot go elsewhere when others took the room there. */
  data: { name: "jangada-data", value: 2_000_000, description: "Servers that hold data of applications." },
} as const;

/** Names for `priorityClassName`. */
export const PRIORITY = {
  platform: PRIORITY_CLASSES.platform.name,
  data: PRIORITY_CLASSES.data.name,
  /** Kubernetes' own: what the cluster does not work without. Charts that are meant for it have it as their default. */
  cluster: "system-cluster-critical",
  /** Kubernetes' own: what each node needs one of; it is displaced by nothing. */
  node: "system-node-critical",
} as const;
