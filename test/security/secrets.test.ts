/** The security checks of the vault of an environment's secrets, each under its own id. */
import { AzureNetwork } from "../../src/constructs/network/azure/azure-network";
import { SecretsVault } from "../../src/constructs/secrets/azure/secrets-vault";
import { Synthesized } from "../constructs/aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../constructs/azure-stack";

function synthesize(deployFrom: readonly string[] = []): Synthesized {
  const stack = azureStack();
  const network = new AzureNetwork(stack, "network", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    cidr: "10.0.0.0/16",
    zoneCount: 3,
  });
  // What is asked of safety is the same where nothing is protected.
  new SecretsVault(stack, "key", {
    environment: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    accountDetails: { tenant: TENANT },
    network,
    deployFrom,
    protected: false,
  });
  return new Synthesized(stack);
}

const made = synthesize();
const vault = made.resource("azurerm_key_vault");

test("CKV_AZURE_42 CKV_AZURE_110 AZU-0016: what is deleted comes back, and nobody purges it before its time", () => {
  expect(vault).toMatchObject({ purge_protection_enabled: true, soft_delete_retention_days: 90 });
});
test("CKV_AZURE_109 AZU-0013: the vault's network rules refuse whom they do not name, Azure's own services too", () => {
  expect(vault["network_acls"]).toEqual({ default_action: "Deny", bypass: "None", ip_rules: [] });
});
test("CKV_AZURE_189: nothing of it is public; where ranges are named, it is open to these alone", () => {
  expect(vault["public_network_access_enabled"]).toBe(false);
  expect(synthesize(["203.0.113.0/24"]).resource("azurerm_key_vault")["network_acls"]).toEqual({
    default_action: "Deny",
    bypass: "None",
    ip_rules: ["203.0.113.0/24"],
  });
});
test("CKV2_AZURE_32: a private endpoint leads to it", () => {
  expect(made.resource("azurerm_private_endpoint")).toMatchObject({
    private_service_connection: {
      private_connection_resource_id: "${azurerm_key_vault.key.id}",
      subresource_names: ["vault"],
    },
  });
});
test("CKV_AZURE_41 CKV_AZURE_114 AZU-0015 AZU-0017: no secret is Terraform's, so none is in a state", () => {
  expect(made.resources("azurerm_key_vault_secret")).toEqual({});
});
test("who reads what is said by roles alone: no access policy, no identity of a machine's", () => {
  expect(vault["rbac_authorization_enabled"]).toBe(true);
  expect(vault).not.toHaveProperty("access_policy");
  for (const name of ["enabled_for_deployment", "enabled_for_disk_encryption", "enabled_for_template_deployment"]) {
    expect(vault[name] ?? false).toBe(false);
  }
});
