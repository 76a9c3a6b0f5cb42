/** The security checks of storage accounts, each under its own id. */
import { AzureNetwork } from "../../src/constructs/network/azure/azure-network";
import { BlobStore } from "../../src/constructs/object-storage/azure/blob-store";
import { Synthesized } from "../constructs/aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../constructs/azure-stack";

// Even what may be thrown away is safe.
const stack = azureStack("dev-data");
const place = { region: LOCATION, account: SUBSCRIPTION };
const network = new AzureNetwork(stack, "network", { ...place, name: "dev", cidr: "10.0.0.0/16", zoneCount: 3 });
new BlobStore(stack, "documents", {
  ...place,
  name: "dev-documents",
  accountDetails: { tenant: TENANT },
  network,
  protected: false,
});
const json = new Synthesized(stack);
const account = json.resource("azurerm_storage_account", "documents");

test("CKV_AZURE_3 AZU-0008: HTTPS alone", () => {
  expect(account["https_traffic_only_enabled"]).toBe(true);
});
test("CKV_AZURE_34 AZU-0007: the container lets nobody in without logging in", () => {
  expect(json.resource("azurerm_storage_container")["container_access_type"]).toBe("private");
});
test("CKV_AZURE_35 AZU-0012: whoever no rule names is denied", () => {
  expect(account["network_rules"]).toMatchObject({ default_action: "Deny" });
  expect(account["network_rules"]).not.toHaveProperty("ip_rules");
});
test("CKV_AZURE_36 AZU-0010: Azure's own services come in, by their identities", () => {
  expect(account["network_rules"]).toMatchObject({ bypass: ["AzureServices"] });
});
test("CKV_AZURE_43: the name is one that Azure takes", () => {
  expect(account["name"]).toMatch(/^[a-z0-9]{3,24}$/);
});
test("CKV_AZURE_44 AZU-0011: TLS 1.2 at least", () => {
  expect(account["min_tls_version"]).toBe("TLS1_2");
});
test("CKV_AZURE_59: not reached from the internet", () => {
  expect(account["public_network_access_enabled"]).toBe(false);
});
test("CKV_AZURE_190 CKV2_AZURE_47: no container can be made public", () => {
  expect(account["allow_nested_items_to_be_public"]).toBe(false);
});
test("CKV_AZURE_244: no local users", () => {
  expect(account["local_user_enabled"]).toBe(false);
  expect(account).not.toHaveProperty("sftp_enabled");
});
test("CKV2_AZURE_1 CKV2_AZURE_18: encrypted with a key of its own, that follows its rotation", () => {
  expect(account["customer_managed_key"]).toEqual({
    key_vault_key_id: "${azurerm_key_vault_key.documents_key.versionless_id}",
    user_assigned_identity_id: "${azurerm_user_assigned_identity.documents_key_identity.id}",
  });
});
test("CKV2_AZURE_33: reached by a private endpoint", () => {
  expect(json.resource("azurerm_private_endpoint", "documents_endpoint")).toMatchObject({
    private_service_connection: {
      private_connection_resource_id: "${azurerm_storage_account.documents.id}",
      subresource_names: ["blob"],
    },
  });
});
test("CKV2_AZURE_38: what was deleted comes back", () => {
  expect(account["blob_properties"]).toMatchObject({
    delete_retention_policy: { days: 30 },
    container_delete_retention_policy: { days: 30 },
  });
});
test("CKV2_AZURE_40: no shared keys", () => {
  expect(account["shared_access_key_enabled"]).toBe(false);
  expect(account["default_to_oauth_authentication"]).toBe(true);
});
test("CKV2_AZURE_41: signed links end", () => {
  expect(account["sas_policy"]).toEqual({ expiration_period: "07.00:00:00", expiration_action: "Log" });
});
test("objects are encrypted twice, go to no other tenant, and earlier versions are kept", () => {
  expect(account).toMatchObject({
    infrastructure_encryption_enabled: true,
    allowed_copy_scope: "AAD",
    cross_tenant_replication_enabled: false,
    blob_properties: { versioning_enabled: true },
  });
});
test("every request is recorded", () => {
  expect(json.resource("azurerm_monitor_diagnostic_setting")).toMatchObject({
    target_resource_id: "${azurerm_storage_account.documents.id}/blobServices/default",
    enabled_log: [{ category: "StorageRead" }, { category: "StorageWrite" }, { category: "StorageDelete" }],
  });
  expect(json.resource("azurerm_log_analytics_workspace")["local_authentication_enabled"]).toBe(false);
});
