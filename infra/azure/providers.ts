/** The provider blocks of an environment's stacks on Azure. */
import { Aspects, type TerraformStack } from "cdktf";
import { allowProvider } from "../../src/constructs/kit/azure/provider-floor";
import { ownTags } from "../../src/environment/base-checks";
import { configureClusterClients } from "../modules/cluster-clients";
import type { EnvironmentStack } from "../modules/environment-stack";
import { TagEverything } from "./tag-everything";

/**
 * A new subscription knows none of them. Named one by one: the provider's own sets register far more, and its next major none
 * (learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers).
 */
export const RESOURCE_PROVIDERS = [
  "Microsoft.Cache",
  "Microsoft.Compute",
  "Microsoft.ContainerService",
  "Microsoft.DBforPostgreSQL",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.Network",
  "Microsoft.OperationalInsights",
  "Microsoft.Storage",
];

export interface AzurePlace {
  readonly subscription: string;
  readonly tenant: string;
  /** Of azurerm. @default the version of the bindings */
  readonly providerVersion?: string | undefined;
}

/** Azure everywhere; Kubernetes and Helm only where a cluster of an earlier tier is there to be reached. */
export function configureProviders(stack: EnvironmentStack): void {
  const { facts } = stack.environment;
  configureAzure(stack, {
    subscription: facts.account,
    tenant: facts.accountDetails?.["tenant"] ?? "",
    providerVersion: facts.providerVersion,
  });
  Aspects.of(stack).add(new TagEverything(facts.tags, Object.keys(ownTags(facts))));
  configureClusterClients(stack);
}

/** The subscription and the tenant are named, so that dev is not deployed into prod's, whoever's credentials are at hand. */
export function configureAzure(stack: TerraformStack, { subscription, tenant, providerVersion }: AzurePlace): void {
  const { AzurermProvider } =
    require("@cdktf/provider-azurerm/lib/provider") as typeof import("@cdktf/provider-azurerm/lib/provider");
  const { DataAzurermSubscription } =
    require("@cdktf/provider-azurerm/lib/data-azurerm-subscription") as typeof import("@cdktf/provider-azurerm/lib/data-azurerm-subscription");
  new AzurermProvider(stack, "azurerm", {
    subscriptionId: subscription,
    tenantId: tenant,
    resourceProviderRegistrations: "none",
    resourceProvidersToRegister: RESOURCE_PROVIDERS,
    // Storage accounts have no shared keys.
    storageUseAzuread: true,
    features: [
      {
        keyVault: [{ purgeSoftDeleteOnDestroy: false, recoverSoftDeletedKeyVaults: true }],
        resourceGroup: [{ preventDeletionIfContainsResources: true }],
        // Reached through the network alone, which whoever deploys need not be in: accounts and containers are made by Azure Resource Manager.
        storage: [{ dataPlaneAvailable: false }],
        // A restart is the file's to ask for, not a parameter's.
        postgresqlFlexibleServer: [{ restartServerOnConfigurationValueChange: false }],
      },
    ],
  });
  if (providerVersion !== undefined) {
    stack.addOverride("terraform.required_providers.azurerm.version", providerVersion);
    allowProvider(stack, providerVersion);
  }
  // A subscription can be moved to another tenant, whose people would administer: the plan fails before anything is made.
  new DataAzurermSubscription(stack, "subscription", {
    lifecycle: {
      postcondition: [
        {
          condition: `\${lower(self.tenant_id) == "${tenant.toLowerCase()}"}`,
          errorMessage: `The subscription ${subscription} is not of the tenant ${tenant} that the environment file names.`,
        },
      ],
    },
  });
}
