/** EKS, and the AWS services beside it. */
import type { TerraformStack } from "cdktf";
import { Target } from "../../src/model/target";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PlatformTarget } from "../modules/platform-target";
import type { PreviousResource } from "../modules/previous-state";
import { existingNames } from "./existing-names";
import { guardRemovals } from "./guard-removals";
import { checkPreviousBrokers } from "./previous-brokers";
import { checkPreviousStorage } from "./previous-storage";
import { checkPreviousVersion } from "./previous-version";
import { configureBootstrapProvider, configureProviders } from "./providers";
import { s3States } from "./states";

/**
 * The target `eks`. In an app of your own: `Target.use(stack, new AwsTarget())`, with an `AwsProvider` in the stack. The
 * contracts name their implementations, and load them when they are first used: a stack with a database alone needs
 * `@cdktf/provider-aws` alone.
 */
export class AwsTarget extends Target implements PlatformTarget {
  public readonly name = "eks";
  public readonly namedTypes: readonly string[] = [
    "aws_db_instance",
    "aws_eks_node_group",
    "aws_elasticache_replication_group",
    "aws_elasticache_serverless_cache",
    "aws_mq_broker",
    "aws_s3_bucket",
  ];

  public readonly sharedStates = { s3: s3States };

  public configure(stack: EnvironmentStack): void {
    configureProviders(stack);
  }
  public configureBootstrap(stack: TerraformStack, where: { readonly region: string; readonly account: string }): void {
    configureBootstrapProvider(stack, where);
  }
  public checkPrevious(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
    checkPreviousVersion(stack, previous);
    checkPreviousBrokers(stack, previous);
    checkPreviousStorage(stack, previous);
  }
  public guardRemovals(stack: EnvironmentStack): void {
    guardRemovals(stack);
  }
  public existingNames(stack: EnvironmentStack): string {
    return existingNames(stack);
  }
}
