/** The scanners' checks in the project's own environment on Azure, each under its own id; what is excused is excused by name. */
import { OWN, type OwnName, ownTarget } from "../helpers/environments";
import { type Attributes, type Resources, synthesizeOwn } from "../helpers/own-stacks";
import { SCAN_EXCEPTIONS } from "../helpers/scan-exceptions";

let environments: Readonly<Record<OwnName, Resources>>;
beforeAll(async () => {
  environments = await synthesizeOwn();
});

type Check = readonly [ids: string, type: string, holds: (resource: Attributes) => boolean];

const is =
  (attribute: string, wanted: unknown) =>
  (resource: Attributes): boolean =>
    String(resource[attribute]) === String(wanted);
const contains =
  (attribute: string, ...wanted: readonly string[]) =>
  (resource: Attributes): boolean =>
    wanted.every((text) => JSON.stringify(resource[attribute] ?? "").includes(text));

const CHECKS: readonly Check[] = [
  ["CKV_AZURE_115", "azurerm_kubernetes_cluster", is("private_cluster_enabled", true)],
  ["CKV_AZURE_141", "azurerm_kubernetes_cluster", is("local_account_disabled", true)],
  ["CKV_AZURE_170", "azurerm_kubernetes_cluster", is("sku_tier", "Standard")],
  ["CKV_AZURE_116", "azurerm_kubernetes_cluster", is("azure_policy_enabled", true)],
  ["CKV_AZURE_5", "azurerm_kubernetes_cluster", contains("azure_active_directory_role_based_access_control", "true")],
  ["CKV_AZURE_172", "azurerm_kubernetes_cluster", contains("key_vault_secrets_provider", "true")],
  ["CKV_AZURE_227", "azurerm_kubernetes_cluster_node_pool", is("host_encryption_enabled", true)],
  ["CKV_AZURE_3", "azurerm_storage_account", is("https_traffic_only_enabled", true)],
  ["CKV_AZURE_44", "azurerm_storage_account", is("min_tls_version", "TLS1_2")],
  ["CKV_AZURE_190", "azurerm_storage_account", is("allow_nested_items_to_be_public", false)],
  ["CKV_AZURE_42 CKV_AZURE_110", "azurerm_key_vault", is("purge_protection_enabled", true)],
  ["CKV_AZURE_109", "azurerm_key_vault", contains("network_acls", '"default_action":"Deny"')],
  ["CKV2_AZURE_26", "azurerm_postgresql_flexible_server", is("public_network_access_enabled", false)],
  ["CKV_AZURE_136", "azurerm_postgresql_flexible_server", is("geo_redundant_backup_enabled", true)],
];

/** What the scan excuses of a check, by address. */
const excused = (environment: OwnName, ids: string): readonly string[] =>
  SCAN_EXCEPTIONS.filter((one) => ids.split(" ").includes(one.check) && one.environments.includes(environment))
    .map(({ resource }) => resource)
    .sort();

describe.each(OWN.filter((name) => ownTarget(name) === "aks"))("in %s", (environment) => {
  test.each(CHECKS)("%s holds for every %s but what is excused", (ids, type, holds) => {
    const found = Object.entries(environments[environment][type] ?? {});
    expect(found).not.toEqual([]);
    const failing = found.filter(([, resource]) => !holds(resource)).map(([name]) => `${type}.${name}`);
    expect(failing.sort()).toEqual(excused(environment, ids));
  });
});
