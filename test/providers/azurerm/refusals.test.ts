/** What the simulated Azure refuses of any type, in the words of the API or of the provider. */
import { refusal } from "../aws/support";
import { Azure, GROUP, type Given, REGION, TENANT } from "./support";

describe("what all types share", () => {
  test("what lies in a group or network that is not there is refused, and what an argument names as well", async () => {
    const azure = await Azure.open();

    expect(await refusal(azure.inGroup("azurerm_nat_gateway", { name: "dev", resource_group_name: "prod" }))).toContain(
      "ResourceGroupNotFound: Resource group 'prod' could not be found.",
    );
    const orphan = {
      name: "nodes",
      resource_group_name: "dev",
      virtual_network_name: "none",
      address_prefixes: ["10.0.0.0/24"],
    };
    expect(await refusal(azure.make("azurerm_subnet", orphan))).toContain(
      "ResourceNotFound: The Resource 'Microsoft.Network/virtualNetworks/none' under resource group 'dev' was not found.",
    );
    const { subnet } = await azure.subnet();
    const link = { subnet_id: subnet.id, nat_gateway_id: `${GROUP}/providers/Microsoft.Network/natGateways/none` };
    expect(await refusal(azure.make("azurerm_subnet_nat_gateway_association", link))).toContain(
      "natGateways/none' under",
    );
  });

  test("what is of another subscription, or of a kind that is not simulated, is taken as given", async () => {
    const azure = await Azure.open();
    await azure.subnet();
    const hub =
      "/subscriptions/22222222-2222-4333-a444-555555555555/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
    await azure.make("azurerm_virtual_network_peering", {
      name: "hub",
      resource_group_name: "dev",
      virtual_network_name: "dev",
      remote_virtual_network_id: hub,
    });
    expect(azure.ids("azurerm_virtual_network_peering")).toEqual([
      `${GROUP}/providers/Microsoft.Network/virtualNetworks/dev/virtualNetworkPeerings/hub`,
    ]);
  });

  test("a second one of the same is to be imported, in any spelling of its id", async () => {
    const azure = await Azure.open();
    expect(await refusal(azure.make("azurerm_resource_group", { name: "DEV", location: REGION }))).toContain(
      `A resource with the ID "${GROUP}" already exists - to be managed via Terraform this resource needs to be imported`,
    );
  });

  test("a group with something in it stays, unless the provider is told not to look", async () => {
    const azure = await Azure.open();
    await azure.subnet();
    const group = (await azure.data("azurerm_resource_group", { name: "dev" })) as never;

    expect(await refusal(azure.destroy("azurerm_resource_group", group))).toContain("still contains Resources");

    await azure.configure({ features: [{ resource_group: [{ prevent_deletion_if_contains_resources: false }] }] });
    await azure.destroy("azurerm_resource_group", azure.world.list("azurerm_resource_group")[0]?.attributes as never);
    expect(azure.world.list()).toEqual([]);
  });

  test("a lock holds what lies in its scope, and goes itself", async () => {
    const azure = await Azure.open();
    const { network } = await azure.subnet();
    const lock = await azure.make("azurerm_management_lock", {
      name: "keep",
      scope: GROUP,
      lock_level: "CanNotDelete",
    });

    expect(await refusal(azure.destroy("azurerm_virtual_network", network))).toContain("ScopeLocked");
    await azure.identity("still-made");
    await azure.destroy("azurerm_management_lock", lock);
    await azure.make("azurerm_management_lock", { name: "read", scope: GROUP, lock_level: "ReadOnly" });
    expect(await refusal(azure.identity("not-made"))).toContain("cannot perform write operation");
  });

  test.each<[what: string, type: string, given: Given, said: string]>([
    [
      "a region that there is not",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Static", location: "europe" },
      "LocationNotAvailable",
    ],
    [
      "zones where there are none",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Static", location: "westus", zones: ["1"] },
      "AvailabilityZoneNotSupported",
    ],
    ["a zone too many", "azurerm_nat_gateway", { name: "a", zones: ["1", "2"] }, "in one zone at most"],
    [
      "a public address that is Standard and not static",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Dynamic", sku: "Standard" },
      "must use Static",
    ],
    [
      "a Basic public address",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Static", sku: "Basic" },
      "Basic SKU",
    ],
    [
      "a registry that is private and not Premium",
      "azurerm_container_registry",
      { name: "jangada", sku: "Standard", public_network_access_enabled: false },
      "only available with the Premium SKU",
    ],
  ])("%s is refused", async (_what, type, given, said) => {
    const azure = await Azure.open();
    expect(await refusal(azure.inGroup(type, given))).toContain(said);
  });
});

