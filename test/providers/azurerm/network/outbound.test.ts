/** Gateways and addresses over all zones, as Azure and a provider that knows them take and refuse them. */
import { refusal } from "../../aws/support";
import { Azure, type Given, NEWEST } from "../support";

const OVER_ZONES = { name: "nat", sku_name: "StandardV2" };
const address = (sku: string): Given => ({ name: `nat-${sku.toLowerCase()}`, allocation_method: "Static", sku });

describe("a provider that is new enough", () => {
  let azure: Azure;
  beforeEach(async () => {
    azure = await Azure.open({}, undefined, NEWEST);
  });

  test("makes a gateway over all zones, with an address of its kind", async () => {
    const gateway = await azure.inGroup("azurerm_nat_gateway", OVER_ZONES);
    const own = await azure.inGroup("azurerm_public_ip", address("StandardV2"));
    const { subnet } = await azure.subnet();
    await azure.make("azurerm_nat_gateway_public_ip_association", {
      nat_gateway_id: gateway.id,
      public_ip_address_id: own.id,
    });
    await azure.make("azurerm_subnet_nat_gateway_association", { subnet_id: subnet.id, nat_gateway_id: gateway.id });

    expect(azure.ids("azurerm_subnet_nat_gateway_association")).toEqual([subnet.id]);
  });

  test.each([
    ["StandardV2", "Standard"],
    ["Standard", "StandardV2"],
  ])("a gateway %s takes no address %s", async (sku_name, sku) => {
    const gateway = await azure.inGroup("azurerm_nat_gateway", { name: "nat", sku_name });
    const other = await azure.inGroup("azurerm_public_ip", address(sku));
    const both = { nat_gateway_id: gateway.id, public_ip_address_id: other.id };

    expect(await refusal(azure.make("azurerm_nat_gateway_public_ip_association", both))).toContain(
      "they have to be the same",
    );
  });

  test("another kind makes it anew", async () => {
    const before = await azure.inGroup("azurerm_nat_gateway", { name: "nat", sku_name: "Standard" });
    const planned = await azure.plan(
      "azurerm_nat_gateway",
      { resource_group_name: "dev", location: "westeurope", ...OVER_ZONES },
      before,
    );

    expect(planned).toMatchObject({ action: "replace", requiresReplace: [[{ attribute: "sku_name" }]] });
  });

  test.each<[string, string, Given, string]>([
    [
      "zones of what is in all",
      "azurerm_nat_gateway",
      { ...OVER_ZONES, zones: ["1"] },
      "`zones` argument must be omitted",
    ],
    [
      "a location that has none",
      "azurerm_nat_gateway",
      { ...OVER_ZONES, location: "qatarcentral" },
      "SkuNotAvailableInRegion",
    ],
    [
      "its address there",
      "azurerm_public_ip",
      { ...address("StandardV2"), location: "qatarcentral" },
      "SkuNotAvailableInRegion",
    ],
    [
      "an address that is not static",
      "azurerm_public_ip",
      { ...address("StandardV2"), allocation_method: "Dynamic" },
      "must use Static",
    ],
    ["a kind that there is not", "azurerm_nat_gateway", { name: "nat", sku_name: "StandardV3" }, "sku_name"],
  ])("refuses %s", async (_, type, given, words) => {
    expect(await refusal(azure.inGroup(type, given))).toContain(words);
  });

  test("a subnet that is given to PostgreSQL takes one of the kind Standard alone", async () => {
    const service_delegation = [{ name: "Microsoft.DBforPostgreSQL/flexibleServers" }];
    const { subnet } = await azure.subnet({ delegation: [{ name: "databases", service_delegation }] });
    const over = await azure.inGroup("azurerm_nat_gateway", OVER_ZONES);
    const zonal = await azure.inGroup("azurerm_nat_gateway", { name: "zonal" });
    const link = (gateway: Given) =>
      azure.make("azurerm_subnet_nat_gateway_association", { subnet_id: subnet.id, nat_gateway_id: gateway["id"] });

    expect(await refusal(link(over as Given))).toContain("takes no NAT gateway of the SKU StandardV2");
    await link(zonal as Given);
  });
});

test("the version of the bindings knows neither", async () => {
  const azure = await Azure.open();

  expect(await refusal(azure.inGroup("azurerm_nat_gateway", OVER_ZONES))).toContain("sku_name");
  expect(await refusal(azure.inGroup("azurerm_public_ip", address("StandardV2")))).toContain("sku");
});
