/** What the platform has to know of the hosts: how many run pods, and which these are. */
import type { EnvironmentFacts } from "../../../../model/component";
import { kubeadmBlockOf } from "../../../../targets/kubeadm/block";

export interface PodHosts {
  /** Hosts on which pods of applications run. */
  readonly count: number;
  /** Whether these are the control planes, since there are no workers. */
  readonly controlPlanes: boolean;
}

/** Workers; of a cluster without any, the control planes, which then have no taint (`config/settings.ts`). Those that the file opens count, too. */
export function podHosts(facts: Pick<EnvironmentFacts, "target" | "settings">): PodHosts {
  const present = kubeadmBlockOf(facts)?.hosts.filter(({ state }) => state === "present") ?? [];
  const hasWorkers = present.some(({ role }) => role === "worker");
  const open = present.filter(({ role, taints }) =>
    taints === undefined
      ? !hasWorkers || role === "worker"
      : taints.every(({ effect }) => effect === "PreferNoSchedule"),
  );
  return { count: open.length, controlPlanes: !hasWorkers };
}
