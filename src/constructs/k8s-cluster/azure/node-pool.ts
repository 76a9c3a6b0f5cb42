/** A pool of the file: a node pool of AKS in each of its zones. */
import type { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import { Construct } from "constructs";
import { type NodeCount, nodesByZone, nodesOf } from "../nodes";
import type { PoolSettings } from "../props";
import { vmSizeOf } from "./machines";
import { poolName } from "./pool-names";
import { poolZones } from "./pool-zones";
import { zonalNodePool, type ZonalNodePoolProps } from "./zonal-node-pool";

/** The label by which pods choose a pool, whatever zone its nodes are in. */
export const POOL_LABEL = "jangada/pool";

export interface NodePoolProps extends Pick<
  ZonalNodePoolProps,
  "clusterId" | "version" | "hostEncryption" | "subnetId" | "fixed"
> {
  /** The pool's fields, with their defaults. */
  readonly pool: PoolSettings;
  /** Zones of the network; none where the location has none. */
  readonly networkZones: readonly string[];
}

/**
 * Node pools are per zone so that volumes, which are bound to a zone, find a node in theirs, and so that the autoscaler adds one
 * there (learn.microsoft.com/azure/aks/cluster-autoscaler-overview, "Zones"). Ids below are zones.
 */
export class NodePool extends Construct {
  /** By zone. */
  public readonly groups: ReadonlyMap<string, KubernetesClusterNodePool>;

  constructor(scope: Construct, id: string, { pool, networkZones, ...common }: NodePoolProps) {
    super(scope, id);
    const zones = poolZones(pool, networkZones);
    const counts = nodesByZone(nodesOf(pool, zones.length), zones);
    this.groups = new Map(
      zones.map((zone) => {
        const inZone = zone === "all" ? undefined : zone;
        const group = zonalNodePool(new Construct(this, zone), {
          ...common,
          name: poolName(pool.physicalName ?? pool.name, inZone),
          ...(inZone === undefined ? {} : { zone: inZone }),
          vmSize: vmSizeOf(pool),
          disk: pool.disk,
          nodes: counts.get(zone) as NodeCount,
          labels: { ...pool.labels, [POOL_LABEL]: pool.name },
          taints: pool.taints,
          spot: pool.spot,
        });
        return [zone, group];
      }),
    );
  }
}
