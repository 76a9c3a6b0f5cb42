/** Which nodes Karpenter starts: one class, one pool, both called `default`. */
import { nodeImageVersion, type SupportedMinor } from "../../../catalog/kubernetes";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { karpenterPool } from "../karpenter/node-pool";

const NAME = "default";
/** GiB of a node's root volume. */
const ROOT_VOLUME_GIB = 50;

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
  return karpenterPool({
    name: NAME,
    nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: NAME },
    capacity: props.capacity,
    machines: [
      { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
      { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["4"] },
    ],
    cpu: props.cpu,
    memory: props.memory,
  });
}
