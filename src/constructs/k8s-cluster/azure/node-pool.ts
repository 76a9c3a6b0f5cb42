/** A pool: a node pool of AKS in each of its zones. */
import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type NodeCount, nodesByZone, nodesOf } from "../nodes";
import type { PoolSettings } from "../props";
import { osDiskType, vmSizeOf } from "./machines";
import { poolName, temporaryName } from "./pool-names";
import { MAX_PODS, UPGRADE_SETTINGS } from "./system-pool";

/** The label by which pods choose a pool, whatever zone its nodes are in. */
export const POOL_LABEL = "jangada/pool";

/**
 * What AKS puts on nodes of spare capacity, and asks for in what is configured
 * (learn.microsoft.com/azure/aks/spot-node-pool).
 */
const SPOT_LABELS = { "kubernetes.azure.com/scalesetpriority": "spot" };
const SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

export interface NodePoolProps {
  /** The pool's fields, with their defaults. */
  readonly pool: PoolSettings;
  /** ARM id of the cluster. */
  readonly clusterId: string;
  /** Kubernetes minor of the nodes. */
  readonly version: string;
  /** Zones of the network; none where the location has none. */
  readonly networkZones: readonly string[];
  /** Id of the nodes' subnet. */
  readonly subnetId: string;
  /** @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Node pools are per zone so that volumes, which are bound to a zone, find a node in theirs, and so that the autoscaler adds one
 * there (learn.microsoft.com/azure/aks/cluster-autoscaler-overview, "Zones"). Ids below are zones.
 *
 * @security CKV_AZURE_143 no node has a public address
 * @security CKV_AZURE_168 110 pods on a node
 * @security CKV_AZURE_227 encrypted on the host, scratch space and caches too
 */
export class NodePool extends Construct {
  /** By zone. */
  public readonly groups: ReadonlyMap<string, KubernetesClusterNodePool>;

  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    const { pool, networkZones } = props;
    const named = pool.azure.zones ?? networkZones;
    const zones = named.length === 0 ? ["all"] : [...new Set(named)].sort();
    const counts = nodesByZone(nodesOf(pool, zones.length), zones);
    this.groups = new Map(
      zones.map((zone) => [
        zone,
        this.groupIn(zone === "all" ? undefined : zone, counts.get(zone) as NodeCount, props),
      ]),
    );
  }

  private groupIn(zone: string | undefined, { min, max }: NodeCount, props: NodePoolProps): KubernetesClusterNodePool {
    const { pool } = props;
    const name = poolName(pool.physicalName ?? pool.name, zone);
    const vmSize = vmSizeOf(pool);
    const inZone = new Construct(this, zone ?? "all");
    const taints = pool.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
    const group = new KubernetesClusterNodePool(inZone, "Resource", {
      name,
      kubernetesClusterId: props.clusterId,
      mode: "User",
      orchestratorVersion: props.version,
      vmSize,
      ...(zone === undefined ? {} : { zones: [zone] }),
      vnetSubnetId: props.subnetId,
      osType: "Linux",
      osSku: "AzureLinux",
      osDiskType: osDiskType(vmSize, pool.disk),
      osDiskSizeGb: pool.disk,
      maxPods: MAX_PODS,
      hostEncryptionEnabled: true,
      nodePublicIpEnabled: false,
      autoScalingEnabled: true,
      minCount: min,
      maxCount: max,
      nodeCount: min,
      nodeLabels: { ...pool.labels, [POOL_LABEL]: pool.name, ...(pool.spot ? SPOT_LABELS : {}) },
      ...(taints.length + Number(pool.spot) > 0 ? { nodeTaints: [...taints, ...(pool.spot ? [SPOT_TAINT] : [])] } : {}),
      // Spare capacity has no surge: AKS refuses one.
      ...(pool.spot
        ? { priority: "Spot", evictionPolicy: "Delete", spotMaxPrice: -1 }
        : { priority: "Regular", upgradeSettings: UPGRADE_SETTINGS }),
      temporaryNameForRotation: temporaryName(name),
      dependsOn: [...(props.dependsOn ?? [])],
      // The number of nodes at first; the autoscaler's after that.
      lifecycle: { ignoreChanges: ["node_count"] },
    });
    inZone.node.defaultChild = group;
    return group;
  }
}
