import type { EnvironmentFacts } from "../../../../src/model/component";
import { aksNetworkPart } from "../../../../src/constructs/network/azure/part";
import { parseRange } from "../../../../src/model/cidr";
import { Network } from "../../../../src/constructs/network/contract";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { PURPOSES, subnetCidr } from "../../../../src/constructs/network/azure/cidr-plan";
import { checkAzureNetwork } from "../../../../src/constructs/network/azure/check";
import type { NetworkProps } from "../../../../src/constructs/network/props";
import { type Block, Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TAGS } from "../../azure-stack";

const PROPS: NetworkProps = { name: "dev", region: LOCATION, account: SUBSCRIPTION, cidr: "10.0.0.0/16", zoneCount: 3 };

function synthesize(props: Partial<NetworkProps> = {}): Synthesized {
  const stack = azureStack();
  new AzureNetwork(stack, "network", { ...PROPS, ...props });
  return new Synthesized(stack);
}

const rulesOf = (made: Synthesized, purpose: string): readonly Block[] =>
  Object.entries(made.resources("azurerm_network_security_rule"))
    .filter(([name]) => name.startsWith(`network_${purpose}_`))
    .map(([, rule]) => rule);

describe.each(["10.0.0.0/16", "10.64.0.0/18", "192.168.16.0/20"])("the plan of subnets in %s", (cidr) => {
  const ranges = PURPOSES.map((purpose) => [purpose, parseRange(subnetCidr(cidr, purpose))] as const);

  test("has one for each purpose, none of which meets another", () => {
    const whole = parseRange(cidr);
    for (const [purpose, range] of ranges) {
      expect(range?.first).toBeGreaterThanOrEqual(whole?.first ?? 0n);
      expect(range?.last).toBeLessThanOrEqual(whole?.last ?? 0n);
      const meets = ranges.filter(
        ([other, { first, last } = { first: 0n, last: 0n }]) =>
          other !== purpose && range !== undefined && first <= range.last && range.first <= last,
      );
      expect(meets).toEqual([]);
    }
  });

  test("gives the API server and databases a /28 at least", () => {
    for (const [, range] of ranges) expect(range?.prefix).toBeLessThanOrEqual(28);
  });
});

describe("AzureNetwork", () => {
  test("serves the contract on AKS", () => {
    const stack = azureStack();
    const network = new Network(stack, "network", PROPS);

    expect(network.implementation).toBeInstanceOf(AzureNetwork);
    expect(network.zones).toEqual(["1", "2", "3"]);
    expect(network.subnets("private")).toEqual([{ id: expect.any(String) as string }]);
    expect(network.subnets("intra")).toHaveLength(2);
    expect(Object.keys(network.attributes.intraSubnets)).toEqual(["api-server", "endpoints"]);
  });

  test("delegates what services want for themselves, and gives nobody an address of Azure's for the way out", () => {
    const subnets = synthesize().resources("azurerm_subnet");

    expect(Object.keys(subnets).sort()).toEqual([...PURPOSES].sort().map((purpose) => `network_${purpose}`));
    for (const subnet of Object.values(subnets)) {
      expect(subnet).toMatchObject({
        default_outbound_access_enabled: false,
        private_endpoint_network_policies: "Enabled",
      });
    }
    const delegated = (name: string) => subnets[name]?.["delegation"];
    expect(delegated("network_api-server")).toMatchObject([
      { service_delegation: { name: "Microsoft.ContainerService/managedClusters" } },
    ]);
    expect(delegated("network_data")).toMatchObject([
      { service_delegation: { name: "Microsoft.DBforPostgreSQL/flexibleServers" } },
    ]);
    expect(delegated("network_nodes")).toBeUndefined();
  });

  test("no two rules of a direction have one priority, and databases have no way out but to storage and Entra ID", () => {
    const made = synthesize();
    for (const purpose of PURPOSES) {
      const places = rulesOf(made, purpose).map(
        ({ direction, priority }) => `${String(direction)} ${String(priority)}`,
      );
      expect(new Set(places).size).toBe(places.length);
    }
    const out = rulesOf(made, "data").filter(({ direction }) => direction === "Outbound");
    expect(out.map((rule) => `${String(rule["access"])} ${String(rule["destination_address_prefix"])}`).sort()).toEqual(
      ["Allow AzureActiveDirectory", "Allow Storage", "Deny Internet"],
    );
  });

  test("the way out stands in the first zone, with its address, and is the nodes' alone", () => {
    const made = synthesize();

    expect(made.resource("azurerm_nat_gateway")).toMatchObject({ zones: ["1"], sku_name: "Standard" });
    expect(made.resource("azurerm_public_ip")).toMatchObject({ zones: ["1"], sku: "Standard" });
    expect(made.resource("azurerm_subnet_nat_gateway_association")).toMatchObject({
      subnet_id: "${azurerm_subnet.network_nodes.id}",
      depends_on: ["azurerm_nat_gateway_public_ip_association.network_nat_address-association"],
    });
    expect(synthesize({ nat: "none", privateEndpoints: true }).resources("azurerm_nat_gateway")).toEqual({});
    expect(synthesize({ region: "westus", zoneCount: 1 }).resource("azurerm_nat_gateway")).not.toHaveProperty("zones");
  });

  test("zones are those that are named, and the gateway stays whichever these are", () => {
    const stack = azureStack();
    const network = new AzureNetwork(stack, "network", { ...PROPS, zoneCount: 2, azure: { zones: ["3", "2"] } });
    expect(network.zones).toEqual(["2", "3"]);
    expect(new Synthesized(stack).resource("azurerm_nat_gateway")).toMatchObject({ zones: ["1"] });

    expect(synthesize({ azure: { natZone: "3" } }).resource("azurerm_public_ip")).toMatchObject({ zones: ["3"] });
  });

  test("private zones of a hub are handed on, neither made nor linked", () => {
    const hub = `/subscriptions/${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`;
    const stack = azureStack();
    const network = new AzureNetwork(stack, "network", { ...PROPS, azure: { privateZones: { "key-vault": hub } } });
    const made = new Synthesized(stack);

    expect(network.attributes.details["zone-key-vault"]).toBe(hub);
    const names = Object.values(made.resources("azurerm_private_dns_zone")).map(({ name }) => name);
    expect(names).toHaveLength(4);
    expect(names).not.toContain("privatelink.vaultcore.azure.net");
    expect(made.resources("azurerm_private_dns_zone_virtual_network_link")).not.toHaveProperty(
      "network_private-zones_key-vault_link",
    );
    expect(() => synthesize({ azure: { privateZones: { blob: "privatelink.blob.core.windows.net" } } })).toThrow(
      /private DNS zone/,
    );
  });

  test("every private zone is linked to the network, and none registers machines", () => {
    const made = synthesize();
    const zones = Object.values(made.resources("azurerm_private_dns_zone")).map(({ name }) => name);

    expect(zones).toContain("privatelink.westeurope.azmk8s.io");
    expect(zones).toContain("dev.private.postgres.database.azure.com");
    const links = Object.values(made.resources("azurerm_private_dns_zone_virtual_network_link"));
    expect(links).toHaveLength(zones.length);
    for (const link of links) expect(link).toMatchObject({ registration_enabled: false });
  });

  test("names of storage accounts fit, and differ between subscriptions", () => {
    const nameOf = (props: Partial<NetworkProps>) => synthesize(props).resource("azurerm_storage_account")["name"];
    const other = "22222222-2222-4333-a444-555555555555";

    expect(nameOf({ name: "a-very-long-name-xyz" })).toMatch(/^[a-z0-9]{3,24}$/);
    expect(nameOf({})).not.toBe(nameOf({ account: other }));
  });

  test("what can carry tags has the environment's; zones have the project's own alone", () => {
    const made = synthesize();

    expect(made.resource("azurerm_virtual_network")["tags"]).toEqual(TAGS);
    expect(made.resource("azurerm_resource_group")["tags"]).toEqual(TAGS);
    for (const zone of Object.values(made.resources("azurerm_private_dns_zone"))) {
      expect(zone["tags"]).toEqual({ environment: "dev", owner: "fishers", managedBy: "jangada" });
    }
    for (const subnet of Object.values(made.resources("azurerm_subnet"))) expect(subnet).not.toHaveProperty("tags");
  });
});

