/** A virtual network that a file of AKS names: nobody made it here, and everything else stands in it. */
import { AZURE_CLUSTER, AZURE_NETWORK, SPOKE_NETWORK, spokeSubnet } from "../helpers/naming-files";
import { byAction, expectAllOk, RehearsedProject } from "../helpers/project";

test("an environment in it makes its own group and the zones that nobody names, and stands in its subnets", async () => {
  const project = await RehearsedProject.open({ dev: AZURE_NETWORK });
  const runs = await project.deploy("dev");
  const only = (type: string): Readonly<Record<string, unknown>> => ({
    ...project.simulation.world.list(type)[0]?.attributes,
  });
  const cluster = only("azurerm_kubernetes_cluster");
  const server = only("azurerm_postgresql_flexible_server");
  // Beside that of the zone that the file names, which its owner linked.
  const links = project.simulation.world
    .list("azurerm_private_dns_zone_virtual_network_link")
    .filter(({ attributes }) => attributes["existing"] !== true);
  const again = await project.deploy("dev");
  await project.close();

  expectAllOk(runs);
  const { create = [] } = byAction(runs);
  expect(
    create.filter((address) =>
      /^azurerm_(virtual_network|subnet|nat_gateway|network_security_group|network_security_rule)/.test(address),
    ),
  ).toEqual([]);
  expect(create).toContain("azurerm_resource_group.network_resource-group");
  expect(create).not.toContain("azurerm_private_dns_zone.network_private-zones_cluster");
  expect(links).toHaveLength(4);
  for (const { attributes } of links) expect(attributes["virtual_network_id"]).toBe(SPOKE_NETWORK.id);
  expect(cluster).toMatchObject({ resource_group_name: "dev", private_dns_zone_id: SPOKE_NETWORK.clusterZone });
  expect(JSON.stringify(cluster)).toContain(spokeSubnet("machines"));
  expect(JSON.stringify(cluster)).toContain(spokeSubnet("api"));
  expect(server).toMatchObject({ resource_group_name: "dev", delegated_subnet_id: spokeSubnet("postgres") });
  expectAllOk(again);
  expect(byAction(again)["create"] ?? []).toEqual([]);
});

test("in a cluster that exists, pods and their identities are made, and neither cluster nor node pools", async () => {
  const project = await RehearsedProject.open({ dev: AZURE_CLUSTER });
  const runs = await project.deploy("dev");
  const identities = project.simulation.world
    .list("azurerm_user_assigned_identity")
    .filter(({ attributes }) => attributes["existing"] !== true);
  const again = await project.deploy("dev");
  await project.close();

  expectAllOk(runs);
  const { create = [] } = byAction(runs);
  expect(create.filter((address) => /^azurerm_(kubernetes_cluster|disk_encryption_set)/.test(address))).toEqual([]);
  expect(create.filter((address) => /^helm_release\./.test(address))).not.toEqual([]);
  expect(identities.length).toBeGreaterThan(0);
  for (const { attributes } of identities) expect(attributes["resource_group_name"]).toBe("dev");
  expectAllOk(again);
  expect(byAction(again)["create"] ?? []).toEqual([]);
});
