/**
 * Which names Azure takes, and which must be unique in the world. The limits are those of
 * learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules and of the provider's own checks
 * (hashicorp/terraform-provider-azurerm, internal/services/…/validate); read 2026-11-25.
 */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";
import { live } from "./lookups";
import { normalRegion } from "./location";
import { actualProblems, apiError, type Doing, providerError } from "./refusal";

interface NameRule {
  readonly pattern: RegExp;
  readonly words: string;
}

const rule = (pattern: RegExp, words: string): NameRule => ({ pattern, words });

/** Most of the network's things. */
const NETWORK = rule(
  /^[a-zA-Z0-9]([\w.-]{0,78}[a-zA-Z0-9_])?$/,
  "1 to 80 letters, digits, underscores, periods and hyphens; it begins with a letter or digit, and ends with one or with an underscore",
);
const WINDOWS_SAFE = rule(/^[^<>*%&:\\?/+]{1,90}$/, "1 to 90 characters, none of <>*%&:?/+ and backslashes");

export const NAME_RULES: { readonly [type: string]: NameRule } = {
  azurerm_resource_group: rule(
    /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u,
    "1 to 90 letters, digits, underscores, parentheses, hyphens and periods; it does not end with a period",
  ),
  azurerm_virtual_network: rule(
    /^[a-zA-Z0-9][\w.-]{0,62}[a-zA-Z0-9_]$/,
    "2 to 64 letters, digits, underscores, periods and hyphens; it begins with a letter or digit, and ends with one or with an underscore",
  ),
  azurerm_subnet: NETWORK,
  azurerm_network_security_group: NETWORK,
  azurerm_network_security_rule: NETWORK,
  azurerm_nat_gateway: NETWORK,
  azurerm_public_ip: NETWORK,
  azurerm_public_ip_prefix: NETWORK,
  azurerm_route_table: NETWORK,
  azurerm_route: NETWORK,
  azurerm_private_endpoint: rule(
    /^[a-zA-Z0-9][\w.-]{0,62}[a-zA-Z0-9_]$/,
    "2 to 64 letters, digits, underscores, periods and hyphens; it begins with a letter or digit, and ends with one or with an underscore",
  ),
  azurerm_private_dns_zone: rule(
    /^([\w-]{1,63}\.){1,33}[\w-]{1,63}$/,
    "2 to 34 labels of 1 to 63 characters each, divided by periods",
  ),
  azurerm_user_assigned_identity: rule(
    /^[a-zA-Z0-9][\w-]{2,127}$/,
    "3 to 128 letters, digits, underscores and hyphens; it begins with a letter or digit",
  ),
  azurerm_federated_identity_credential: rule(
    /^[a-zA-Z0-9][\w-]{2,119}$/,
    "3 to 120 letters, digits, underscores and hyphens; it begins with a letter or digit",
  ),
  azurerm_kubernetes_cluster: rule(
    /^[a-zA-Z0-9]([\w-]{0,61}[a-zA-Z0-9])?$/,
    "1 to 63 letters, digits, underscores and hyphens; it begins and ends with a letter or digit",
  ),
  azurerm_kubernetes_cluster_node_pool: rule(
    /^[a-z][a-z0-9]{0,11}$/,
    "1 to 12 lower-case letters and digits (6 of a Windows pool); it begins with a letter",
  ),
  azurerm_container_registry: rule(/^[a-zA-Z0-9]{5,50}$/, "5 to 50 letters and digits"),
  azurerm_disk_encryption_set: rule(/^[\w-]{1,80}$/, "1 to 80 letters, digits, underscores and hyphens"),
  azurerm_key_vault: rule(
    /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
    "3 to 24 letters, digits and hyphens; it begins with a letter, ends with a letter or digit, and has no two hyphens in a row",
  ),
  azurerm_key_vault_key: rule(/^[a-zA-Z0-9-]{1,127}$/, "1 to 127 letters, digits and hyphens"),
  azurerm_key_vault_secret: rule(/^[a-zA-Z0-9-]{1,127}$/, "1 to 127 letters, digits and hyphens"),
  azurerm_key_vault_certificate: rule(/^[a-zA-Z0-9-]{1,127}$/, "1 to 127 letters, digits and hyphens"),
  azurerm_postgresql_flexible_server: rule(
    /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "3 to 63 lower-case letters, digits and hyphens; it begins and ends with a letter or digit",
  ),
  azurerm_postgresql_flexible_server_database: rule(
    /^[a-zA-Z_][\w-]{0,62}$/,
    "1 to 63 letters, digits, underscores and hyphens; it begins with a letter or underscore",
  ),
  azurerm_managed_redis: rule(
    /^(?=.{3,63}$)[a-zA-Z0-9](?!.*--)([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    "3 to 63 letters, digits and hyphens; it begins and ends with a letter or digit, and has no two hyphens in a row",
  ),
  azurerm_storage_account: rule(/^[a-z0-9]{3,24}$/, "3 to 24 lower-case letters and digits"),
  azurerm_storage_container: rule(
    /^(\$root|\$web|(?=.{3,63}$)[a-z0-9](?!.*--)([a-z0-9-]*[a-z0-9])?)$/,
    "3 to 63 lower-case letters, digits and hyphens; it begins and ends with a letter or digit, and has no two hyphens in a row",
  ),
  azurerm_log_analytics_workspace: rule(
    /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
    "4 to 63 letters, digits and hyphens; it begins and ends with a letter or digit",
  ),
  azurerm_monitor_workspace: rule(
    /^[a-zA-Z0-9][a-zA-Z0-9-]{2,42}[a-zA-Z0-9]$/,
    "4 to 44 letters, digits and hyphens; it begins and ends with a letter or digit",
  ),
  azurerm_monitor_action_group: WINDOWS_SAFE,
  azurerm_management_lock: WINDOWS_SAFE,
  azurerm_dashboard_grafana: rule(
    /^[a-zA-Z][a-zA-Z0-9-]{0,21}[a-zA-Z0-9]$/,
    "2 to 23 letters, digits and hyphens; it begins with a letter, and ends with a letter or digit",
  ),
  azurerm_data_protection_backup_vault: rule(
    /^[a-zA-Z][a-zA-Z0-9-]{1,49}$/,
    "2 to 50 letters, digits and hyphens; it begins with a letter",
  ),
};

interface WorldName {
  /** The host name that it makes. */
  readonly host: (name: string, region: string) => string;
  readonly code: string;
}

/** Names that become host names: nobody in the world may have another of the same. */
export const WORLD_NAMES: { readonly [type: string]: WorldName } = {
  azurerm_key_vault: { host: (name) => `${name}.vault.azure.net`, code: "VaultAlreadyExists" },
  azurerm_storage_account: { host: (name) => `${name}.blob.core.windows.net`, code: "StorageAccountAlreadyTaken" },
  azurerm_container_registry: { host: (name) => `${name}.azurecr.io`, code: "AlreadyInUse" },
  azurerm_postgresql_flexible_server: {
    host: (name) => `${name}.postgres.database.azure.com`,
    code: "ServerNameAlreadyExists",
  },
  azurerm_managed_redis: { host: (name, region) => `${name}.${region}.redis.azure.net`, code: "NameNotAvailable" },
};

/** What a name may not be, and whether somebody has it. */
export function nameProblems(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
  at: Doing,
): readonly Diagnostic[] {
  const name = textOf(state.name);
  if (prior || name === undefined) return [];
  const form = NAME_RULES[context.type];
  const host = hostOf(context.type, state);
  const other = live(context.world, context.type).find(
    (object) => object.id !== state.id && hostOf(object.type, object.attributes) === host,
  );
  return actualProblems(
    form && !form.pattern.test(name) && providerError(at, `the name "${name}" is not allowed: ${form.words}`),
    host !== undefined &&
      other &&
      apiError(
        at,
        409,
        WORLD_NAMES[context.type]?.code ?? "Conflict",
        `The name '${name}' is already in use: ${host} is taken.`,
        "The name becomes a host name, which nobody else in the world may have.",
      ),
  );
}

export function hostOf(type: string, { name, location }: ValueObject): string | undefined {
  const taken = WORLD_NAMES[type];
  return taken && typeof name === "string" ? taken.host(name.toLowerCase(), normalRegion(location)) : undefined;
}
