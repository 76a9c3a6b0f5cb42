/** A stack on Azure for unit tests, as the stacks of environments are. */
import { Aspects, type TerraformElement, TerraformStack, Testing } from "cdktf";
import type { Node } from "constructs";
import { configureAzure } from "../../infra/azure/providers";
import { TagEverything } from "../../infra/azure/tag-everything";
import { AzureTarget } from "../../infra/azure/target";
import { logicalId } from "../../infra/modules/logical-id";
import { Target } from "../../src/model/target";

export const SUBSCRIPTION = "11111111-2222-4333-a444-555555555555";
export const TENANT = "99999999-2222-4333-a444-555555555555";
export const LOCATION = "westeurope";
export const TAGS = { environment: "dev", owner: "fishers", managedBy: "jangada", costCenter: "7" };

/** Names resources as the stacks of environments do. */
class AddressedStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = "node" in element ? element.node : element;
    return logicalId(scopes.slice(this.node.scopes.length).map(({ node }) => node.id));
  }
}

/** @param providerVersion of azurerm, as the file may raise it */
export function azureStack(name = "test", providerVersion?: string): TerraformStack {
  const stack = new AddressedStack(Testing.app(), name);
  configureAzure(stack, { subscription: SUBSCRIPTION, tenant: TENANT, providerVersion });
  Aspects.of(stack).add(new TagEverything(TAGS, ["environment", "owner", "managedBy"]));
  Target.use(stack, new AzureTarget());
  return stack;
}
