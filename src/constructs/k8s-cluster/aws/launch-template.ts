/** How the nodes of a pool start. */
import { LaunchTemplate, type LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import type { Construct } from "constructs";
import { physicalName } from "../../kit/cdktf/names";

/** The root device of Amazon Linux 2023 images. */
const ROOT_DEVICE = "/dev/xvda";
/** EC2 API reference, CreateLaunchTemplate. */
const NAME_LENGTH = 128;

export interface NodeLaunchTemplateProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** What its physical name derives from. */
  readonly pool: string;
  /** Undefined where the node group names several. @default the node group's own */
  readonly instanceType?: string;
  /** GiB. */
  readonly disk: number;
  /** ARN of the key that encrypts volumes. */
  readonly volumeKeyArn: string;
  /** On instances, volumes and network interfaces: they are made by Auto Scaling, and get no default tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * @security CKV_AWS_79 AWS-0130 the metadata service answers to sessions only
 * @security CKV_AWS_341 and not to pods: one hop
 * @security CKV_AWS_88 no public addresses
 */
export function nodeLaunchTemplate(scope: Construct, id: string, props: NodeLaunchTemplateProps): LaunchTemplate {
  const name = physicalName([props.clusterName, props.pool], NAME_LENGTH);
  const config: LaunchTemplateConfig = {
    name,
    description: `Nodes of pool ${props.pool} of cluster ${props.clusterName}`,
    updateDefaultVersion: true,
    instanceType: props.instanceType,
    ebsOptimized: "true",
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    },
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: {
          volumeType: "gp3",
          volumeSize: props.disk,
          encrypted: "true",
          kmsKeyId: props.volumeKeyArn,
          deleteOnTermination: "true",
        },
      },
    ],
    tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
      resourceType,
      tags: { ...props.tags, Name: name },
    })),
    tags: { Name: name },
  };
  return new LaunchTemplate(scope, id, config);
}
