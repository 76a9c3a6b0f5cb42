/** The attributes of an EKS cluster that the environment file names instead of having one made. */
import type { EnvironmentFacts } from "../../../model/component";
import { awsPartition } from "../../kit/aws/partition";
import type { INetwork } from "../../network/contract";
import type { EksDetails } from "./eks";
import type { KubernetesClusterAttributes } from "../contract";
import type { AwsClusterBlock } from "./section";

export function existingClusterAttributes(
  existing: NonNullable<AwsClusterBlock["existing"]>,
  version: string,
  { region, account }: Pick<EnvironmentFacts, "region" | "account">,
  network: INetwork,
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
