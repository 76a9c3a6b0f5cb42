/** Which nodes AKS's own Karpenter starts: one class, one pool, both called `added`. */
import type { Construct } from "constructs";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { Manifests } from "../../kit/cluster/manifests";
import { karpenterPool } from "../karpenter/node-pool";
import { ADDED_LABEL, DISK } from "./added-limits";
import { FAMILIES, LEAST_CPUS } from "./node-provisioning";
import { MAX_PODS, OS_SKU } from "./node-settings";

const NAME = "added";
const GROUP = "karpenter.azure.com";

export interface ProvisionedNodesProps {
  /** The location of the cluster: names of zones begin with it. */
  readonly location: string;
  /** Zones of the network, by number; none where the location has none. */
  readonly zones: readonly string[];
  /** Whether hosts encrypt: no size that cannot is taken then. */
  readonly hostEncryption: boolean;
  /** What kind of capacity may be bought. */
  readonly capacity: readonly ("on-demand" | "spot")[];
  /** Virtual CPUs that added nodes may have together. */
  readonly cpu: number;
  /** GiB. @default four for each CPU */
  readonly memory?: number | undefined;
  /** On machines and disks. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Of AKS's own namespace: the objects are of the cluster, and the release is kept beside what obeys them. */
export class ProvisionedNodes extends Manifests {
  constructor(scope: Construct, id: string, props: ProvisionedNodesProps) {
    super(scope, id, { releaseName: "added-nodes", namespace: "kube-system", objects: provisionedNodes(props) });
  }
}

/**
 * Nodes stand in the subnet of the cluster's own pool, and their disks are encrypted as its are: no field says so
 * (learn.microsoft.com/azure/aks/node-auto-provisioning-aksnodeclass).
 *
 * @security CKV_AZURE_227 encrypted on the host, scratch space and caches too
 */
export function provisionedNodes(props: ProvisionedNodesProps): readonly KubernetesObject[] {
  const { location, zones, hostEncryption, tags, ...limits } = props;
  return [
    {
      apiVersion: `${GROUP}/v1beta1`,
      kind: "AKSNodeClass",
      metadata: { name: NAME },
      spec: {
        imageFamily: OS_SKU,
        osDiskSizeGB: DISK,
        maxPods: MAX_PODS,
        security: { encryptionAtHost: hostEncryption },
        tags: { ...tags },
      },
    },
    karpenterPool({
      ...limits,
      name: NAME,
      nodeClassRef: { group: GROUP, kind: "AKSNodeClass", name: NAME },
      labels: { [ADDED_LABEL]: "true" },
      machines: [
        { key: `${GROUP}/sku-family`, operator: "In", values: [...FAMILIES] },
        { key: `${GROUP}/sku-cpu`, operator: "Gt", values: [String(LEAST_CPUS - 1)] },
        ...(zones.length === 0
          ? []
          : [
              {
                key: "topology.kubernetes.io/zone",
                operator: "In" as const,
                values: zones.map((zone) => `${location}-${zone}`),
              },
            ]),
      ],
    }),
  ];
}
