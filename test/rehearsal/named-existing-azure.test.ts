/** A virtual network that a file of AKS names: nobody made it here, and everything else stands in it. */
import { byAction, expectAllOk, RehearsedProject } from "../helpers/project";

const GROUP = "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/hub/providers/Microsoft.Network";
const NETWORK = `${GROUP}/virtualNetworks/spoke`;
const subnet = (name: string): string => `${NETWORK}/subnets/${name}`;
const CLUSTER_ZONE = `${GROUP}/privateDnsZones/privatelink.westeurope.azmk8s.io`;

const BASE = {
  name: "dev",
  target: "aks",
  profile: "minimal",
  owner: "fishers",
  azure: {
    subscription: "11111111-2222-4333-a444-555555555555",
    tenant: "99999999-2222-4333-a444-555555555555",
    location: "westeurope",
    admins: ["11223344-5566-4788-8900-aabbccddeeff"],
  },
};

const DEV = JSON.stringify({
  ...BASE,
  network: {
    azure: {
      privateZones: { cluster: CLUSTER_ZONE },
      existing: {
        networkId: NETWORK,
        cidr: "10.20.0.0/16",
        subnets: {
          nodes: subnet("machines"),
          endpoints: subnet("endpoints"),
          data: subnet("postgres"),
          "api-server": subnet("api"),
        },
      },
    },
  },
  databases: [{ name: "orders" }],
});

test("an environment in it makes its own group and the zones that nobody names, and stands in its subnets", async () => {
  const project = await RehearsedProject.open({ dev: DEV });
  const runs = await project.deploy("dev");
  const only = (type: string): Readonly<Record<string, unknown>> => ({
    ...project.simulation.world.list(type)[0]?.attributes,
  });
  const cluster = only("azurerm_kubernetes_cluster");
  const server = only("azurerm_postgresql_flexible_server");
  const links = project.simulation.world.list("azurerm_private_dns_zone_virtual_network_link");
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
  for (const { attributes } of links) expect(attributes["virtual_network_id"]).toBe(NETWORK);
  expect(cluster).toMatchObject({ resource_group_name: "dev", private_dns_zone_id: CLUSTER_ZONE });
  expect(JSON.stringify(cluster)).toContain(subnet("machines"));
  expect(JSON.stringify(cluster)).toContain(subnet("api"));
  expect(server).toMatchObject({ resource_group_name: "dev", delegated_subnet_id: subnet("postgres") });
  expectAllOk(again);
  expect(byAction(again)["create"] ?? []).toEqual([]);
});

test("in a cluster that exists, pods and their identities are made, and neither cluster nor node pools", async () => {
  const project = await RehearsedProject.open({
    dev: JSON.stringify({
      ...BASE,
      cluster: {
        version: "1.34",
        azure: {
          existing: {
            name: "shared",
            resourceGroup: "platform",
            endpoint: "https://shared-1a2b3c.hcp.westeurope.azmk8s.io:443",
            certificateAuthority: Buffer.from(
              "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
            ).toString("base64"),
            oidcIssuer: "https://westeurope.oic.prod-aks.azure.com/99999999-2222-4333-a444-555555555555/abc/",
            identity: "22334455-6677-4899-8011-bbccddeeff00",
          },
        },
      },
      databases: [{ name: "orders" }],
      ingress: { host: "dev.example.org", dnsZone: { name: "dev.example.org" } },
      secrets: { namespaces: [{ name: "shop", secrets: ["stripe/api-key"] }] },
    }),
  });
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
