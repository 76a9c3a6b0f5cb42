/** The security checks of the states' storage account, each under its own id. */
import { AzureStateAccount } from "../../src/constructs/state-bucket/azure/azure-state-account";
import { Synthesized } from "../constructs/aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION } from "../constructs/azure-stack";

const stack = azureStack();
new AzureStateAccount(stack, "state-bucket", { bucket: "statesofdev", region: LOCATION, account: SUBSCRIPTION });
const states = new Synthesized(stack);
const account = states.resource("azurerm_storage_account");

test("CKV_AZURE_3 AZU-0008: HTTPS alone", () => {
  expect(account["https_traffic_only_enabled"]).toBe(true);
});
test("CKV_AZURE_34 AZU-0007: the container lets nobody in without logging in", () => {
  expect(states.resource("azurerm_storage_container")["container_access_type"]).toBe("private");
});
test("CKV_AZURE_43: the name is one that Azure takes", () => {
  expect(account["name"]).toMatch(/^[a-z0-9]{3,24}$/);
});
test("CKV_AZURE_44 AZU-0011: TLS 1.2 at least", () => {
  expect(account["min_tls_version"]).toBe("TLS1_2");
});
test("CKV_AZURE_190 CKV2_AZURE_47: no container can be made public", () => {
  expect(account["allow_nested_items_to_be_public"]).toBe(false);
});
test("CKV_AZURE_206: states are in a second region, too", () => {
  expect(account["account_replication_type"]).toBe("GRS");
});
test("CKV_AZURE_244: no local users", () => {
  expect(account["local_user_enabled"]).toBe(false);
});
test("CKV2_AZURE_38: deleted states and containers come back, for a year", () => {
  expect(account["blob_properties"]).toMatchObject({
    versioning_enabled: true,
    delete_retention_policy: { days: 365 },
    container_delete_retention_policy: { days: 365 },
  });
});
test("CKV2_AZURE_40: no shared keys", () => {
  expect(account).toMatchObject({ shared_access_key_enabled: false, default_to_oauth_authentication: true });
});
test("CKV2_AZURE_41: signed links end", () => {
  expect(account["sas_policy"]).toEqual({ expiration_period: "07.00:00:00", expiration_action: "Log" });
});
test("states are encrypted twice, go to no other tenant, and stay: neither Terraform nor anybody at Azure deletes them", () => {
  expect(account).toMatchObject({
    infrastructure_encryption_enabled: true,
    cross_tenant_replication_enabled: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(states.resource("azurerm_management_lock")).toMatchObject({
    lock_level: "CanNotDelete",
    scope: "${azurerm_storage_account.state-bucket.id}",
  });
});
