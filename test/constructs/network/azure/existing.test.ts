/** A virtual network that a file names: what is refused of it, and what is made beside it. */
import { AdoptedAzureNetwork } from "../../../../src/constructs/network/azure/adopted-network";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { networkComponent } from "../../../../src/constructs/network/component";
import { Network } from "../../../../src/constructs/network/contract";
import type { NetworkProps } from "../../../../src/constructs/network/props";
import { mergeSectionDefaults, sectionDefaults } from "../../../../src/environment/merge";
import type { EnvironmentFacts } from "../../../../src/model/component";
import { checksForTarget, existingForTarget } from "../../../../src/model/target-parts";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "aks",
  profile: "standard",
  protected: true,
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
  admins: [],
  owner: "ops",
  tags: {},
  file: "environment.yaml",
};
const HUB = `/subscriptions/${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.Network`;
const NETWORK = `${HUB}/virtualNetworks/spoke`;
const subnet = (name: string): string => `${NETWORK}/subnets/${name}`;
const SUBNETS = {
  nodes: subnet("nodes"),
  endpoints: subnet("endpoints"),
  data: subnet("data"),
  "api-server": subnet("api"),
};
const EXISTING = { networkId: NETWORK, cidr: "10.20.0.0/16", subnets: SUBNETS };

type Given = Readonly<Record<string, unknown>>;
const schema = () => networkComponent.rules().schema;
const whole = (given: Given, facts = FACTS) =>
  schema().safeParse(mergeSectionDefaults(given, sectionDefaults(networkComponent, facts, given)));

/** @param azure beside `existing` */
function told(existing: Given, rest: Given = {}, azure: Given = {}, sections: Given = {}, facts = FACTS) {
  const parsed = whole({ ...rest, azure: { ...azure, existing } }, facts);
  if (!parsed.success) return parsed.error.issues.map(({ path }) => `form ${path.join(".")}`);
  return checksForTarget(networkComponent, parsed.data, { facts, sections }).map(
    ({ code, path }) => `${code} ${path.join(".")}`,
  );
}

test("whole, nothing is said of it, with zones and without", () => {
  expect(told(EXISTING, {}, {}, { cluster: { azure: {} }, databases: [{ runs: "managed" }] })).toEqual([]);
  expect(told(EXISTING, { zoneCount: 2 })).toEqual([]);
  expect(told(EXISTING, {}, { zones: ["2", "3"] })).toEqual([]);
  expect(told({ ...EXISTING, subnets: { ...SUBNETS, public: SUBNETS.nodes } })).toEqual([]);
  expect(told(EXISTING, { zoneCount: 1 }, {}, {}, { ...FACTS, region: "westus" })).toEqual([]);
});

test.each<[Given, Given, string]>([
  [{ cidr: "10.0.0.0/16" }, {}, "NETWORK_EXISTING_CONTRADICTION cidr"],
  [{ nat: "single" }, {}, "NETWORK_EXISTING_CONTRADICTION nat"],
  [{ privateEndpoints: true }, {}, "NETWORK_EXISTING_CONTRADICTION privateEndpoints"],
  [{}, { natZone: "1" }, "NETWORK_EXISTING_CONTRADICTION azure.natZone"],
  [{ zoneCount: 4 }, {}, "NETWORK_TOO_MANY_ZONES zoneCount"],
  [{}, { zones: ["1", "1"] }, "NETWORK_ZONE_TWICE azure.zones.1"],
])("beside it, %j and azure %j is refused", (rest, azure, expected) => {
  expect(told(EXISTING, rest, azure)).toEqual([expected]);
});

test.each<[Given, string]>([
  [{ networkId: "spoke" }, "form azure.existing.networkId"],
  [{ networkId: SUBNETS.nodes }, "form azure.existing.networkId"],
  [{ cidr: "10.20.0.0" }, "form azure.existing.cidr"],
  [{ subnets: { ...SUBNETS, nodes: "nodes" } }, "form azure.existing.subnets.nodes"],
  [{ subnets: { ...SUBNETS, nodes: NETWORK } }, "form azure.existing.subnets.nodes"],
  [{ subnets: { nodes: SUBNETS.nodes } }, "form azure.existing.subnets.endpoints"],
  [{ subnets: { ...SUBNETS, private: SUBNETS.nodes } }, "form azure.existing.subnets"],
  [
    { subnets: { ...SUBNETS, data: `${HUB}/virtualNetworks/other/subnets/data` } },
    "NETWORK_SUBNET_ELSEWHERE azure.existing.subnets.data",
  ],
  [{ subnets: { ...SUBNETS, data: SUBNETS.endpoints } }, "NETWORK_SUBNET_SHARED azure.existing.subnets.data"],
  [{ subnets: { ...SUBNETS, data: subnet("ENDPOINTS") } }, "NETWORK_SUBNET_SHARED azure.existing.subnets.data"],
])("case %#: what is not its form, or not its own, is refused", (part, expected) => {
  expect(told({ ...EXISTING, ...part })).toEqual([expected]);
});

