/** EKS, and the AWS services beside it. */
import type { TerraformStack } from "cdktf";
import { Target, type ImplementationLoader } from "../../src/model/target";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PlatformTarget } from "../modules/platform-target";
import type { PreviousResource } from "../modules/previous-state";
import { guardClusterAccess } from "./cluster-access";
import { existingNames } from "./existing-names";
import { guardRemovals } from "./guard-removals";
import { checkPreviousVersion } from "./previous-version";
import { configureBootstrapProvider, configureProviders } from "./providers";

/**
 * The target `eks`. In an app of your own: `Target.use(stack, new AwsTarget())`, with an `AwsProvider` in the stack.
 * Implementations are loaded when they are first used: a stack with a database alone needs `@cdktf/provider-aws` alone.
 */
export class AwsTarget extends Target implements PlatformTarget {
  public readonly name = "eks";
  public readonly namedTypes: readonly string[] = ["aws_db_instance", "aws_eks_node_group"];

  protected readonly implementations: { readonly [contract: string]: ImplementationLoader } = {
    network: () => modules.network().awsNetworkImplementation,
    "k8s-cluster": () => modules.cluster().eksClusterImplementation,
    "postgres-db": () => modules.postgres().rdsPostgresImplementation,
    "postgres-services": () => modules.postgresServices().rdsServicesImplementation,
    "secrets-key": () => modules.secretsKey().kmsSecretsKeyImplementation,
    secrets: () => modules.secrets().externalSecretsImplementation,
    ingress: () => modules.ingress().traefikIngressImplementation,
    "state-bucket": () => modules.stateBucket().s3StateBucketImplementation,
  };

  public configure(stack: EnvironmentStack): void {
    configureProviders(stack);
  }
  public configureBootstrap(stack: TerraformStack, where: { readonly region: string; readonly account: string }): void {
    configureBootstrapProvider(stack, where);
  }
  public guardClusterAccess(stack: EnvironmentStack): void {
    guardClusterAccess(stack);
  }
  public checkPrevious(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
    checkPreviousVersion(stack, previous);
  }
  public guardRemovals(stack: EnvironmentStack): void {
    guardRemovals(stack);
  }
  public existingNames(stack: EnvironmentStack): string {
    return existingNames(stack);
  }
}

const modules = {
  network: () =>
    require("../../src/constructs/network/aws/aws-network") as typeof import("../../src/constructs/network/aws/aws-network"),
  cluster: () =>
    require("../../src/constructs/k8s-cluster/aws/eks-cluster") as typeof import("../../src/constructs/k8s-cluster/aws/eks-cluster"),
  postgres: () =>
    require("../../src/constructs/postgres-db/aws/rds-postgres") as typeof import("../../src/constructs/postgres-db/aws/rds-postgres"),
  postgresServices: () =>
    require("../../src/constructs/postgres-db/aws/rds-services") as typeof import("../../src/constructs/postgres-db/aws/rds-services"),
  secretsKey: () =>
    require("../../src/constructs/secrets/aws/kms-secrets-key") as typeof import("../../src/constructs/secrets/aws/kms-secrets-key"),
  secrets: () =>
    require("../../src/constructs/secrets/cluster/external-secrets") as typeof import("../../src/constructs/secrets/cluster/external-secrets"),
  stateBucket: () =>
    require("../../src/constructs/state-bucket/aws/s3-state-bucket") as typeof import("../../src/constructs/state-bucket/aws/s3-state-bucket"),
  ingress: () =>
    require("../../src/constructs/ingress/aws/aws-ingress") as typeof import("../../src/constructs/ingress/aws/aws-ingress"),
};
