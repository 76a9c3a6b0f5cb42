/** The scanners' checks in each of the project's own environments on Azure, each under its own id; what is excused is excused by name. */
import { atLeast, type Check, contains, type Holds, is, testOwnChecks } from "../helpers/own-checks";
import type { Attributes, Resources } from "../helpers/own-stacks";

/** Attributes of a block, which stands once. */
const within =
  (block: string, holds: Holds): Holds =>
  (resource, name, all) =>
    typeof resource[block] === "object" && holds(resource[block] as Attributes, name, all);
const every =
  (...all: readonly Holds[]): Holds =>
  (resource, name, resources) =>
    all.every((holds) => holds(resource, name, resources));
const lacks =
  (attribute: string): Holds =>
  (resource) =>
    resource[attribute] === undefined;
const oneOf =
  (attribute: string, wanted: RegExp): Holds =>
  (resource) =>
    wanted.test(String(resource[attribute]));
/** A key of the environment's, whatever its version. */
const ownKey: Holds = contains("key_vault_key_id", "${azurerm_key_vault_key.", ".versionless_id}");
const resourcesOf = (all: Resources, type: string): readonly Attributes[] => Object.values(all[type] ?? {});
/** Another resource of this type names this one, and is as it should be. */
const named =
  (by: string, own: string, ...wanted: readonly string[]): Holds =>
  (_, name, all) =>
    resourcesOf(all, by).some((other) =>
      [`\${${own}.${name}.`, ...wanted].every((text) => JSON.stringify(other).includes(text)),
    );
const nowhere: Holds = () => false;
const isKept: Holds = within("lifecycle", is("prevent_destroy", true));

const CLUSTER_TYPE = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";
const inSystemPool = (...holds: readonly Holds[]): Holds => within("default_node_pool", every(...holds));

const CLUSTER: readonly Check[] = [
  ["CKV_AZURE_4 AZU-0040", CLUSTER_TYPE, within("oms_agent", is("msi_auth_for_monitoring_enabled", true))],
  [
    "CKV_AZURE_5 AZU-0042",
    CLUSTER_TYPE,
    every(
      is("role_based_access_control_enabled", true),
      within("azure_active_directory_role_based_access_control", is("azure_rbac_enabled", true)),
    ),
  ],
  ["CKV_AZURE_6 AZU-0041", CLUSTER_TYPE, (cluster) => !JSON.stringify(cluster).includes("0.0.0.0/0")],
  ["CKV_AZURE_7 AZU-0043", CLUSTER_TYPE, within("network_profile", is("network_policy", "cilium"))],
  ["CKV2_AZURE_29", CLUSTER_TYPE, within("network_profile", is("network_plugin", "azure"))],
  [
    "CKV_AZURE_8 CKV_AZURE_246",
    CLUSTER_TYPE,
    every(is("http_application_routing_enabled", false), lacks("kube_dashboard")),
  ],
  [
    "CKV_AZURE_115 AZU-0065",
    CLUSTER_TYPE,
    every(is("private_cluster_enabled", true), is("private_cluster_public_fqdn_enabled", false)),
  ],
  ["CKV_AZURE_116 AZU-0066", CLUSTER_TYPE, is("azure_policy_enabled", true)],
  ["CKV_AZURE_117 AZU-0067", CLUSTER_TYPE, contains("disk_encryption_set_id", "${azurerm_disk_encryption_set.")],
  ["CKV_AZURE_141", CLUSTER_TYPE, is("local_account_disabled", true)],
  ["CKV_AZURE_170 APRL aks_sku_standard_or_premium", CLUSTER_TYPE, oneOf("sku_tier", /^(Standard|Premium)$/)],
  [
    "CKV_AZURE_171",
    CLUSTER_TYPE,
    every(
      is("automatic_upgrade_channel", "patch"),
      is("node_os_upgrade_channel", "NodeImage"),
      within("maintenance_window_auto_upgrade", atLeast("duration", 4)),
      within("maintenance_window_node_os", atLeast("duration", 4)),
    ),
  ],
  ["CKV_AZURE_172", CLUSTER_TYPE, within("key_vault_secrets_provider", is("secret_rotation_enabled", true))],
  ["CIS 1.2.30", CLUSTER_TYPE, every(is("oidc_issuer_enabled", true), is("workload_identity_enabled", true))],
  [
    "Who may run commands in pods, and whether it refuses to be destroyed",
    CLUSTER_TYPE,
    every(is("run_command_enabled", false), isKept, named("azurerm_management_lock", CLUSTER_TYPE, '"CanNotDelete"')),
  ],
  [
    "The log of the control plane",
    CLUSTER_TYPE,
    named("azurerm_monitor_diagnostic_setting", CLUSTER_TYPE, "kube-audit-admin", "guard", "kube-controller-manager"),
  ],
  ["The image cleaner", CLUSTER_TYPE, is("image_cleaner_enabled", true)],
];