test("a group of the environment's own name is refused: it would be taken away with the environment", () => {
  expect(told(EXISTING, {}, {}, {}, { ...FACTS, name: "hub" })).toEqual([
    "NETWORK_EXISTING_GROUP azure.existing.networkId",
  ]);
});

test("a purpose is asked for by what would stand there, and by nothing else", () => {
  const few = { ...EXISTING, subnets: { nodes: SUBNETS.nodes, endpoints: SUBNETS.endpoints } };
  const asked = (sections: Given) => told(few, {}, {}, sections);
  const missing = "NETWORK_SUBNET_MISSING azure.existing.subnets";

  expect(asked({})).toEqual([]);
  expect(asked({ cluster: { azure: {} } })).toEqual([missing]);
  expect(asked({ databases: [{ runs: "managed", azure: {} }] })).toEqual([missing]);
  expect(asked({ cluster: { azure: {} }, databases: [{ runs: "managed" }] })).toEqual([missing, missing]);
  expect(
    asked({
      databases: [
        { runs: "in-cluster" },
        { azure: { privateEndpoint: { zoneId: "x" } } },
        { azure: { subnetId: "x" } },
      ],
    }),
  ).toEqual([]);
});

test("a rehearsal is told of it, of what its subnets are given to, and of zones of a hub", () => {
  const zone = `${HUB}/privateDnsZones/privatelink.redis.azure.net`;
  const parsed = schema().parse({ azure: { existing: EXISTING, privateZones: { redis: zone } } });

  expect(existingForTarget(networkComponent, parsed, { facts: FACTS, sections: {} })).toEqual([
    {
      kind: "network",
      id: NETWORK,
      cidr: "10.20.0.0/16",
      subnets: [
        { id: SUBNETS.nodes, wayOut: true },
        { id: SUBNETS.endpoints },
        { id: SUBNETS.data, delegation: "Microsoft.DBforPostgreSQL/flexibleServers" },
        { id: SUBNETS["api-server"], delegation: "Microsoft.ContainerService/managedClusters" },
      ],
    },
    { kind: "dns-zone", id: zone, name: "privatelink.redis.azure.net", linked: true },
  ]);
});

describe("in a program", () => {
  const PROPS: NetworkProps = { name: "dev", region: LOCATION, account: SUBSCRIPTION, azure: { existing: EXISTING } };

  test("its group and private zones are made, and nothing of the network", () => {
    const stack = azureStack();
    const network = new Network(stack, "network", PROPS);

    expect(network.implementation).toBeInstanceOf(AdoptedAzureNetwork);
    expect(network.zones).toEqual(["1", "2", "3"]);
    expect(network.attributes).toMatchObject({
      networkId: NETWORK,
      cidr: "10.20.0.0/16",
      publicSubnets: { public: SUBNETS.nodes },
      privateSubnets: { nodes: SUBNETS.nodes },
      dataSubnets: { data: SUBNETS.data },
      intraSubnets: { "api-server": SUBNETS["api-server"], endpoints: SUBNETS.endpoints },
    });
    expect(Object.keys(network.attributes.details)).not.toContain("nodes-security-group");
    const made = new Synthesized(stack);
    expect(made.resource("azurerm_resource_group")).toMatchObject({ name: "dev" });
    expect(Object.keys(made.resources("azurerm_private_dns_zone"))).toHaveLength(5);
    expect(Object.values(made.resources("azurerm_private_dns_zone_virtual_network_link"))).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ virtual_network_id: NETWORK }) as unknown),
    );
    for (const type of ["virtual_network", "subnet", "nat_gateway", "network_security_group"]) {
      expect(made.resources(`azurerm_${type}`)).toEqual({});
    }
  });

  test("what contradicts it is refused", () => {
    expect(() => new Network(azureStack(), "network", { ...PROPS, cidr: "10.0.0.0/16" })).toThrow(
      "'cidr' says how a network is made",
    );
    expect(() => new AzureNetwork(azureStack(), "network", PROPS)).toThrow("A network that exists is not made");
  });
});
