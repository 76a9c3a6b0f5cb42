/** Clusters of the simulated AKS: what comes with them, and what is refused. */
import { USUAL_VERSION } from "../../../src/providers/simulated-cluster/clusters";
import { azurermBehaviour } from "../../../src/providers/azurerm";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { refusal } from "../aws/support";
import { at } from "../support/simulated";
import { Azure, type Given, REGION, SUBSCRIPTION, TENANT } from "./support";

const DIRECTORY = [{ tenant_id: TENANT, azure_rbac_enabled: true }];
const POOL = { name: "system", vm_size: "Standard_D4ds_v5", node_count: 2, upgrade_settings: [{ max_surge: "33%" }] };

const make = (azure: Azure, given: Given = {}, prior: ValueObject | null = null) =>
  azure.make(
    "azurerm_kubernetes_cluster",
    {
      resource_group_name: "dev",
      location: REGION,
      name: "dev",
      dns_prefix: "dev",
      kubernetes_version: "1.34",
      default_node_pool: [POOL],
      identity: [{ type: "SystemAssigned" }],
      ...given,
    },
    prior,
  );

const network = (given: Given): Given => ({ network_profile: [{ network_plugin: "azure", ...given }] });

test.each<[what: string, given: Given, said: string]>([
  ["a minor that there is not", { kubernetes_version: "1.20" }, "K8sVersionNotSupported"],
  ["no local accounts and no directory", { local_account_disabled: true }, "managed Azure Active Directory"],
  ["workload identity without an issuer", { workload_identity_enabled: true }, "requires enabling the OIDC issuer"],
  ["cost analysis in the free tier", { cost_analysis_enabled: true }, "Standard and Premium"],
  [
    "ranges of a private cluster",
    { private_cluster_enabled: true, api_server_access_profile: [{ authorized_ip_ranges: ["20.0.0.0/24"] }] },
    "not supported together with a private cluster",
  ],
  ["Cilium without overlay", network({ network_data_plane: "cilium", network_policy: "cilium" }), "in overlay mode"],
  [
    "a policy of Cilium without its dataplane",
    network({ network_policy: "cilium" }),
    "needs the network dataplane cilium",
  ],
  [
    "another policy with Cilium",
    network({ network_plugin_mode: "overlay", network_data_plane: "cilium", network_policy: "calico" }),
    "does not take the network policy calico",
  ],
  [
    "a NAT gateway that is not at the subnet",
    network({ outbound_type: "userAssignedNATGateway" }),
    "SubnetNotAssociatedWithNATGateway",
  ],
  [
    "pods in the services' range",
    network({
      network_plugin_mode: "overlay",
      pod_cidr: "10.96.0.0/12",
      service_cidr: "10.96.0.0/16",
      dns_service_ip: "10.96.0.10",
    }),
    "overlaps the service CIDR",
  ],
  [
    "a DNS address outside",
    network({ service_cidr: "10.96.0.0/16", dns_service_ip: "10.97.0.10" }),
    "is not in the service CIDR",
  ],
  [
    "a group name of 81 characters",
    { name: "c".repeat(40), node_resource_group: "n".repeat(81) },
    "maximum length is 80",
  ],
  [
    "fewer at most than at least",
    { default_node_pool: [{ ...POOL, node_count: null, auto_scaling_enabled: true, min_count: 3, max_count: 2 }] },
    "less than minCount",
  ],
  ["a system pool of one CPU", { default_node_pool: [{ ...POOL, vm_size: "Standard_B1ms" }] }, "SystemPoolSkuTooLow"],
  [
    "zones where there are none",
    { location: "westus", default_node_pool: [{ ...POOL, zones: ["1"] }] },
    "AvailabilityZoneNotSupported",
  ],
])("%s is refused", async (_what, given, said) => {
  expect(await refusal(make(await Azure.open(), given))).toContain(said);
});

