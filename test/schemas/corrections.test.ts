/** What the probes of azurerm got wrong, and of what kind it was. */
import { validate } from "../../src/rehearsal/engine/validate";
import { LEGACY } from "../../src/rehearsal/engine/diagnostic-wording";
import { azurermFormats } from "../../src/providers/azurerm/formats";
import type { BlockSchema } from "../../src/schemas/provider-schema";
import { loadSchema } from "../../src/schemas/load";
import type { ValueObject } from "../../src/rehearsal/protocol/value";
import { complete } from "../rehearsal/engine/terraform-core";
import { value } from "../providers/support/simulated";

const schema = loadSchema("azurerm");

interface Listed {
  readonly block: string;
  readonly values: string;
  readonly path: string;
}

/** Arguments with a list of values. */
function listed({ attributes, blocks }: BlockSchema, block = ""): readonly Listed[] {
  return [
    ...Object.entries(attributes).flatMap(([name, { allow }]) =>
      allow?.oneOf ? [{ block, values: JSON.stringify(allow.oneOf), path: `${block}${name}` }] : [],
    ),
    ...Object.entries(blocks).flatMap(([name, nested]) => listed(nested.block, `${block}${name}.`)),
  ];
}

const lastName = (path: string): string => path.split(".").at(-1) ?? "";

test("no argument has the values of its namesake in a block beneath it", () => {
  const pairs = Object.entries(schema.resources).flatMap(([type, resource]) =>
    listed(resource).flatMap((outer, _, all) =>
      all
        .filter(
          (inner) =>
            inner.block !== outer.block &&
            inner.block.startsWith(outer.block) &&
            inner.values === outer.values &&
            lastName(inner.path) === lastName(outer.path),
        )
        .map((inner) => `${type}: ${outer.path} and ${inner.path}`),
    ),
  );

  expect(pairs).toEqual([]);
});

/** What is said about one argument. */
function problems(type: string, path: string, given: unknown): readonly string[] {
  const resource = schema.resources[type];
  if (!resource) throw new Error(`no such type: ${type}`);
  const nested = path.split(".").reduceRight<unknown>((inner, name, at) => {
    const here = { [name]: inner };
    return at === 0 ? here : [here];
  }, given);
  const config = complete(resource, value(nested) as ValueObject);
  return validate(resource, config, { wording: LEGACY, formats: azurermFormats })
    .filter(({ summary }) => summary.includes(String(path.split(".").at(-1))))
    .map(({ summary }) => summary);
}

const ZONE =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io";
const METRIC = "azurerm_monitor_metric_alert";
const QUERY = "azurerm_monitor_scheduled_query_rules_alert_v2";
const CLUSTER = "azurerm_kubernetes_cluster";
const TABLE = "azurerm_log_analytics_workspace_table";

test.each<[type: string, path: string, given: unknown]>([
  ["azurerm_subnet", "delegation.name", "aks"],
  [CLUSTER, "private_dns_zone_id", ZONE],
  [CLUSTER, "private_dns_zone_id", "System"],
  [METRIC, "dynamic_criteria.dimension.operator", "StartsWith"],
  [QUERY, "criteria.dimension.operator", "Include"],
  ["azurerm_key_vault", "network_acls.ip_rules", ["10.0.0.0/24", "10.0.1.7"]],
  [TABLE, "total_retention_in_days", 90],
  [TABLE, "total_retention_in_days", 4383],
  ["azurerm_monitor_action_group", "location", "westeurope"],
])("%s takes %s = %j", (type, path, given) => {
  expect(problems(type, path, given)).toEqual([]);
});

test.each<[type: string, path: string, given: unknown]>([
  ["azurerm_subnet", "delegation.service_delegation.name", "aks"],
  [CLUSTER, "private_dns_zone_id", "system"],
  [METRIC, "dynamic_criteria.dimension.operator", "LessThan"],
  [QUERY, "criteria.dimension.operator", "Equal"],
  ["azurerm_key_vault", "network_acls.ip_rules", ["10.0.0.0/33"]],
  ["azurerm_key_vault", "network_acls.ip_rules", ["10.0.0"]],
  [TABLE, "total_retention_in_days", 731],
])("%s refuses %s = %j", (type, path, given) => {
  expect(problems(type, path, given)).not.toEqual([]);
});
