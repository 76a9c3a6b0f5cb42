/** The attributes of an EKS cluster that the environment file names instead of having one made. */
import { DEFAULT_MINOR } from "../../../catalog/kubernetes";
import { awsPartition } from "../../kit/aws/partition";
import type { EksDetails } from "./eks";
import type { KubernetesClusterAttributes } from "../contract";
import type { KubernetesClusterProps } from "../props";
import type { AwsClusterBlock } from "./section";

export function existingClusterAttributes(
  existing: NonNullable<AwsClusterBlock["existing"]>,
  {
    version = DEFAULT_MINOR,
    region,
    account,
    network,
  }: Pick<KubernetesClusterProps, "version" | "region" | "account" | "network">,
): KubernetesClusterAttributes {
  const { name, endpoint, certificateAuthority, securityGroupId, nodeRoleName } = existing;
  const details: EksDetails = {
    region,
    account,
    clusterArn: `arn:${awsPartition(region)}:eks:${region}:${account}:cluster/${name}`,
    securityGroupId,
    nodeRoleName,
    vpcId: network.networkId,
  };
  return {
    clusterName: name,
    version,
    endpoint,
    certificateAuthority,
    details: details as Readonly<Record<string, string>>,
  };
}