test("minors go up one at a time, and pools are no newer than their cluster", async () => {
  const azure = await Azure.open();
  const cluster = await make(azure);
  const pool = { name: "user", kubernetes_cluster_id: cluster.id, vm_size: "Standard_D4ds_v5", node_count: 1 };

  expect(await refusal(make(azure, { kubernetes_version: "1.33" }, cluster))).toContain("Downgrading");
  expect(await refusal(make(azure, { kubernetes_version: "1.36" }, cluster))).toContain("cannot be skipped");
  const newer = { ...pool, orchestrator_version: "1.35" };
  expect(await refusal(azure.make("azurerm_kubernetes_cluster_node_pool", newer))).toContain(
    "NodePoolMcVersionIncompatible",
  );
  await make(azure, { kubernetes_version: "1.35" }, cluster);
  await azure.make("azurerm_kubernetes_cluster_node_pool", newer);
  expect(await refusal(azure.make("azurerm_kubernetes_cluster_node_pool", { ...pool, name: "system" }))).toContain(
    "is called system already",
  );
  expect(await refusal(azure.make("azurerm_kubernetes_cluster_node_pool", { ...pool, name: "With-Hyphen" }))).toContain(
    "is not allowed",
  );
});

test("a zone and an API server's subnet of the user's own need the identity's roles first", async () => {
  const azure = await Azure.open();
  const { subnet, network: own } = await azure.subnet();
  const zone = await azure.make("azurerm_private_dns_zone", {
    name: `privatelink.${REGION}.azmk8s.io`,
    resource_group_name: "dev",
  });
  const identity = await azure.identity("cluster");
  const given = {
    dns_prefix: null,
    dns_prefix_private_cluster: "dev",
    private_cluster_enabled: true,
    private_dns_zone_id: zone.id,
    identity: [{ type: "UserAssigned", identity_ids: [identity.id] }],
    api_server_access_profile: [{ virtual_network_integration_enabled: true, subnet_id: subnet.id }],
  };

  expect(await refusal(make(azure, { ...given, identity: [{ type: "SystemAssigned" }] }))).toContain(
    "user-assigned identity",
  );
  expect(await refusal(make(azure, given))).toContain("CustomPrivateDNSZoneMissingPermissionError");
  await azure.assign("Private DNS Zone Contributor", zone.id, identity.principal_id);
  expect(await refusal(make(azure, given))).toContain("LinkedAuthorizationFailed");
  // A role on what the subnet lies in is enough.
  await azure.assign("Network Contributor", own.id, identity.principal_id);
  const cluster = await make(azure, given);
  expect(cluster.private_fqdn).toMatch(new RegExp(`^dev-[0-9a-f]{8}\\.privatelink\\.${REGION}\\.azmk8s\\.io$`));
  expect(cluster.fqdn).toBe("");
});

test("what Azure makes beside a cluster comes and goes with it", async () => {
  const azure = await Azure.open();
  const cluster = await make(azure, { key_vault_secrets_provider: [{ secret_rotation_enabled: true }] });
  const nodes = `/subscriptions/${SUBSCRIPTION}/resourceGroups/MC_dev_dev_${REGION}`;

  expect(azure.ids("azurerm_resource_group")).toContain(nodes);
  expect(azure.ids("azurerm_user_assigned_identity")).toEqual(
    ["dev-agentpool", "azurekeyvaultsecretsprovider-dev"].map(
      (name) => `${nodes}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    ),
  );
  await azure.make("azurerm_kubernetes_cluster_node_pool", {
    name: "user",
    kubernetes_cluster_id: cluster.id,
    vm_size: "Standard_D4ds_v5",
    node_count: 1,
  });
  await azure.destroy("azurerm_kubernetes_cluster", cluster);
  expect(azure.world.list().map(({ type }) => type)).toEqual(["azurerm_resource_group"]);
});

test("without local accounts nobody's keys are in its configuration", async () => {
  const azure = await Azure.open();
  const closed = await make(azure, {
    local_account_disabled: true,
    azure_active_directory_role_based_access_control: DIRECTORY,
  });
  expect(at(closed, "kube_config.0.client_key")).toBe("");
  expect(closed.kube_admin_config).toEqual([]);
  const open = await make(azure, { name: "open" });
  expect(at(open, "kube_admin_config.0.client_key")).not.toBe("");
});

test("other providers reach its API, with the nodes of its pools in their zones", async () => {
  const azure = await Azure.open();
  const cluster = await make(azure, { default_node_pool: [{ ...POOL, zones: ["1", "2"] }] });
  const [type] = azurermBehaviour.clusterTypes ?? [];

  const described = type?.describe(cluster, azure.world);
  expect(described).toMatchObject({ endpoint: at(cluster, "kube_config.0.host"), version: "1.34" });
  expect(described?.nodes).toEqual([
    { pool: "system", zone: `${REGION}-1` },
    { pool: "system", zone: `${REGION}-2` },
  ]);
  expect(USUAL_VERSION).toMatch(/^1\.\d+$/);
});