test("adopted by another stack, its subnets are in no zone either", () => {
  const stack = azureStack();
  const { attributes } = new Network(stack, "network", PROPS);
  const adopted = Network.fromExisting(azureStack("other"), "network", attributes);

  expect(adopted.subnets("data")).toEqual([{ id: attributes.dataSubnets["data"] }]);
});

test("a file that says nothing of the way out has one gateway, and no warning of it", () => {
  const facts = { profile: "full", region: LOCATION } as EnvironmentFacts;

  expect(aksNetworkPart.defaults?.(facts, {})).toEqual({ nat: "single" });
});

describe("what Azure asks of the section", () => {
  test.each([
    ["zones in a location that has none", { zoneCount: 2, nat: "single" }, "westus", ["NETWORK_TOO_MANY_ZONES"]],
    ["one of everything there", { zoneCount: 1, nat: "single" }, "westus", []],
    ["more zones than there are", { zoneCount: 4, nat: "single" }, LOCATION, ["NETWORK_TOO_MANY_ZONES"]],
    ["as many as there are", { zoneCount: 3, nat: "single" }, LOCATION, []],
    ["a gateway in each zone", { zoneCount: 3, nat: "per-zone" }, LOCATION, ["NETWORK_NAT_ONE_ZONE"]],
  ] as const)("%s", (_, section, location, codes) => {
    expect(checkAzureNetwork({ ...section, azure: {} }, location).map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ["zones by number", { zones: ["3", "1"] }, 2, []],
    ["a zone twice", { zones: ["1", "1"] }, 1, ["NETWORK_ZONE_TWICE azure.zones.1"]],
    ["another number of them", { zones: ["1", "2"] }, 3, ["NETWORK_ZONE_COUNT zoneCount"]],
  ] as const)("%s", (_, azure, zoneCount, expected) => {
    const section = { nat: "single" as const, zoneCount, azure: { zones: [...azure.zones] } };
    expect(checkAzureNetwork(section, LOCATION).map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual(expected);
  });

  test("zones of a location that has none are refused, the gateway's too", () => {
    const section = { nat: "single", zoneCount: 1, azure: { zones: ["1"], natZone: "2" } } as const;
    const found = checkAzureNetwork({ ...section, azure: { ...section.azure, zones: ["1"] } }, "westus");

    expect(found.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([
      "ZONE_NOT_IN_REGION azure.zones.0",
      "ZONE_NOT_IN_REGION azure.natZone",
    ]);
  });

  test("a subscription of another form is refused by the construct", () => {
    expect(() => synthesize({ account: "123456789012" })).toThrow(/account/);
  });
});
