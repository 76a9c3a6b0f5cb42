/** Pools of nodes where the nodes are hosts that the file names: what a pool says counts for its hosts. */
import type { KubeadmBlock } from "../../../targets/kubeadm/block";
import type { Host } from "../../../targets/kubeadm/host-section";
import type { PoolSection } from "../pool-section";

export type HostPool = Pick<PoolSection, "name" | "labels" | "taints">;

/** The one that it names; of workers the only one that there is. Undefined of a control plane that names none. */
export function poolOf<P extends Pick<HostPool, "name">>(
  { pool, role }: Pick<Host, "pool" | "role">,
  pools: readonly P[],
): P | undefined {
  if (pool !== undefined) return pools.find(({ name }) => name === pool);
  return role === "worker" && pools.length === 1 ? pools[0] : undefined;
}

/** Those that are to be there. A cluster without workers has its pods on the control planes: they are the only pool's. */
export function hostsOfPool<P extends Pick<HostPool, "name">>(
  pool: P,
  { block, pools }: { readonly block: Pick<KubeadmBlock, "hosts">; readonly pools: readonly P[] },
): readonly Host[] {
  const present = block.hosts.filter(({ state }) => state === "present");
  const hasWorkers = present.some(({ role }) => role === "worker");
  return present.filter(
    (host) => (poolOf(host, pools) ?? (hasWorkers || pools.length > 1 ? undefined : pool)) === pool,
  );
}

/** The host with what its pool says of labels and taints; its own come first. */
export function withPool(host: Host, pools: readonly HostPool[]): Host {
  const pool = poolOf(host, pools);
  if (!pool) return host;
  const taints = host.taints ?? (pool.taints.length > 0 ? [...pool.taints] : undefined);
  return { ...host, labels: { ...pool.labels, ...host.labels }, ...(taints ? { taints } : {}) };
}
