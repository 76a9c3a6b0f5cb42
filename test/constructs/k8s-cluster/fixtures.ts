/** A cluster for unit tests, in a network that exists. */
import type { TerraformStack } from "cdktf";
import { EksCluster } from "../../../src/constructs/k8s-cluster/aws/eks-cluster";
import type { KubernetesClusterProps } from "../../../src/constructs/k8s-cluster/props";
import { ImportedNetwork } from "../../../src/constructs/network/imported-network";
import { ACCOUNT, ADMIN, awsStack, REGION, Synthesized } from "../aws-stack";

export const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

export function testNetwork(stack: TerraformStack, zones: readonly string[] = ZONES): ImportedNetwork {
  const subnets = (tier: string) => Object.fromEntries(zones.map((zone) => [zone, `subnet-${tier}-${zone}`]));
  return new ImportedNetwork(stack, "test-network", {
    networkId: "vpc-0123456789abcdef0",
    cidr: "10.0.0.0/16",
    zones,
    publicSubnets: subnets("public"),
    privateSubnets: subnets("private"),
    dataSubnets: subnets("data"),
    intraSubnets: subnets("intra"),
    details: {},
  });
}

export type ClusterChanges = Partial<Omit<KubernetesClusterProps, "network">>;

export function testCluster(
  changes: ClusterChanges = {},
  zones: readonly string[] = ZONES,
): { readonly stack: TerraformStack; readonly cluster: EksCluster } {
  const stack = awsStack();
  const cluster = new EksCluster(stack, "cluster", {
    name: "dev",
    version: "1.35",
    region: REGION,
    account: ACCOUNT,
    network: testNetwork(stack, zones),
    aws: { controlPlaneZones: ["eu-west-1a", "eu-west-1b"] },
    pools: [{ name: "system", size: "small" }],
    admins: [ADMIN],
    ...changes,
  });
  return { stack, cluster };
}

export function synthesizeCluster(changes: ClusterChanges = {}, zones: readonly string[] = ZONES): Synthesized {
  return new Synthesized(testCluster(changes, zones).stack);
}

/** What a resource waits for, by address. */
export function dependencies(resource: { readonly [argument: string]: unknown }): readonly string[] {
  return (resource["depends_on"] as string[] | undefined) ?? [];
}
