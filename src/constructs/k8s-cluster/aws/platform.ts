/** What of EKS runs inside the cluster. Loaded when it is built: a stack with a cluster alone needs no client of one. */
import type { IConstruct, Construct } from "constructs";
import { DEFAULT_MINOR, type SupportedMinor } from "../../../catalog/kubernetes";
import type { AutoscalingProps } from "../contract";
import type { IEksCluster } from "./eks";
import { Karpenter } from "./karpenter";
import { volumeClass } from "./storage-class";

/** Limit of CPUs where neither file nor profile says one. */
const FALLBACK_CPU = 128;

export function eksStorageClass(cluster: IEksCluster, scope: Construct, id: string): IConstruct {
  return volumeClass(scope, id, { volumeKeyArn: cluster.volumeKeyArn });
}

/** Karpenter; undefined of a cluster that was made without what it needs of the cloud. */
export function eksAutoscaling(
  cluster: IEksCluster,
  scope: Construct,
  props: AutoscalingProps,
): IConstruct | undefined {
  const { facts, section, network } = props;
  const { autoscaling, values } = section;
  if (!cluster.karpenter || autoscaling.enabled === false) return undefined;
  return new Karpenter(scope, "karpenter", {
    cluster,
    facts: cluster.karpenter,
    profile: facts.profile,
    zonalShift: facts.protected || facts.profile === "full",
    isolated: props.isolated,
    values: values.karpenter,
    nodes: {
      version: (section.version ?? DEFAULT_MINOR) as SupportedMinor,
      subnetIds: network.subnets("private").map((subnet) => subnet.id),
      capacity: autoscaling.capacity ?? ["on-demand"],
      cpu: autoscaling.cpu ?? FALLBACK_CPU,
      memory: autoscaling.memory,
      tags: facts.tags,
    },
  });
}
