/** AKS, and the Azure services beside it. */
import type { TerraformStack } from "cdktf";
import { Target } from "../../src/model/target";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PlatformTarget } from "../modules/platform-target";
import { existingNames } from "./existing-names";
import { configureAzure, configureProviders } from "./providers";
import { azurermStates } from "./states";

/**
 * The target `aks`. In an app of your own: `Target.use(stack, new AzureTarget())`, with an `AzurermProvider` in the stack. The
 * contracts name their implementations, and load them when they are first used.
 */
export class AzureTarget extends Target implements PlatformTarget {
  public readonly name = "aks";
  public readonly namedTypes: readonly string[] = [
    "azurerm_kubernetes_cluster_node_pool",
    "azurerm_managed_redis",
    "azurerm_postgresql_flexible_server",
    "azurerm_storage_account",
  ];

  public readonly sharedStates = { azurerm: azurermStates };

  public configure(stack: EnvironmentStack): void {
    configureProviders(stack);
  }
  public configureBootstrap(
    stack: TerraformStack,
    { account, accountDetails, providerVersion }: Parameters<PlatformTarget["configureBootstrap"]>[1],
  ): void {
    configureAzure(stack, { subscription: account, tenant: accountDetails?.["tenant"] ?? "", providerVersion });
  }
  /** Nothing of what is built there yet is impossible to come from what was applied before. */
  public checkPrevious(): void {}
  /** Azure itself refuses to delete what others use. */
  public guardRemovals(): void {}
  public existingNames(stack: EnvironmentStack): string {
    return existingNames(stack);
  }
}