const NODES: readonly Check[] = [
  ["CKV_AZURE_143", CLUSTER_TYPE, inSystemPool(is("node_public_ip_enabled", false))],
  ["CKV_AZURE_143", POOL, is("node_public_ip_enabled", false)],
  ["CKV_AZURE_168", CLUSTER_TYPE, inSystemPool(atLeast("max_pods", 50))],
  ["CKV_AZURE_168", POOL, atLeast("max_pods", 50)],
  ["CKV_AZURE_169", CLUSTER_TYPE, inSystemPool(is("type", "VirtualMachineScaleSets"))],
  ["CKV_AZURE_226", CLUSTER_TYPE, inSystemPool(is("os_disk_type", "Ephemeral"))],
  ["CKV_AZURE_226", POOL, is("os_disk_type", "Ephemeral")],
  ["CKV_AZURE_227", CLUSTER_TYPE, inSystemPool(is("host_encryption_enabled", true))],
  ["CKV_AZURE_227", POOL, is("host_encryption_enabled", true)],
  ["CKV_AZURE_232", CLUSTER_TYPE, inSystemPool(is("only_critical_addons_enabled", true))],
  [
    "APRL configure_aks_default_node_pool_zones",
    CLUSTER_TYPE,
    inSystemPool(({ zones }) => (zones as readonly string[]).length >= 2),
  ],
  [
    "APRL aks_enable_cluster_autoscaler",
    CLUSTER_TYPE,
    inSystemPool(is("auto_scaling_enabled", true), atLeast("min_count", 2)),
  ],
  ["APRL aks_enable_cluster_autoscaler", POOL, is("auto_scaling_enabled", true)],
  [
    "How nodes are replaced",
    POOL,
    every(contains("upgrade_settings", "max_surge"), contains("temporary_name_for_rotation", "tmp")),
  ],
  ["CKV_AZURE_93", "azurerm_disk_encryption_set", every(ownKey, is("auto_key_rotation_enabled", true))],
];

const VAULT = "azurerm_key_vault";
const KEY = "azurerm_key_vault_key";
const VAULTS: readonly Check[] = [
  [
    "CKV_AZURE_42 CKV_AZURE_110 AZU-0016",
    VAULT,
    every(is("purge_protection_enabled", true), is("soft_delete_retention_days", 90)),
  ],
  ["CKV_AZURE_109 AZU-0013", VAULT, within("network_acls", is("default_action", "Deny"))],
  ["CKV_AZURE_189", VAULT, is("public_network_access_enabled", false)],
  ["CKV2_AZURE_32", VAULT, named("azurerm_private_endpoint", VAULT, '"subresource_names":["vault"]')],
  [
    "Roles, no access policies, and a vault that stays",
    VAULT,
    every(is("rbac_authorization_enabled", true), lacks("access_policy"), isKept),
  ],
  ["CKV_AZURE_112", KEY, is("key_type", "RSA-HSM")],
  [
    "AZU-0014",
    KEY,
    every(({ expiration_date }) => expiration_date !== undefined, contains("rotation_policy", "automatic", "P365D")),
  ],
  // One that a plan can tell.
  ["CKV_AZURE_40", KEY, ({ expiration_date }) => !String(expiration_date).includes("timestamp()")],
];

const SERVER = "azurerm_postgresql_flexible_server";
const parameter =
  (name: string, value: string): Holds =>
  (_, server, all) =>
    named(`${SERVER}_configuration`, SERVER, `"name":"${name}"`, `"value":"${value}"`)({}, server, all);
