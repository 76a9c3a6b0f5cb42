/** The way out of a network on Azure: of either kind, and what a file is told of each. */
import { ZONE_REDUNDANT_NAT } from "../../../../src/targets/aks/nat-gateways";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { checkAzureNetwork } from "../../../../src/constructs/network/azure/check";
import type { NetworkProps } from "../../../../src/constructs/network/props";
import type { NetworkSection } from "../../../../src/constructs/network/section";
import { loadText } from "../../../../src/environment/load-file";
import { withoutStandardV2 } from "../../../../src/targets/aks/nat-gateways";
import { AZURE_REGIONS } from "../../../../src/targets/aks/regions";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";

const PROPS: NetworkProps = {
  name: "dev",
  region: LOCATION,
  account: SUBSCRIPTION,
  cidr: "10.0.0.0/16",
  zoneCount: 3,
  azure: { natSku: "StandardV2" },
};

test("over all zones, neither the gateway nor its address names one", () => {
  const stack = azureStack("test", ZONE_REDUNDANT_NAT.since);
  new AzureNetwork(stack, "network", PROPS);
  const made = new Synthesized(stack);

  expect(made.resource("azurerm_nat_gateway")).toMatchObject({ sku_name: "StandardV2" });
  expect(made.resource("azurerm_public_ip")).toMatchObject({ sku: "StandardV2", allocation_method: "Static" });
  for (const type of ["azurerm_nat_gateway", "azurerm_public_ip"]) {
    expect(made.resource(type)).not.toHaveProperty("zones");
  }
});

test.each([
  ["the bindings' own version", undefined],
  ["one that is still too old", "4.66.0"],
])("a program with %s is refused, with the version that it needs", (_, version) => {
  const stack = azureStack("test", version);

  expect(() => new AzureNetwork(stack, "network", PROPS)).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({
          code: "AZURE_PROVIDER_TOO_OLD",
          message: expect.stringContaining(`azurerm ${ZONE_REDUNDANT_NAT.since}`) as string,
          remedy: expect.stringContaining(`azure.provider: "${ZONE_REDUNDANT_NAT.since}"`) as string,
        }),
      ],
    }),
  );
});

type Nat = Pick<NetworkSection, "nat"> & Pick<NetworkSection["azure"], "natSku" | "natZone">;

const found = ({ nat, ...azure }: Nat, location = LOCATION): readonly string[] =>
  checkAzureNetwork({ nat, zoneCount: 1, azure }, location).map(({ code, path }) => `${code} ${path.join(".")}`);

test.each<[string, Nat, readonly string[]]>([
  ["one in each zone, which no subnet over all zones has", { nat: "per-zone" }, ["NETWORK_NAT_ONE_ZONE nat"]],
  ["the same, said", { nat: "per-zone", natSku: "Standard" }, ["NETWORK_NAT_ONE_ZONE nat"]],
  ["over all zones, where one in each was asked for", { nat: "per-zone", natSku: "StandardV2" }, []],
  ["over all zones", { nat: "single", natSku: "StandardV2" }, []],
  ["a kind of none", { nat: "none", natSku: "StandardV2" }, ["NETWORK_NAT_CONTRADICTION azure.natSku"]],
  [
    "a zone of one in all",
    { nat: "single", natSku: "StandardV2", natZone: "1" },
    ["NETWORK_NAT_CONTRADICTION azure.natZone"],
  ],
  ["a zone of one in one", { nat: "single", natSku: "Standard", natZone: "1" }, []],
])("%s", (_, nat, expected) => {
  expect(found(nat)).toEqual(expected);
});

test("where Azure has none over all zones, it is refused, and nowhere else", () => {
  const refused = Object.keys(AZURE_REGIONS).filter(
    (location) => found({ nat: "single", natSku: "StandardV2" }, location).length > 0,
  );

  expect(refused).toEqual([...withoutStandardV2].sort());
});

const file = (provider: string | undefined, network: string): string => `name: dev
target: aks
profile: minimal
owner: fishers
azure:
  subscription: ${SUBSCRIPTION}
  tenant: ${TENANT}
  location: westeurope
  admins: [11223344-5566-4788-8900-aabbccddeeff]
${provider === undefined ? "" : `  provider: "${provider}"\n`}network: ${network}
`;

test.each([
  [undefined, "{ azure: { natSku: StandardV2 } }", "AZURE_PROVIDER_TOO_OLD network.azure.natSku"],
  ["4.66.9", "{ azure: { natSku: StandardV2 } }", "AZURE_PROVIDER_TOO_OLD network.azure.natSku"],
  ["4.67.0", "{ azure: { natSku: StandardV2 } }", undefined],
  [undefined, "{ azure: { natSku: Standard } }", undefined],
])("with the provider %s, a file that says %s", (provider, network, expected) => {
  const { problems } = loadText(file(provider, network), "environment.yaml");
  const told = problems.map(({ code, place }) => `${code} ${place?.path}`);

  expect(told).toEqual(expected === undefined ? [] : [expected]);
});
