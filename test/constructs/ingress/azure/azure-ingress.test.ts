/** The ingress on AKS: what the load balancer is told, and what writes into Azure DNS. */
import { checkChartValues } from "../../../../src/catalog/chart-values";
import type { ChartName } from "../../../../src/catalog/charts";
import type { Block } from "../../aws-stack";
import { buildAzureIngress, CLUSTER_PRINCIPAL, type Settings } from "./fixtures";

const ZONE_ID =
  "/subscriptions/12345678-1234-4234-8234-123456789012/resourceGroups/names/providers/Microsoft.Network/dnsZones/example.org";
const adopted: Settings = { dnsZone: { name: "example.org" }, azure: { zoneId: ZONE_ID } };
const made: Settings = { dnsZone: { name: "example.org" } };

const serviceOf = (settings: Settings = {}): { annotations: Block; spec: Block } =>
  buildAzureIngress(settings).values("traefik")["service"] as { annotations: Block; spec: Block };

const annotation = (name: string): string => `service.beta.kubernetes.io/azure-${name}`;

describe("the load balancer", () => {
  test("is public under an address of its own, which is in all zones and stays", () => {
    const { annotations, spec } = serviceOf();
    expect(annotations).toEqual({
      [annotation("load-balancer-health-probe-interval")]: "5",
      [annotation("load-balancer-health-probe-num-of-probe")]: "2",
      [annotation("load-balancer-resource-group")]: "dev-ingress",
      [annotation("pip-name")]: "dev-ingress",
    });
    expect(spec).toEqual({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      loadBalancerSourceRanges: ["0.0.0.0/0"],
    });
    expect(buildAzureIngress().synth().resource("azurerm_public_ip")).toMatchObject({
      name: "dev-ingress",
      sku: "Standard",
      allocation_method: "Static",
      zones: ["1", "2", "3"],
      lifecycle: { prevent_destroy: true },
    });
  });

  test("has an address of no zone where a location has none", () => {
    const address = buildAzureIngress({ region: "westus" }).synth().resource("azurerm_public_ip");
    expect(address).not.toHaveProperty("zones");
  });

  test("gives the address back where nothing is protected", () => {
    const address = buildAzureIngress({ protected: false }).synth().resource("azurerm_public_ip");
    expect(address).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("may be given the address: the cluster's identity has its role before the Service is made", () => {
    const synth = buildAzureIngress().synth();
    expect(synth.resource("azurerm_role_assignment")).toMatchObject({
      scope: "${azurerm_resource_group.ingress_resource-group.id}",
      role_definition_name: "Network Contributor",
      principal_id: CLUSTER_PRINCIPAL,
    });
    expect(synth.resource("helm_release", "ingress_traefik")["depends_on"]).toEqual(
      expect.arrayContaining([
        "azurerm_public_ip.ingress_address",
        "azurerm_role_assignment.ingress_address_role",
        "azurerm_network_security_rule.ingress_opening",
      ]),
    );
  });

  test("is internal where the section says so, for private addresses only, and makes no address", () => {
    const internal: Settings = { ...adopted, exposure: "internal" };
    const { annotations, spec } = serviceOf(internal);
    expect(annotations).toMatchObject({ [annotation("load-balancer-internal")]: "true" });
    expect(Object.keys(annotations)).not.toContain(annotation("pip-name"));
    expect(spec["loadBalancerSourceRanges"]).toEqual(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
    const synth = buildAzureIngress(internal).synth();
    for (const type of ["azurerm_public_ip", "azurerm_resource_group", "azurerm_role_assignment"]) {
      expect(synth.resources(type)).toEqual({});
    }
  });

  test("lets nobody in past the nodes' security group but whom the file allows", () => {
    const allow = ["203.0.113.0/24", "198.51.100.0/24"];
    const rule = buildAzureIngress({ ...adopted, allow })
      .synth()
      .resource("azurerm_network_security_rule");
    expect(rule).toMatchObject({
      network_security_group_name: "dev-nodes",
      access: "Allow",
      direction: "Inbound",
      protocol: "Tcp",
      source_address_prefixes: allow,
      destination_port_ranges: ["80", "443"],
    });
    expect(buildAzureIngress({}, false).synth().resources("azurerm_network_security_rule")).toEqual({});
  });

  test("keeps the client's address: pods take connections of those who may connect, and of other pods", () => {
    const { values, synth } = buildAzureIngress({ ...adopted, allow: ["203.0.113.0/24"] });
    expect(values("traefik")["ports"]).toMatchObject({ web: { proxyProtocol: { trustedIPs: [] } } });
    const guard = synth().resource("kubernetes_network_policy_v1", "ingress_traefik_guard")["spec"] as {
      ingress: readonly { from: readonly object[]; ports: readonly { port: string }[] }[];
    };
    expect(guard.ingress[0]).toEqual({
      from: [{ ip_block: { cidr: "203.0.113.0/24" } }, { namespace_selector: {} }],
      ports: [
        { port: "8000", protocol: "TCP" },
        { port: "8443", protocol: "TCP" },
      ],
    });
  });
});

describe("the DNS zone", () => {
  test("is made beside the address, kept with its records, and its name servers are handed on", () => {
    const { synth, ingress } = buildAzureIngress(made);
    expect(synth().resource("azurerm_dns_zone")).toMatchObject({
      name: "example.org",
      resource_group_name: "${azurerm_resource_group.ingress_resource-group.name}",
      lifecycle: { prevent_destroy: true },
    });
    expect(synth().resource("azurerm_resource_group")).toMatchObject({ name: "dev-ingress", location: "westeurope" });
    expect(ingress.attributes.nameServers).toHaveLength(1);
  });

  test("goes with its records where nothing is protected", () => {
    const zone = buildAzureIngress({ ...made, protected: false })
      .synth()
      .resource("azurerm_dns_zone");
    expect(zone).toMatchObject({ lifecycle: { prevent_destroy: false } });
  });

  test("is adopted by its id, and may be written by the two that need it", () => {
    const world = buildAzureIngress(adopted);
    expect(world.synth().resources("azurerm_dns_zone")).toEqual({});
    expect(world.cluster.identities).toEqual(
      ["cert-manager", "external-dns"].map((name) => ({
        namespace: name,
        serviceAccount: name,
        permissions: [{ kind: "dns-records", zoneIds: [ZONE_ID] }],
      })),
    );
  });

  test("external-dns writes into that zone alone, as an identity of its own, and holds no credential", () => {
    const world = buildAzureIngress(adopted);
    expect(world.values("external-dns")).toMatchObject({
      provider: { name: "azure" },
      domainFilters: ["example.org"],
      extraArgs: { "zone-id-filter": "/example.org" },
      serviceAccount: { annotations: { "azure.workload.identity/client-id": "client-of-external-dns" } },
      podLabels: { "azure.workload.identity/use": "true" },
      extraVolumes: [{ name: "configuration", configMap: { name: "external-dns-configuration" } }],
      extraVolumeMounts: [{ name: "configuration", mountPath: "/etc/kubernetes", readOnly: true }],
    });
    expect(world.synth().resource("kubernetes_config_map_v1")).toMatchObject({
      data: {
        "azure.json":
          '${jsonencode({"subscriptionId" = "12345678-1234-4234-8234-123456789012", "resourceGroup" = "names", "useWorkloadIdentityExtension" = true})}',
      },
    });
    expect(world.synth().resource("helm_release", "ingress_external-dns")["depends_on"]).toContain(
      "kubernetes_config_map_v1.ingress_external-dns_configuration",
    );
  });

  test("certificates are proven in it as cert-manager's identity", () => {
    const [issuer] = (buildAzureIngress(adopted).values("cluster-issuer") as { objects: { spec: object }[] }).objects;
    expect(issuer?.spec).toMatchObject({
      acme: {
        solvers: [
          {
            selector: { dnsZones: ["example.org"] },
            dns01: {
              azureDNS: {
                subscriptionID: "12345678-1234-4234-8234-123456789012",
                resourceGroupName: "names",
                hostedZoneName: "example.org",
                environment: "AzurePublicCloud",
                managedIdentity: { clientID: "client-of-cert-manager" },
              },
            },
          },
          { http01: expect.anything() as unknown },
        ],
      },
    });
  });

  test("of one that is made, both know subscription and group from its id", () => {
    const text = JSON.stringify(buildAzureIngress(made).synth().json);
    expect(text).toContain('element(split(\\"/\\", azurerm_dns_zone.ingress_dns-zone.id), 2)');
    expect(text).toContain('element(split(\\"/\\", azurerm_dns_zone.ingress_dns-zone.id), 4)');
  });
});

test.each<Settings>([
  {},
  adopted,
  { ...made, profile: "full" },
  { ...adopted, profile: "minimal", exposure: "internal" },
])("no value is set that the charts do not know: %j", (settings) => {
  const world = buildAzureIngress(settings);
  const charts = Object.values(world.synth().resources("helm_release")).filter(({ repository }) => repository);
  expect(charts.length).toBeGreaterThanOrEqual(2);
  for (const { chart, name } of charts) {
    expect(checkChartValues(chart as ChartName, world.values(name as string))).toEqual([]);
  }
});

test("nothing of it is of another cloud", () => {
  const { json } = buildAzureIngress(made).synth();
  expect(JSON.stringify(json)).not.toMatch(/aws|route53|elb/i);
});
