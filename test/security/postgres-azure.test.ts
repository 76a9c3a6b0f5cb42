/** The security checks of Flexible Server and what stands around it, each under its own id; and what no scanner looks at. */
import type { Block } from "../constructs/aws-stack";
import { SERVER, synthesizeServers } from "../constructs/postgres-db/azure/fixtures";

// Even what may be thrown away is safe: the defaults of the least protected server.
const plain = synthesizeServers({ protected: false, highAvailability: false });
const server = plain.resource(SERVER);
const parameters: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.values(plain.resources("azurerm_postgresql_flexible_server_configuration")).map(({ name, value }) => [
    name,
    value,
  ]),
);
const zoneId =
  "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.postgres.database.azure.com";
/** What redundancy, the profile `full` and an endpoint add. */
const full = synthesizeServers({ backupDays: 35, azure: { geoBackup: true, privateEndpoint: { zoneId } } });
const fullServer = full.resource(SERVER);

test("CKV2_AZURE_26 AVM_SEC_2_26: no public address, and no rule of a firewall", () => {
  for (const one of [server, fullServer]) expect(one["public_network_access_enabled"]).toBe(false);
  for (const one of [plain, full]) {
    expect(one.resources("azurerm_postgresql_flexible_server_firewall_rule")).toEqual({});
  }
});
test("CKV2_AZURE_57: a private endpoint, where one is asked for", () => {
  expect(full.resource("azurerm_private_endpoint", "orders_endpoint")["private_service_connection"]).toMatchObject({
    private_connection_resource_id: "${azurerm_postgresql_flexible_server.orders.id}",
  });
});
test("CKV_AZURE_136: backups in the paired region", () => {
  expect(fullServer["geo_redundant_backup_enabled"]).toBe(true);
});
test("APRL ha_zone_redundant: a standby in a second zone, and a window for maintenance where one is asked for", () => {
  expect((fullServer["high_availability"] as Block)["mode"]).toBe("ZoneRedundant");
});
test("CKV_AZURE_29 CKV_AZURE_147: connections are encrypted, which no scanner asks of this server: require_secure_transport", () => {
  expect(parameters).toMatchObject({ require_secure_transport: "on", ssl_min_protocol_version: "TLSv1.2" });
});
test("CKV_AZURE_30 CKV_AZURE_31: checkpoints and connections are logged", () => {
  expect(parameters).toMatchObject({ log_checkpoints: "on", log_connections: "on", log_disconnections: "on" });
  expect(plain.resource("azurerm_monitor_diagnostic_setting")).toMatchObject({
    target_resource_id: "${azurerm_postgresql_flexible_server.orders.id}",
    enabled_log: [{ category: "PostgreSQLLogs" }],
  });
  expect(plain.resource("azurerm_log_analytics_workspace")).toMatchObject({
    retention_in_days: 365,
    local_authentication_enabled: false,
  });
});
test("CKV_AZURE_32: failed logins are throttled", () => {
  expect(parameters).toMatchObject({ "connection_throttle.enable": "on" });
});
test("passwords are kept and taken as SCRAM verifiers, which no scanner asks", () => {
  expect(parameters).toMatchObject({
    password_encryption: "scram-sha-256",
    "azure.accepted_password_auth_method": "scram-sha-256",
  });
});
test("administrators are Entra ID's, which no scanner asks", () => {
  expect(server["authentication"]).toMatchObject({ active_directory_auth_enabled: true });
  expect(server).not.toHaveProperty("administrator_password");
});
test("storage is encrypted with a key of its own, which no scanner asks", () => {
  expect(server["customer_managed_key"]).toMatchObject({
    key_vault_key_id: "${azurerm_key_vault_key.orders_key.versionless_id}",
  });
});
