/** One node pool of AKS, in one zone. */
import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import type { Construct } from "constructs";
import type { NodeCount } from "../nodes";
import type { PoolSection } from "../pool-section";
import { hasHostEncryption, osDiskType } from "./machines";
import { temporaryName } from "./pool-names";
import { MAX_PODS, OS_SKU, UPGRADE_SETTINGS } from "./node-settings";

/**
 * What AKS puts on nodes of spare capacity, and asks for in what is configured
 * (learn.microsoft.com/azure/aks/spot-node-pool).
 */
const SPOT_LABELS = { "kubernetes.azure.com/scalesetpriority": "spot" };
const SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

export interface ZonalNodePoolProps {
  /** ARM id of the cluster. */
  readonly clusterId: string;
  /** Kubernetes minor of the nodes. */
  readonly version: string;
  /** Whether hosts encrypt, where the size has it. */
  readonly hostEncryption: boolean;
  /** Id of the nodes' subnet. */
  readonly subnetId: string;
  /** Its name in the cluster, 12 characters at most. */
  readonly name: string;
  /** @default none: the location has none */
  readonly zone?: string;
  /** Size of its machines. */
  readonly vmSize: string;
  /** GiB of a node's disk. */
  readonly disk: number;
  /** How many there are, and between which numbers that may change. */
  readonly nodes: NodeCount;
  /** Whether it keeps as many as at least. @default false */
  readonly fixed?: boolean;
  /** Labels of its nodes. */
  readonly labels: Readonly<Record<string, string>>;
  /** Taints of its nodes, beside that of spare capacity. */
  readonly taints: PoolSection["taints"];
  /** Whether its nodes are spare capacity. */
  readonly spot: boolean;
}

/**
 * Labels and taints change in place; another size of machines lets a temporary pool stand in while the pool is made anew.
 *
 * @security CKV_AZURE_143 no node has a public address
 * @security CKV_AZURE_168 110 pods on a node
 * @security CKV_AZURE_227 encrypted on the host, scratch space and caches too
 */
export function zonalNodePool(scope: Construct, props: ZonalNodePoolProps): KubernetesClusterNodePool {
  const { name, zone, vmSize, disk, spot } = props;
  const taints = [
    ...props.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
    ...(spot ? [SPOT_TAINT] : []),
  ];
  const group = new KubernetesClusterNodePool(scope, "Resource", {
    name,
    kubernetesClusterId: props.clusterId,
    mode: "User",
    orchestratorVersion: props.version,
    vmSize,
    ...(zone === undefined ? {} : { zones: [zone] }),
    vnetSubnetId: props.subnetId,
    osType: "Linux",
    osSku: OS_SKU,
    osDiskType: osDiskType(vmSize, disk),
    osDiskSizeGb: disk,
    maxPods: MAX_PODS,
    hostEncryptionEnabled: props.hostEncryption && hasHostEncryption(vmSize),
    nodePublicIpEnabled: false,
    ...(props.fixed
      ? { autoScalingEnabled: false, nodeCount: props.nodes.min }
      : {
          autoScalingEnabled: true,
          minCount: props.nodes.min,
          maxCount: props.nodes.max,
          nodeCount: props.nodes.min,
        }),
    nodeLabels: { ...props.labels, ...(spot ? SPOT_LABELS : {}) },
    ...(taints.length > 0 ? { nodeTaints: taints } : {}),
    // Spare capacity has no surge: AKS refuses one.
    ...(spot
      ? { priority: "Spot", evictionPolicy: "Delete", spotMaxPrice: -1 }
      : { priority: "Regular", upgradeSettings: UPGRADE_SETTINGS }),
    temporaryNameForRotation: temporaryName(name),
    // The number of nodes at first; the autoscaler's after that.
    ...(props.fixed ? {} : { lifecycle: { ignoreChanges: ["node_count"] } }),
  });
  scope.node.defaultChild = group;
  return group;
}
