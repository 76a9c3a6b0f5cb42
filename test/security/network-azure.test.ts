/** The security checks of a virtual network and what stands in it, each under its own id. */
import { AzureNetwork } from "../../src/constructs/network/azure/azure-network";
import { PURPOSES } from "../../src/constructs/network/azure/cidr-plan";
import type { NetworkProps } from "../../src/constructs/network/props";
import { type Block, Synthesized } from "../constructs/aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION } from "../constructs/azure-stack";

function synthesize(props: Partial<NetworkProps> = {}): Synthesized {
  const stack = azureStack();
  new AzureNetwork(stack, "network", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    cidr: "10.0.0.0/16",
    zoneCount: 3,
    ...props,
  });
  return new Synthesized(stack);
}

const network = synthesize();
const rules = Object.entries(network.resources("azurerm_network_security_rule"));
const rulesOf = (purpose: string, direction: "Inbound" | "Outbound"): readonly Block[] =>
  rules
    .filter(([name, rule]) => name.startsWith(`network_${purpose}_`) && rule["direction"] === direction)
    .map(([, rule]) => rule);
const allowed = (direction: "Inbound" | "Outbound"): readonly Block[] =>
  rules.map(([, rule]) => rule).filter((rule) => rule["access"] === "Allow" && rule["direction"] === direction);
const WORLD = /^(\*|any|internet|0\.0\.0\.0(\/0)?|::\/0)$/i;
const account = network.resource("azurerm_storage_account");

test("CKV2_AZURE_31: a security group is on every subnet, once its rules are said", () => {
  const subnets = Object.keys(network.resources("azurerm_subnet"));
  const associations = network.resources("azurerm_subnet_network_security_group_association");

  expect(subnets.sort()).toEqual(PURPOSES.map((purpose) => `network_${purpose}`).sort());
  for (const purpose of PURPOSES) {
    const association = associations[`network_${purpose}_security-group-association`];
    expect(association?.["subnet_id"]).toBe(`\${azurerm_subnet.network_${purpose}.id}`);
    expect(association?.["depends_on"]).toHaveLength(
      rulesOf(purpose, "Inbound").length + rulesOf(purpose, "Outbound").length,
    );
  }
});
test("AZU-0047: no rule lets the internet in, and whom none names is refused by the last", () => {
  expect(allowed("Inbound").length).toBeGreaterThan(PURPOSES.length);
  for (const rule of allowed("Inbound")) {
    expect(rule["source_address_prefix"]).toMatch(/^10\.0\.|^AzureLoadBalancer$/);
    expect(rule).not.toHaveProperty("source_address_prefixes");
  }
  for (const purpose of PURPOSES) {
    expect(rulesOf(purpose, "Inbound")).toContainEqual(
      expect.objectContaining({ access: "Deny", priority: 4096, source_address_prefix: "*", protocol: "*" }),
    );
  }
});
test.each([
  ["CKV_AZURE_9 AZU-0048: RDP", "Tcp", 3389],
  ["CKV_AZURE_10 AZU-0050: SSH", "Tcp", 22],
  ["CKV_AZURE_160: HTTP", "Tcp", 80],
  ["CKV_AZURE_77: UDP", "Udp", undefined],
])("%s is not open to the internet", (_, protocol, port) => {
  const reaches = (rule: Block): boolean =>
    ["*", protocol].includes(String(rule["protocol"])) &&
    [rule["destination_port_range"], ...((rule["destination_port_ranges"] as unknown[] | undefined) ?? [])].some(
      (one) => port === undefined || one === "*" || one === String(port),
    );
  const open = allowed("Inbound").filter((rule) => reaches(rule) && WORLD.test(String(rule["source_address_prefix"])));
  expect(open).toEqual([]);
});
test("AZU-0051: no rule lets anything out to the internet, and databases not at all", () => {
  for (const rule of allowed("Outbound")) expect(rule["destination_address_prefix"]).not.toMatch(WORLD);
  expect(rulesOf("data", "Outbound")).toContainEqual(
    expect.objectContaining({ access: "Deny", destination_address_prefix: "Internet", protocol: "*" }),
  );
});
test("CKV_AZURE_182 CKV_AZURE_183: names are found by Azure's own DNS, in every zone, and by no single server", () => {
  expect(network.resource("azurerm_virtual_network")).not.toHaveProperty("dns_servers");
  expect(network.resources("azurerm_virtual_network_dns_servers")).toEqual({});
});
test("CKV_AZURE_119: a machine of the network has no public address", () => {
  const addresses = Object.keys(network.resources("azurerm_public_ip"));
  expect(addresses).toHaveLength(1);
  expect(network.resource("azurerm_nat_gateway_public_ip_association")["public_ip_address_id"]).toBe(
    `\${azurerm_public_ip.${String(addresses[0])}.id}`,
  );
});
test("no subnet has a way out that nobody knows of", () => {
  for (const subnet of Object.values(network.resources("azurerm_subnet"))) {
    expect(subnet).toMatchObject({ default_outbound_access_enabled: false });
  }
});
test("CKV_AZURE_12 AZU-0049: flow logs of the whole network, for a year", () => {
  const flowLog = network.resource("azurerm_network_watcher_flow_log");
  expect(flowLog).toMatchObject({
    target_resource_id: "${azurerm_virtual_network.network.id}",
    enabled: true,
    retention_policy: { enabled: true, days: 365 },
  });
});

describe("the account of the flow logs", () => {
  test("CKV_AZURE_3 AZU-0008: HTTPS alone", () => {
    expect(account["https_traffic_only_enabled"]).toBe(true);
  });
  test("CKV_AZURE_35 AZU-0012: whoever no rule names is denied", () => {
    expect(account["network_rules"]).toMatchObject({ default_action: "Deny" });
    expect(account["network_rules"]).not.toHaveProperty("ip_rules");
    expect(account["network_rules"]).not.toHaveProperty("virtual_network_subnet_ids");
  });
  test("CKV_AZURE_36 AZU-0010: Azure's network watcher comes in, as a trusted service", () => {
    expect(account["network_rules"]).toMatchObject({ bypass: ["AzureServices"] });
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
  test("CKV_AZURE_244: no local users", () => {
    expect(account["local_user_enabled"]).toBe(false);
  });
  test("CKV2_AZURE_38: a deleted log comes back", () => {
    expect(account["blob_properties"]).toMatchObject({ delete_retention_policy: { days: 7 } });
  });
  test("CKV2_AZURE_41: signed links end", () => {
    expect(account["sas_policy"]).toEqual({ expiration_period: "07.00:00:00", expiration_action: "Log" });
  });
});