const DATABASES: readonly Check[] = [
  ["CKV2_AZURE_26 AVM_SEC_2_26", SERVER, is("public_network_access_enabled", false)],
  ["CKV2_AZURE_57", SERVER, named("azurerm_private_endpoint", SERVER)],
  ["CKV_AZURE_136", SERVER, is("geo_redundant_backup_enabled", true)],
  ["APRL ha_zone_redundant", SERVER, within("high_availability", is("mode", "ZoneRedundant"))],
  [
    "CKV_AZURE_29 CKV_AZURE_147",
    SERVER,
    every(parameter("require_secure_transport", "on"), parameter("ssl_min_protocol_version", "TLSv1.2")),
  ],
  [
    "CKV_AZURE_30 CKV_AZURE_31",
    SERVER,
    every(...["log_checkpoints", "log_connections", "log_disconnections"].map((name) => parameter(name, "on"))),
  ],
  ["CKV_AZURE_32", SERVER, parameter("connection_throttle.enable", "on")],
  [
    "What statements are logged",
    SERVER,
    every(parameter("log_statement", "ddl"), parameter("log_min_duration_statement", "1000")),
  ],
  ["Where the log goes", SERVER, named("azurerm_monitor_diagnostic_setting", SERVER, "PostgreSQLLogs")],
  [
    "How passwords are kept",
    SERVER,
    every(
      parameter("password_encryption", "scram-sha-256"),
      parameter("azure.accepted_password_auth_method", "scram-sha-256"),
      lacks("administrator_password"),
    ),
  ],
  ["Who administers it", SERVER, named(`${SERVER}_active_directory_administrator`, SERVER)],
  ["Its own key", SERVER, within("customer_managed_key", ownKey)],
  ["Backups", SERVER, atLeast("backup_retention_days", 7)],
  ["Whether it stays", SERVER, every(isKept, named("azurerm_management_lock", SERVER, '"CanNotDelete"'))],
];

const ACCOUNT = "azurerm_storage_account";
const CONTAINER = "azurerm_storage_container";
/** Azure's own flow logs hold nobody's data. */
const holdsData: Holds = (_, name, all) =>
  resourcesOf(all, CONTAINER).some((one) => JSON.stringify(one).includes(`\${${ACCOUNT}.${name}.`));
const STORES: readonly Check[] = [
  ["CKV_AZURE_3 AZU-0008", ACCOUNT, is("https_traffic_only_enabled", true)],
  // Of queues, which none of them has.
  ["CKV_AZURE_33", ACCOUNT, nowhere],
  ["CKV_AZURE_34 AZU-0007", CONTAINER, is("container_access_type", "private")],
  ["CKV_AZURE_35 AZU-0012", ACCOUNT, within("network_rules", every(is("default_action", "Deny"), lacks("ip_rules")))],
  ["CKV_AZURE_36 AZU-0010", ACCOUNT, within("network_rules", contains("bypass", "AzureServices"))],
  ["CKV_AZURE_43", ACCOUNT, oneOf("name", /^[a-z0-9]{3,24}$/)],
  ["CKV_AZURE_44 AZU-0011", ACCOUNT, is("min_tls_version", "TLS1_2")],
  ["CKV_AZURE_59", ACCOUNT, is("public_network_access_enabled", false)],
  ["CKV_AZURE_190 CKV2_AZURE_47", ACCOUNT, is("allow_nested_items_to_be_public", false)],
  ["CKV_AZURE_206", ACCOUNT, oneOf("account_replication_type", /^(RA)?GZ?RS$/)],
  ["CKV_AZURE_244", ACCOUNT, is("local_user_enabled", false)],
  ["CKV2_AZURE_1", ACCOUNT, within("customer_managed_key", ownKey)],
  // By storage insights, which diagnostic settings replaced.
  ["CKV2_AZURE_21", CONTAINER, nowhere],
  ["CKV2_AZURE_33", ACCOUNT, named("azurerm_private_endpoint", ACCOUNT, '"subresource_names":["blob"]')],
  ["CKV2_AZURE_38", ACCOUNT, within("blob_properties", within("delete_retention_policy", atLeast("days", 7)))],
  ["CKV2_AZURE_40", ACCOUNT, is("shared_access_key_enabled", false)],
  ["CKV2_AZURE_41", ACCOUNT, within("sas_policy", is("expiration_period", "07.00:00:00"))],
  [
    "Encrypted twice, to no other tenant",
    ACCOUNT,
    every(is("infrastructure_encryption_enabled", true), is("cross_tenant_replication_enabled", false)),
  ],
  [
    "Earlier versions, and who read them",
    ACCOUNT,
    (account, name, all) =>
      !holdsData(account, name, all) ||
      every(
        isKept,
        within("blob_properties", is("versioning_enabled", true)),
        named("azurerm_monitor_diagnostic_setting", ACCOUNT, "StorageRead", "StorageWrite", "StorageDelete"),
      )(account, name, all),
  ],
  ["Whether they stay", CONTAINER, isKept],
];

