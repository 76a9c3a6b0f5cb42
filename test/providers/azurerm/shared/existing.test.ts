import type { ExistingObjects } from "../../../../src/model/existing";
import { azurermBehaviour } from "../../../../src/providers/azurerm";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { Azure, SUBSCRIPTION } from "../support";

const HUB = `/subscriptions/${SUBSCRIPTION}/resourceGroups/hub/providers`;
const NETWORK = `${HUB}/Microsoft.Network/virtualNetworks/hub`;
const NAMED: ExistingObjects = {
  environment: "dev",
  target: "aks",
  account: SUBSCRIPTION,
  region: "westeurope",
  things: [
    { kind: "dns-zone", id: `${HUB}/Microsoft.Network/dnsZones/example.org`, name: "example.org" },
    {
      kind: "encryption-key",
      id: "https://platform.vault.azure.net/keys/platform",
      identity: `${HUB}/Microsoft.ManagedIdentity/userAssignedIdentities/keys`,
    },
    {
      kind: "network",
      id: NETWORK,
      cidr: "10.0.0.0/16",
      subnets: [
        { id: `${NETWORK}/subnets/nodes`, zone: "1" },
        { id: `${NETWORK}/subnets/endpoints`, zone: "1" },
      ],
    },
  ],
};

const idsOf = (world: MemoryWorld): readonly string[] => world.list().map(({ type, id }) => `${type} ${id}`);

test("given what a file names that exists, then it is there", () => {
  const world = new MemoryWorld();
  azurermBehaviour.addExisting?.(world, NAMED);

  expect(idsOf(world)).toEqual([
    `azurerm_dns_zone ${HUB}/Microsoft.Network/dnsZones/example.org`,
    `azurerm_user_assigned_identity ${HUB}/Microsoft.ManagedIdentity/userAssignedIdentities/keys`,
    `azurerm_virtual_network ${NETWORK}`,
    `azurerm_subnet ${NETWORK}/subnets/nodes`,
    `azurerm_subnet ${NETWORK}/subnets/endpoints`,
  ]);
  expect(world.list().every(({ attributes }) => attributes["existing"] === true)).toBe(true);
});

test("given it again, then nothing changes; given another cloud's, then nothing of it is here", () => {
  const world = new MemoryWorld();
  azurermBehaviour.addExisting?.(world, { ...NAMED, target: "eks" });
  expect(idsOf(world)).toEqual([]);
  azurermBehaviour.addExisting?.(world, NAMED);
  const before = JSON.stringify(world.list());
  azurermBehaviour.addExisting?.(world, NAMED);
  expect(JSON.stringify(world.list())).toBe(before);
});

test("given an identity that exists, then a role may be given to it; given none, then Azure does not know it", async () => {
  const azure = await Azure.open();
  azurermBehaviour.addExisting?.(azure.world, NAMED);
  const [identity] = azure.world.list("azurerm_user_assigned_identity");
  const role = { scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/dev`, role_definition_name: "Reader" };

  const made = await azure.make("azurerm_role_assignment", {
    ...role,
    principal_id: identity?.attributes["principal_id"],
  });

  expect(made["principal_type"]).toBe("ServicePrincipal");
  await expect(
    azure.make("azurerm_role_assignment", { ...role, principal_id: "00000000-0000-4000-8000-000000000000" }),
  ).rejects.toThrow("PrincipalNotFound");
});

test("given something in a group of the environment's own, then that group can still be made, and is there before", async () => {
  const azure = new Azure(new MemoryWorld());
  await azure.configure({});
  const subnet = `/subscriptions/${SUBSCRIPTION}/resourceGroups/mine/providers/Microsoft.Network/virtualNetworks/hand-made/subnets/data`;
  azurermBehaviour.addExisting?.(azure.world, { ...NAMED, things: [{ kind: "subnet", id: subnet }] });
  const lock = (scope: string) =>
    azure.make("azurerm_management_lock", { name: "kept", scope, lock_level: "CanNotDelete" });

  for (const parts of [5, 9, 11]) await lock(subnet.split("/").slice(0, parts).join("/"));
  await expect(lock(`${subnet}-2`)).rejects.toThrow("was not found");
  expect((await azure.make("azurerm_resource_group", { name: "mine", location: "westeurope" }))["name"]).toBe("mine");
});

test.each([
  ["server", {}, "flexibleServers", "westeurope", false],
  ["copies", {}, "flexibleServers", "northeurope", true],
  ["backups", { retained: true }, "deletedFlexibleServers", "westeurope", undefined],
] as const)(
  "given a server that a file restores from (%s), then that is there",
  (source, more, kind, location, copied) => {
    const world = new MemoryWorld();
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/other/providers/Microsoft.DBforPostgreSQL`;
    azurermBehaviour.addExisting?.(world, {
      ...NAMED,
      things: [{ kind: "database-backup", source, id: `${group}/flexibleServers/orders`, version: "17", storage: 64 }],
    });

    expect(world.list()).toMatchObject([
      {
        id: `${group}/${kind}/orders`,
        attributes: { ...more, version: "17", storage_mb: 65536, location, administrator_login: "platform_admin" },
      },
    ]);
    expect(world.list()[0]?.attributes["geo_redundant_backup_enabled"] ?? undefined).toBe(copied);
  },
);

test("given what subnets are given to, a way out and a hub's private zone, then that is there, too", () => {
  const world = new MemoryWorld();
  const zone = `${HUB}/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net`;
  azurermBehaviour.addExisting?.(world, {
    ...NAMED,
    things: [
      { kind: "dns-zone", id: zone, name: "privatelink.redis.azure.net", linked: true },
      {
        kind: "network",
        id: NETWORK,
        cidr: "10.0.0.0/16",
        subnets: [
          { id: `${NETWORK}/subnets/nodes`, wayOut: true },
          { id: `${NETWORK}/subnets/data`, delegation: "Microsoft.DBforPostgreSQL/flexibleServers" },
        ],
      },
    ],
  });

  expect(idsOf(world)).toEqual([
    `azurerm_private_dns_zone ${zone}`,
    `azurerm_private_dns_zone_virtual_network_link ${zone}/virtualNetworkLinks/existing`,
    `azurerm_virtual_network ${NETWORK}`,
    `azurerm_subnet ${NETWORK}/subnets/nodes`,
    `azurerm_subnet_nat_gateway_association ${NETWORK}/subnets/nodes`,
    `azurerm_subnet ${NETWORK}/subnets/data`,
  ]);
  const [nodes, data] = world.list("azurerm_subnet").map(({ attributes }) => JSON.stringify(attributes["delegation"]));
  expect(nodes).toBe("[]");
  expect(data).toContain("Microsoft.DBforPostgreSQL/flexibleServers");
});
