import { networkFacts } from "../../../../src/providers/azurerm/network/facts";
import { describeNoise, describeRetold } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove, replace } from "../../../operations/risk/changes";

const RULE = "azurerm_network_security_rule";
const FLOW_LOG = "azurerm_network_watcher_flow_log";
const SUBNET = "azurerm_subnet";
const rule = (settings: object) => ({
  name: "web",
  network_security_group_name: "nodes",
  direction: "Inbound",
  access: "Allow",
  priority: 2000,
  source_address_prefix: "10.0.0.0/16",
  destination_port_range: "443",
  ...settings,
});

describeRules(networkFacts, {
  "exposure/security-rule-lets-in": {
    yes: [create(RULE, rule({ source_address_prefix: "Internet" }))],
    no: [create(RULE, rule({ source_address_prefix: "*", access: "Deny" }))],
  },
  "exposure/security-rule-ports": one(
    change(RULE, rule({}), rule({ destination_port_range: "1-1024" })),
    change(RULE, rule({ destination_port_range: "1-1024" }), rule({})),
  ),
  "exposure/security-rule-refused": one(
    remove(RULE, rule({ access: "Deny", source_address_prefix: "*" })),
    remove(RULE, rule({})),
  ),
  "exposure/subnet-without-rules": one(
    remove("azurerm_subnet_network_security_group_association"),
    create("azurerm_subnet_network_security_group_association", {}),
  ),
  "exposure/subnet-outbound": one(
    change(SUBNET, { default_outbound_access_enabled: false }, { default_outbound_access_enabled: true }),
    change(SUBNET, { default_outbound_access_enabled: true }, { default_outbound_access_enabled: false }),
  ),
  "exposure/flow-log-off": one(
    change(FLOW_LOG, { enabled: true }, { enabled: false }),
    change(FLOW_LOG, { enabled: false }, { enabled: true }),
  ),
  "exposure/flow-log-gone": one(remove(FLOW_LOG), create(FLOW_LOG, {})),
  "data-loss/flow-log-shorter": one(
    change(FLOW_LOG, { retention_policy: [{ days: 90 }] }, { retention_policy: [{ days: 7 }] }),
    change(FLOW_LOG, { retention_policy: [{ days: 7 }] }, { retention_policy: [{ days: 90 }] }),
  ),
  "downtime/subnet-replaced": one(replace(SUBNET), create(SUBNET, {})),
  "downtime/way-out-gone": one(remove("azurerm_subnet_nat_gateway_association"), create("azurerm_nat_gateway", {})),
  "downtime/public-address": one(replace("azurerm_public_ip"), create("azurerm_public_ip", {})),
  "downtime/private-name": one(
    remove("azurerm_private_dns_zone_virtual_network_link"),
    create("azurerm_private_dns_zone", {}),
  ),
  "downtime/private-endpoint": one(replace("azurerm_private_endpoint"), create("azurerm_private_endpoint", {})),
});

describe("who is let in by a security rule", () => {
  const opened = (before: object, after: object): boolean => {
    const [{ when: [condition] = [] } = { when: [] }] = (networkFacts.rules ?? []).filter(
      ({ id }) => id === "exposure/security-rule-lets-in",
    );
    const judge = condition && "judge" in condition ? condition.judge : undefined;
    const judged = { action: "update", before: rule(before), after: rule(after) };
    return judge?.(judged as never, { changes: [] }).holds === true;
  };

  test.each([
    ["a wider range", {}, { source_address_prefix: "10.0.0.0/8" }, true],
    ["a range within it", {}, { source_address_prefix: "10.0.7.0/24" }, false],
    ["everybody, by a star", {}, { source_address_prefix: "*" }, true],
    [
      "everybody, by one of several prefixes",
      {},
      { source_address_prefix: "", source_address_prefixes: ["10.0.0.0/16", "0.0.0.0/0"] },
      true,
    ],
    ["the same, as a list", {}, { source_address_prefix: "", source_address_prefixes: ["10.0.0.0/16"] }, false],
    ["a rule that refused", { access: "Deny" }, {}, true],
    ["a service of Azure's", {}, { source_address_prefix: "AzureLoadBalancer" }, true],
    ["less than everybody", { source_address_prefix: "Internet" }, {}, false],
    ["outbound", { direction: "Outbound" }, { direction: "Outbound", source_address_prefix: "*" }, false],
  ])("%s", (_, before, after, expected) => {
    expect(opened(before, after)).toBe(expected);
  });
});

describeNoise(networkFacts, {
  "subnet-link-policies": {
    type: SUBNET,
    before: { private_endpoint_network_policies: null },
    noise: { private_endpoint_network_policies: "Disabled" },
    drift: { private_endpoint_network_policies: null, default_outbound_access_enabled: true },
  },
  "zone-record-counts": {
    type: "azurerm_private_dns_zone",
    before: { number_of_record_sets: 1 },
    noise: { number_of_record_sets: 7 },
    drift: { number_of_record_sets: 1, name: "other" },
  },
  "endpoint-record-sets": {
    type: "azurerm_private_endpoint",
    before: { custom_dns_configs: [] },
    noise: { custom_dns_configs: [{ fqdn: "dev.vault.azure.net", ip_addresses: ["10.0.0.4"] }] },
    drift: { custom_dns_configs: [], subnet_id: "other" },
  },
});

const told = {
  name: "web",
  access: "Allow",
  direction: "Inbound",
  priority: 2000,
  source_address_prefix: "10.0.0.0/16",
  destination_port_range: "443",
};
const sibling = { type: RULE, values: rule({}) };
const GROUP = "azurerm_network_security_group";
const group = (...security_rule: object[]) => ({ name: "nodes", security_rule }) as never;
describeRetold([
  ["a rule of its own", GROUP, group(), group(told), [sibling], true],
  ["a rule that nobody made", GROUP, group(), group({ ...told, name: "planted" }), [sibling], false],
  ["a rule with another source", GROUP, group(), group({ ...told, source_address_prefix: "*" }), [sibling], false],
  [
    "a subnet of its own",
    "azurerm_virtual_network",
    { name: "dev", subnet: [] },
    { name: "dev", subnet: [{ name: "nodes" }] },
    [{ type: SUBNET, values: { virtual_network_name: "dev", name: "nodes" } }],
    true,
  ],
]);
