/** Data sources of the simulated Azure. */
import { dataSourceOf } from "../../../src/providers/azurerm/data";
import { RESOURCE_IDS } from "../../../src/providers/azurerm/shared/resource-ids";
import { azurermBehaviour } from "../../../src/providers/azurerm";
import { loadSchema } from "../../../src/schemas/load";
import { refusal } from "../aws/support";
import { Azure, GROUP, REGION, SUBSCRIPTION, TENANT } from "./support";

const schema = loadSchema("azurerm");

test.each(Object.keys(schema.dataSources))("%s is simulated", (type) => {
  expect(dataSourceOf(type)).toBeDefined();
});

test("every type that is carried has an id of its own, and none has that is not", () => {
  expect(Object.keys(RESOURCE_IDS).sort()).toEqual(Object.keys(schema.resources).sort());
  expect(azurermBehaviour.resource("azurerm_mssql_server")).toBeUndefined();
  expect(azurermBehaviour.resource("constructor")).toBeUndefined();
});

test("every argument that an id is made of is one of the type's", () => {
  const unknown = Object.entries(RESOURCE_IDS).flatMap(([type, template]) =>
    [...template.matchAll(/\{(\w+)(?:[#|]\w+)?\}/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !["subscription", "group", "hex32"].includes(name))
      .filter((name) => !schema.resources[type]?.attributes[name])
      .map((name) => `${type}.${name}`),
  );
  expect(unknown).toEqual([]);
});

test("who runs Terraform, and in which subscription", async () => {
  const azure = await Azure.open();
  expect(await azure.data("azurerm_client_config")).toMatchObject({ subscription_id: SUBSCRIPTION, tenant_id: TENANT });
  expect(await azure.data("azurerm_subscription")).toMatchObject({
    id: `/subscriptions/${SUBSCRIPTION}`,
    state: "Enabled",
  });
});

test("what is there is found by its name and group, and what is not is refused", async () => {
  const azure = await Azure.open();
  const { network, subnet } = await azure.subnet();
  const identity = await azure.identity("app");

  const found = { resource_group_name: "dev" };
  expect(await azure.data("azurerm_resource_group", { name: "dev" })).toMatchObject({ id: GROUP, location: REGION });
  expect(await azure.data("azurerm_virtual_network", { ...found, name: "dev" })).toMatchObject({ id: network.id });
  expect(await azure.data("azurerm_subnet", { ...found, name: "nodes", virtual_network_name: "dev" })).toMatchObject({
    id: subnet.id,
    address_prefixes: ["10.0.0.0/20"],
  });
  expect(await azure.data("azurerm_user_assigned_identity", { ...found, name: "app" })).toMatchObject({
    principal_id: identity.principal_id,
  });
  expect(await refusal(azure.data("azurerm_resource_group", { name: "prod" }))).toContain("(prod) was not found");
  expect(await refusal(azure.data("azurerm_virtual_network", { name: "dev", resource_group_name: "prod" }))).toContain(
    "was not found",
  );
});

test("a cluster is read with what reaches it", async () => {
  const azure = await Azure.open();
  const cluster = await azure.inGroup("azurerm_kubernetes_cluster", {
    name: "dev",
    dns_prefix: "dev",
    oidc_issuer_enabled: true,
    default_node_pool: [
      { name: "system", vm_size: "Standard_D4ds_v5", node_count: 1, upgrade_settings: [{ max_surge: "33%" }] },
    ],
    identity: [{ type: "SystemAssigned" }],
  });
  const read = await azure.data("azurerm_kubernetes_cluster", { name: "dev", resource_group_name: "dev" });
  expect(read).toMatchObject({ id: cluster.id, fqdn: cluster.fqdn, oidc_issuer_url: cluster.oidc_issuer_url });
});

test("regions, versions and roles are Azure's own", async () => {
  const azure = await Azure.open();
  expect((await azure.data("azurerm_location", { location: "West Europe" })).zone_mappings).toHaveLength(3);
  expect(await refusal(azure.data("azurerm_location", { location: "atlantis" }))).toContain("was not found");
  const versions = await azure.data("azurerm_kubernetes_service_versions", {
    location: REGION,
    version_prefix: "1.34",
  });
  expect(versions.versions).toEqual(["1.34.0"]);
  expect(
    await refusal(azure.data("azurerm_kubernetes_service_versions", { location: REGION, version_prefix: "1.9" })),
  ).toContain("1.9");
  expect(await azure.data("azurerm_role_definition", { name: "AcrPull" })).toMatchObject({
    role_definition_id: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  });
  expect(await refusal(azure.data("azurerm_role_definition", { name: "AcrPul" }))).toContain("could not find role");
});

test("what carries certain tags is found, in this subscription alone", async () => {
  const azure = await Azure.open();
  await azure.inGroup("azurerm_nat_gateway", { name: "one", tags: { env: "dev" } });
  await azure.inGroup("azurerm_nat_gateway", { name: "two", tags: { env: "prod" } });
  const found = await azure.data("azurerm_resources", { required_tags: { env: "dev" } });
  expect(found.resources).toMatchObject([
    { name: "one", type: "Microsoft.Network/natGateways", resource_group_name: "dev" },
  ]);
});

test("a provider without a subscription is refused", async () => {
  const azure = await Azure.open();
  expect(await refusal(azure.configure({ subscription_id: "dev" }))).toContain("is no UUID");
  const before = process.env.ARM_SUBSCRIPTION_ID;
  delete process.env.ARM_SUBSCRIPTION_ID;
  try {
    expect(await refusal(azure.configure({ subscription_id: null }))).toContain("required provider property");
  } finally {
    if (before !== undefined) process.env.ARM_SUBSCRIPTION_ID = before;
  }
});
