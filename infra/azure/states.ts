/** States in a storage account, in Terraform's words. */
import { AzurermBackend, type AzurermBackendConfig, DataTerraformRemoteStateAzurerm } from "cdktf";
import { DEFAULT_CONTAINER } from "../../src/targets/aks/state-backend";
import type { SharedState, SharedStates, StateOwner } from "../modules/shared-states";

type AzurermState = Extract<SharedState, { readonly backend: "azurerm" }>;

/** The name of the state of the stack that makes the storage account. */
const OWN_KEY = "jangada-bootstrap/terraform.tfstate";

/** Locked by a lease of the blob, always: the backend has no other way. */
export const azurermStates = {
  configureBackend: (stack, state, owner) => {
    new AzurermBackend(stack, configuration(state, keyOf(state, owner.stackName), owner));
  },
  read: (stack, id, state, owner) =>
    new DataTerraformRemoteStateAzurerm(stack, id, configuration(state, keyOf(state, owner.stackName), owner)),
  bootstrap: {
    storage: (state, region) => ({
      name: state.storageAccount,
      region,
      container: state.container ?? DEFAULT_CONTAINER,
    }),
    configureBackend: (stack, state, owner) => {
      new AzurermBackend(stack, configuration(state, OWN_KEY, owner));
    },
  },
} satisfies SharedStates<AzurermState>;

/** The name of a stack's state in its container. */
export function keyOf({ prefix }: AzurermState, stackName: string): string {
  return `${prefix ? `${prefix.replace(/\/+$/, "")}/` : ""}${stackName}/terraform.tfstate`;
}

function configuration(
  { storageAccount, container }: AzurermState,
  key: string,
  { account, accountDetails }: Pick<StateOwner, "account" | "accountDetails">,
): AzurermBackendConfig {
  const tenant = accountDetails?.["tenant"];
  return {
    storageAccountName: storageAccount,
    containerName: container ?? DEFAULT_CONTAINER,
    key,
    // With whoever is logged in, and never with the account's shared key, which the account does not have.
    useAzureadAuth: true,
    // Of the file's own subscription and tenant, whichever is at hand.
    subscriptionId: account,
    ...(tenant ? { tenantId: tenant } : {}),
  };
}
