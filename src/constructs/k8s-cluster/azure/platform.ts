/** What of AKS runs inside the cluster. Loaded when it is built: a stack with a cluster alone needs no client of one. */
import type { Construct, IConstruct } from "constructs";
import type { ClusterPlatformProps } from "../contract";
import { AUTOSCALED_CPU } from "../defaults";
import type { IAksCluster } from "./aks";
import { isNodeProvisioned } from "./node-provisioning";
import { ProvisionedNodes } from "./provisioned-nodes";
import { volumeClass } from "./storage-class";

export function aksStorageClass(cluster: IAksCluster, scope: Construct, id: string): IConstruct {
  return volumeClass(scope, id, {
    redundancy: cluster.volumeRedundancy,
    diskEncryptionSetId: cluster.diskEncryptionSetId,
  });
}

/** What Karpenter is told, where AKS runs it; undefined where nodes are added to pools, or not at all. */
export function aksAutoscaling(
  cluster: IAksCluster,
  scope: Construct,
  props: ClusterPlatformProps,
): IConstruct | undefined {
  const { facts, section, network } = props;
  if (!isNodeProvisioned(section)) return undefined;
  const { capacity, cpu, memory } = section.autoscaling;
  return new ProvisionedNodes(scope, "added-nodes", {
    location: cluster.location,
    zones: network.zones,
    hostEncryption: section.azure.hostEncryption,
    capacity,
    cpu: cpu ?? AUTOSCALED_CPU[facts.profile],
    memory,
    tags: facts.tags,
  });
}
