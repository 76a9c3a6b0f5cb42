/** Facts of the schema files that are known to be wrong: the files stay as they came, and are corrected when read. */
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "./provider-schema";

interface Correction {
  readonly provider: string;
  readonly types: readonly string[];
  /** Dotted path of the argument. */
  readonly path: string;
  /** What the argument takes; undefined where nothing is known of it. */
  readonly allow: AttributeSchema["allow"];
  readonly reason: string;
}

/** Days that performance data can be kept: a week, whole months of 31 days, or two years. */
const PERFORMANCE_DATA_DAYS = [7, ...Array.from({ length: 23 }, (_, month) => (month + 1) * 31), 731];

/** Days that a table may keep its rows beyond the first two years: three to twelve years. */
const YEARS_IN_DAYS = [1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383];

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4_OR_RANGE = `^(${OCTET}\\.){3}${OCTET}(/(3[0-2]|[12]?[0-9]))?$`;

const CORRECTIONS: readonly Correction[] = [
  {
    provider: "aws",
    types: ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"],
    path: "performance_insights_retention_period",
    allow: { oneOf: PERFORMANCE_DATA_DAYS },
    reason:
      "The probe saw the two single values only; the provider also takes multiples of 31 (RDS API reference, CreateDBInstance: month * 31), such as the 465 that the mode `advanced` needs.",
  },
  {
    provider: "kubernetes",
    types: [
      "kubernetes_cluster_role_binding",
      "kubernetes_cluster_role_binding_v1",
      "kubernetes_role_binding",
      "kubernetes_role_binding_v1",
    ],
    path: "subject.kind",
    allow: { oneOf: ["User", "Group", "ServiceAccount"] },
    reason:
      "The probe took the answer for role_ref.kind for this argument's; the API (rbac.authorization.k8s.io/v1, Subject) has these kinds.",
  },
  // Of two arguments under one name, one in the other's block, the probes gave both the rule of one; of a rule that has
  // alternatives (`validation.Any`) they saw the one that lists its values. The provider's sources say what each takes.
  {
    provider: "azurerm",
    types: ["azurerm_subnet"],
    path: "delegation.name",
    allow: undefined,
    reason: "A name of the user's own (network/subnet_resource.go); the services are those of service_delegation.name.",
  },
  {
    provider: "azurerm",
    types: ["azurerm_kubernetes_cluster"],
    path: "private_dns_zone_id",
    allow: {
      pattern:
        "^(System|None|/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/[^/]+)$",
    },
    reason: "The id of a zone, or one of two words (containers/kubernetes_cluster_resource.go).",
  },
  {
    provider: "azurerm",
    types: ["azurerm_monitor_metric_alert"],
    path: "dynamic_criteria.dimension.operator",
    allow: { oneOf: ["Include", "Exclude", "StartsWith"] },
    reason: "Values of a dimension are chosen, not compared (monitor/monitor_metric_alert_resource.go).",
  },
  {
    provider: "azurerm",
    types: ["azurerm_monitor_scheduled_query_rules_alert_v2"],
    path: "criteria.dimension.operator",
    allow: { oneOf: ["Include", "Exclude"] },
    reason:
      "Values of a dimension are chosen, not compared (monitor/monitor_scheduled_query_rules_alert_v2_resource.go).",
  },
  {
    provider: "azurerm",
    types: ["azurerm_key_vault"],
    path: "network_acls.ip_rules",
    allow: { pattern: IPV4_OR_RANGE },
    reason: "An IPv4 address or a range of them (keyvault/key_vault_resource.go).",
  },
  {
    provider: "azurerm",
    types: ["azurerm_log_analytics_workspace_table"],
    path: "total_retention_in_days",
    allow: { oneOf: [...Array.from({ length: 730 - 4 + 1 }, (_, day) => day + 4), ...YEARS_IN_DAYS] },
    reason: "4 to 730 days, or whole years (loganalytics/log_analytics_workspace_table_resource.go).",
  },
  {
    provider: "azurerm",
    types: ["azurerm_monitor_action_group"],
    path: "location",
    allow: undefined,
    reason: "Any location, beside `global` (monitor/monitor_action_group_resource.go).",
  },
];

/** The schema with what is known to be wrong put right. */
export function correctSchema(schema: ProviderSchemaFile): ProviderSchemaFile {
  const resources = { ...schema.resources };
  for (const { provider, types, path, allow } of CORRECTIONS) {
    if (provider !== schema.provider) continue;
    for (const type of types) {
      const found = resources[type];
      if (found) resources[type] = { ...found, ...withAllowed(found, path.split("."), allow) };
    }
  }
  return { ...schema, resources };
}

function withAllowed(block: BlockSchema, path: readonly string[], allow: AttributeSchema["allow"]): BlockSchema {
  const [name = "", ...rest] = path;
  const { attributes, blocks } = block;
  const [attribute, nested] = [attributes[name], blocks[name]];
  if (rest.length === 0 && attribute) return { attributes: { ...attributes, [name]: { ...attribute, allow } }, blocks };
  if (!nested) return block;
  return { attributes, blocks: { ...blocks, [name]: { ...nested, block: withAllowed(nested.block, rest, allow) } } };
}
