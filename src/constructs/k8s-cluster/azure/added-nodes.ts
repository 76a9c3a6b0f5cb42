/** Nodes beyond the pools: how many there may be, and the node pools that AKS's own autoscaler adds them to. */
import type { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import { Construct } from "constructs";
import { ADDED_LABEL, ADDED_POOLS, addedNodes, type AddedNodesLimits, DISK } from "./added-limits";
import { poolName } from "./pool-names";
import { zonalNodePool, type ZonalNodePoolProps } from "./zonal-node-pool";

export interface AddedNodesProps
  extends AddedNodesLimits, Pick<ZonalNodePoolProps, "clusterId" | "version" | "hostEncryption" | "subnetId"> {
  /** Zones of the network; none where the location has none. */
  readonly networkZones: readonly string[];
}

/** None runs until a pod finds no room, and none stays that is of no use. */
export class AddedNodes extends Construct {
  /** By what they are bought as, and zone: `on-demand-1`. */
  public readonly groups: ReadonlyMap<string, KubernetesClusterNodePool>;

  constructor(scope: Construct, id: string, props: AddedNodesProps) {
    super(scope, id);
    const zones = props.networkZones.length === 0 ? ["all"] : props.networkZones;
    this.groups = new Map(
      addedNodes(props, zones).map(({ capacity, zone, max }) => {
        const name = `${capacity}-${zone}`;
        const inZone = zone === "all" ? undefined : zone;
        return [
          name,
          zonalNodePool(new Construct(this, name), {
            ...props,
            name: poolName(ADDED_POOLS[capacity], inZone),
            ...(inZone === undefined ? {} : { zone: inZone }),
            disk: DISK,
            nodes: { min: 0, max },
            labels: { [ADDED_LABEL]: "true" },
            taints: [],
            spot: capacity === "spot",
          }),
        ];
      }),
    );
  }
}