const RULE = "azurerm_network_security_rule";
const letsIn = (rule: Attributes): boolean => rule["direction"] === "Inbound" && rule["access"] === "Allow";
const WORLD = /"(\*|any|internet|0\.0\.0\.0(\/0)?|::\/0)"/i;
const isOpen = (rule: Attributes): boolean => {
  const { source_address_prefix, source_address_prefixes } = rule;
  return letsIn(rule) && WORLD.test(JSON.stringify([source_address_prefix, source_address_prefixes]));
};
const NETWORK: readonly Check[] = [
  // The ingress is public, as the file says: HTTP is there for its redirect.
  [
    "CKV_AZURE_9 CKV_AZURE_10 CKV_AZURE_77 AZU-0048 AZU-0050",
    RULE,
    (rule) =>
      !isOpen(rule) ||
      (rule["protocol"] === "Tcp" && JSON.stringify(rule["destination_port_ranges"]) === '["80","443"]'),
  ],
  ["Who opens the network", RULE, (rule, name) => !isOpen(rule) || name === "ingress_opening"],
  [
    "AZU-0051",
    RULE,
    (rule) =>
      rule["direction"] !== "Outbound" ||
      rule["access"] !== "Allow" ||
      !WORLD.test(JSON.stringify(rule["destination_address_prefix"])),
  ],
  [
    "AZU-0047",
    "azurerm_network_security_group",
    named(RULE, "azurerm_network_security_group", '"Deny"', '"priority":4096', '"Inbound"'),
  ],
  ["CKV2_AZURE_31", "azurerm_subnet", named("azurerm_subnet_network_security_group_association", "azurerm_subnet")],
  ["A way out that nobody knows of", "azurerm_subnet", is("default_outbound_access_enabled", false)],
  ["CKV_AZURE_182 CKV_AZURE_183", "azurerm_virtual_network", lacks("dns_servers")],
  [
    "CKV_AZURE_12 AZU-0049",
    "azurerm_virtual_network",
    named(
      "azurerm_network_watcher_flow_log",
      "azurerm_virtual_network",
      '"retention_policy":{"days":365,"enabled":true}',
    ),
  ],
  [
    "Addresses that no attack takes down with a Basic one",
    "azurerm_public_ip",
    every(is("sku", "Standard"), is("allocation_method", "Static")),
  ],
  ["Zones that name it", "azurerm_private_endpoint", contains("private_dns_zone_group", "zone-")],
];

const ROLE = "azurerm_role_assignment";
const RIGHTS: readonly Check[] = [
  [
    "CKV_AZURE_39",
    ROLE,
    ({ role_definition_name: role }) =>
      !/^(Owner|Contributor|User Access Administrator|.* Administrator)$/.test(String(role)),
  ],
  [
    "Of one resource or one group, never of the whole subscription",
    ROLE,
    oneOf("scope", /^(\$\{.+\}|\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/\$\{.+\})(\/secrets\/[\w-]+)?$/),
  ],
  [
    "One service account of this cluster",
    "azurerm_federated_identity_credential",
    every(
      oneOf("subject", /^system:serviceaccount:[a-z0-9-]+:[a-z0-9-]+$/),
      contains("issuer", "oidc-issuer"),
      contains("audience", "api://AzureADTokenExchange"),
    ),
  ],
  [
    "Logs that nobody writes with a shared key",
    "azurerm_log_analytics_workspace",
    is("local_authentication_enabled", false),
  ],
];

testOwnChecks("aks", [...CLUSTER, ...NODES, ...VAULTS, ...DATABASES, ...STORES, ...NETWORK, ...RIGHTS]);