test.each<[type: string, name: string, given: Given]>([
  ["azurerm_storage_account", "st-dev", { account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_storage_account", "StDev", { account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_storage_account", "s".repeat(25), { account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_key_vault", "k".repeat(25), { sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_key_vault", "a--b", { sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_key_vault", "1ab", { sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_postgresql_flexible_server", "ab", { version: "17", sku_name: "GP_Standard_D2ds_v5" }],
  ["azurerm_postgresql_flexible_server", "-abc", { version: "17", sku_name: "GP_Standard_D2ds_v5" }],
  ["azurerm_managed_redis", "ends-", { sku_name: "Balanced_B1", default_database: [{}] }],
  ["azurerm_container_registry", "ac-r12", { sku: "Premium" }],
  ["azurerm_user_assigned_identity", "ab", {}],
  ["azurerm_virtual_network", "a", { address_space: ["10.0.0.0/16"] }],
])("%s cannot be called %s", async (type, name, given) => {
  const azure = await Azure.open();
  expect(await refusal(azure.inGroup(type, { name, ...given }))).toContain(`the name "${name}" is not allowed`);
});

test.each<[type: string, given: Given]>([
  ["azurerm_storage_account", { name: "jangada", account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_key_vault", { name: "jangada", sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_container_registry", { name: "jangada", sku: "Premium" }],
  ["azurerm_managed_redis", { name: "jangada", sku_name: "Balanced_B1", default_database: [{}] }],
])("the name of %s is unique in the world: in another group and subscription, too", async (type, given) => {
  const azure = await Azure.open();
  await azure.inGroup(type, given);
  const other = new Azure(azure.world);
  await other.configure({ subscription_id: "22222222-2222-4333-a444-555555555555" });
  await other.make("azurerm_resource_group", { name: "dev", location: REGION });

  expect(await refusal(other.inGroup(type, given))).toContain("The name 'jangada' is already in use");
});

describe("what is used", () => {
  test("subnets, gateways and addresses stay while something is in or at them", async () => {
    const azure = await Azure.open();
    const { network, subnet } = await azure.subnet();
    const gateway = await azure.inGroup("azurerm_nat_gateway", { name: "nat" });
    const address = await azure.inGroup("azurerm_public_ip", {
      name: "nat",
      allocation_method: "Static",
      sku: "Standard",
    });
    await azure.make("azurerm_nat_gateway_public_ip_association", {
      nat_gateway_id: gateway.id,
      public_ip_address_id: address.id,
    });
    const link = await azure.make("azurerm_subnet_nat_gateway_association", {
      subnet_id: subnet.id,
      nat_gateway_id: gateway.id,
    });
    const vault = await azure.inGroup("azurerm_key_vault", {
      name: "dev-vault",
      sku_name: "standard",
      tenant_id: TENANT,
    });
    const endpoint = await azure.inGroup("azurerm_private_endpoint", {
      name: "vault",
      subnet_id: subnet.id,
      private_service_connection: [
        {
          name: "vault",
          private_connection_resource_id: vault.id,
          is_manual_connection: false,
          subresource_names: ["vault"],
        },
      ],
    });

    expect(await refusal(azure.destroy("azurerm_public_ip", address))).toContain("PublicIPAddressCannotBeDeleted");
    expect(await refusal(azure.destroy("azurerm_nat_gateway", gateway))).toContain("InUseNatGatewayCannotBeDeleted");
    expect(await refusal(azure.destroy("azurerm_subnet", subnet))).toContain("InUseSubnetCannotBeDeleted");
    expect(await refusal(azure.destroy("azurerm_virtual_network", network))).toContain(
      "InUseVirtualNetworkCannotBeDeleted",
    );

    await azure.destroy("azurerm_subnet_nat_gateway_association", link);
    await azure.destroy("azurerm_private_endpoint", endpoint);
    // A network takes its subnets with it.
    await azure.destroy("azurerm_virtual_network", network);
    expect(azure.ids("azurerm_subnet")).toEqual([]);
    await azure.destroy("azurerm_nat_gateway", gateway);
  });

  test("ranges do not overlap, and lie in their network", async () => {
    const azure = await Azure.open();
    await azure.subnet();
    const subnet = (address_prefixes: readonly string[]) =>
      azure.make("azurerm_subnet", {
        name: "other",
        resource_group_name: "dev",
        virtual_network_name: "dev",
        address_prefixes,
      });

    expect(await refusal(subnet(["10.0.8.0/24"]))).toContain("NetcfgSubnetRangesOverlap");
    expect(await refusal(subnet(["10.1.0.0/24"]))).toContain("NetcfgInvalidSubnet");
    expect(await refusal(subnet(["10.0.16.0/30"]))).toContain("smaller than /29");
    await subnet(["10.0.16.0/28"]);
  });
});
