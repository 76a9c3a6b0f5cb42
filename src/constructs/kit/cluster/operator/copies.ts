/** How many copies of what runs, and how they are spread. */
import type { Profile } from "../../../../model/component";

/** Pods by profile: `standard` survives a node and a zone, `full` still has two while one is replaced. */
export const CONTROLLER_REPLICAS: Readonly<Record<Profile, number>> = { minimal: 1, standard: 2, full: 2 };
/** Replicas of what every request passes through (ingress), or is called before an object is written (admission webhooks). */
export const REQUEST_PATH_REPLICAS: Readonly<Record<Profile, number>> = { minimal: 1, standard: 2, full: 3 };

/** Spreads the pods with these labels over zones and nodes, as far as there are any. */
export function topologySpread(labels: Readonly<Record<string, string>>): readonly object[] {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
  }));
}

/**
 * One pod at a time may be taken away by a drain. Of a single pod there is no budget: it would hold up every drain, and with
 * it every upgrade of the nodes.
 */
export function disruptionBudget(copies: number): { readonly enabled: boolean; readonly maxUnavailable?: number } {
  return copies > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false };
}

/** Requests of CPU and memory. Memory is limited to `limit`; CPU is not, since throttling hurts more than sharing. */
export function resources(cpu: string, memory: string, limit: string): object {
  return { requests: { cpu, memory }, limits: { memory: limit } };
}
