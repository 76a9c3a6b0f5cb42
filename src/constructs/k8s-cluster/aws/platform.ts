/** What of EKS runs inside the cluster. Loaded when it is built: a stack with a cluster alone needs no client of one. */
import type { IConstruct, Construct } from "constructs";
import type { SupportedMinor } from "../../../catalog/kubernetes";
import type { ClusterPlatformProps } from "../contract";
import type { IEksCluster } from "./eks";
import { AUTOSCALED_CPU } from "../defaults";
import { Karpenter } from "./karpenter";
import { volumeClass } from "./storage-class";

export function eksStorageClass(cluster: IEksCluster, scope: Construct, id: string): IConstruct {
  return volumeClass(scope, id, { volumeKeyArn: cluster.volumeKeyArn });
}

/** Karpenter; undefined of a cluster that was made without what it needs of the cloud. */
export function eksAutoscaling(
  cluster: IEksCluster,
  scope: Construct,
  props: ClusterPlatformProps,
): IConstruct | undefined {
  const { facts, section, network } = props;
  const { autoscaling, aws } = section;
  if (!cluster.karpenter || !autoscaling.enabled) return undefined;
  return new Karpenter(scope, "karpenter", {
    cluster,
    facts: cluster.karpenter,
    profile: facts.profile,
    zonalShift: facts.protected || facts.profile === "full",
    isolated: props.isolated,
    values: aws.values.karpenter,
    nodes: {
      // Checked with the section.
      version: section.version as SupportedMinor,
      subnetIds: network.subnets("private").map((subnet) => subnet.id),
      capacity: autoscaling.capacity,
      cpu: autoscaling.cpu ?? AUTOSCALED_CPU[facts.profile],
      memory: autoscaling.memory,
      tags: facts.tags,
    },
  });
}
