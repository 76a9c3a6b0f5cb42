/** Which nodes Karpenter starts: one class, one pool, both called `default`. */
import { nodeImageVersion, type SupportedMinor } from "../../../catalog/kubernetes";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";

const NAME = "default";
/** Hours after which a node is replaced (30 days, Karpenter's own default for `expireAfter`): none runs for ever. */
const NODE_LIFETIME = "720h";
/** GiB of a node's root volume. */
const ROOT_VOLUME_GIB = 50;
/** GiB of memory for each CPU that the limit allows where it says nothing: that of general-purpose instances. */
const MEMORY_PER_CPU = 4;

export interface KarpenterNodesProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Kubernetes minor of the nodes' images. */
  readonly version: SupportedMinor;
  /** Name of the instance profile of its nodes. */
  readonly instanceProfileName: string;
  /** Id of the security group that EKS makes. */
  readonly clusterSecurityGroupId: string;
  /** Ids of the private subnets. */
  readonly subnetIds: readonly string[];
  /** @default the account's own key for EBS */
  readonly volumeKeyArn?: string;
  /** What kind of capacity may be bought. */
  readonly capacity: readonly ("on-demand" | "spot")[];
  /** Virtual CPUs that added nodes may have together. */
  readonly cpu: number;
  /** GiB. @default four for each CPU */
  readonly memory?: number;
  /** On everything that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** @security CKV_AWS_79 CKV_AWS_341 the same metadata options as of pools */
export function karpenterNodes(props: KarpenterNodesProps): readonly KubernetesObject[] {
  return [nodeClass(props), nodePool(props)];
}

function nodeClass(props: KarpenterNodesProps): KubernetesObject {
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: NAME },
    spec: {
      // Pinned as the pools' release is: `latest` would replace nodes whenever AWS publishes an image.
      amiSelectorTerms: [{ alias: `al2023@${nodeImageVersion(props.version)}` }],
      instanceProfile: props.instanceProfileName,
      subnetSelectorTerms: props.subnetIds.map((id) => ({ id })),
      securityGroupSelectorTerms: [{ id: props.clusterSecurityGroupId }],
      associatePublicIPAddress: false,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          rootVolume: true,
          ebs: {
            volumeType: "gp3",
            volumeSize: `${ROOT_VOLUME_GIB}Gi`,
            encrypted: true,
            ...(props.volumeKeyArn === undefined ? {} : { kmsKeyID: props.volumeKeyArn }),
            deleteOnTermination: true,
          },
        },
      ],
      tags: { ...props.tags, Name: `${props.clusterName}-karpenter` },
    },
  };
}

function nodePool(props: KarpenterNodesProps): KubernetesObject {
  const requirementIn = (key: string, values: readonly string[]) => ({ key, operator: "In", values });
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: NAME },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: NAME },
          requirements: [
            requirementIn("kubernetes.io/os", ["linux"]),
            // Images that are built for one architecture only are nearly all built for this one.
            requirementIn("kubernetes.io/arch", ["amd64"]),
            requirementIn("karpenter.sh/capacity-type", [...props.capacity].sort()),
            requirementIn("karpenter.k8s.aws/instance-category", ["c", "m", "r"]),
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["4"] },
          ],
          expireAfter: NODE_LIFETIME,
        },
      },
      limits: { cpu: String(props.cpu), memory: `${props.memory ?? props.cpu * MEMORY_PER_CPU}Gi` },
      disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "1m",
        budgets: [{ nodes: "10%" }],
      },
    },
  };
}
