/** The security checks of AKS and what stands around it, each under its own id. */
import { vmSizes } from "../../src/targets/aks/vm-sizes";
import { type Block, Synthesized } from "../constructs/aws-stack";
import { ADMINS, aksIn } from "../constructs/k8s-cluster/azure/fixtures";
import { TENANT } from "../constructs/azure-stack";

type Changes = Parameters<typeof aksIn>[0];
const synthesize = (changes: Changes = {}): Synthesized => new Synthesized(aksIn(changes).stack);

// Even what may be thrown away is safe: the defaults of the least protected cluster.
const stack = synthesize({ deletionProtection: false, zonalShift: false });
const cluster = stack.resource("azurerm_kubernetes_cluster");
const systemPool = cluster["default_node_pool"] as Block;
const pools = Object.values(stack.resources("azurerm_kubernetes_cluster_node_pool"));
const allPools = [systemPool, ...pools];

test("CKV_AZURE_115 AZU-0065: the API server is private, and has no public name", () => {
  expect(cluster).toMatchObject({ private_cluster_enabled: true, private_cluster_public_fqdn_enabled: false });
});
test("CKV_AZURE_6 AZU-0041: a public endpoint is open to named ranges alone", () => {
  const open = synthesize({ api: { public: { cidrs: ["203.0.113.0/24"] } } }).resource("azurerm_kubernetes_cluster");
  expect(open["api_server_access_profile"]).toMatchObject({ authorized_ip_ranges: ["203.0.113.0/24"] });
  expect(() => aksIn({ api: { public: { cidrs: ["0.0.0.0/0"] } } })).toThrow(/opens the API server to everybody/);
  expect(() => aksIn({ api: { public: { cidrs: [] } } })).toThrow(/would be open to the world/);
});
test("CKV_AZURE_5 AZU-0042: rights are roles, and people those of the tenant", () => {
  expect(cluster).toMatchObject({
    role_based_access_control_enabled: true,
    azure_active_directory_role_based_access_control: { azure_rbac_enabled: true, tenant_id: TENANT },
  });
  expect(stack.resource("azurerm_role_assignment", `cluster_admins_group-${ADMINS}`)).toMatchObject({
    role_definition_name: "Azure Kubernetes Service RBAC Cluster Admin",
    principal_id: ADMINS,
  });
});
test("CKV_AZURE_141: the cluster has no accounts of its own", () => {
  expect(cluster["local_account_disabled"]).toBe(true);
});
test("CIS 1.2.30: pods get identities by the cluster's own issuer, said explicitly", () => {
  expect(cluster).toMatchObject({ oidc_issuer_enabled: true, workload_identity_enabled: true });
});
test("CKV_AZURE_7 AZU-0043: network policies hold", () => {
  expect(cluster["network_profile"]).toMatchObject({ network_policy: "cilium", network_data_plane: "cilium" });
});
test("CKV2_AZURE_29: pods are in an overlay of Azure's own network plugin", () => {
  expect(cluster["network_profile"]).toMatchObject({ network_plugin: "azure", network_plugin_mode: "overlay" });
});
test("CKV_AZURE_170 APRL aks_sku_standard_or_premium: the control plane has an assured uptime", () => {
  expect(cluster["sku_tier"]).toBe("Standard");
});
test("CKV_AZURE_232: the system's pool is kept for what AKS cannot work without", () => {
  expect(systemPool["only_critical_addons_enabled"]).toBe(true);
});
test("CKV_AZURE_226: nodes have their system on the machine's own disk", () => {
  for (const pool of allPools) expect(pool["os_disk_type"]).toBe("Ephemeral");
  // A size without one has no such choice.
  expect(vmSizes().get("Standard_D4s_v5")?.localDisk).toBe(false);
  const managed = synthesize({ pools: [{ name: "apps", azure: { vmSize: "Standard_D4s_v5" } }] });
  expect(managed.resource("azurerm_kubernetes_cluster_node_pool", "cluster_pools_apps_1")["os_disk_type"]).toBe(
    "Managed",
  );
});
test("CKV_AZURE_227: hosts encrypt what nodes write", () => {
  for (const pool of allPools) expect(pool["host_encryption_enabled"]).toBe(true);
});
test("CKV_AZURE_168: 50 pods or more on a node", () => {
  for (const pool of allPools) expect(pool["max_pods"]).toBeGreaterThanOrEqual(50);
});
test("CKV_AZURE_117 AZU-0067: disks are encrypted with a key of our own, which is renewed", () => {
  expect(cluster["disk_encryption_set_id"]).toBe("${azurerm_disk_encryption_set.cluster_disks.id}");
  expect(stack.resource("azurerm_disk_encryption_set")).toMatchObject({
    encryption_type: "EncryptionAtRestWithCustomerKey",
    key_vault_key_id: "${azurerm_key_vault_key.cluster_disks_key.versionless_id}",
    auto_key_rotation_enabled: true,
  });
});
test("CKV_AZURE_143: no node has a public address", () => {
  for (const pool of allPools) expect(pool["node_public_ip_enabled"]).toBe(false);
});
test("CKV_AZURE_169: nodes are scale sets", () => {
  expect(systemPool["type"]).toBe("VirtualMachineScaleSets");
});
test("CKV_AZURE_171: patches of Kubernetes come by themselves, in their window; so do node images", () => {
  expect(cluster).toMatchObject({ automatic_upgrade_channel: "patch", node_os_upgrade_channel: "NodeImage" });
  for (const window of ["maintenance_window_auto_upgrade", "maintenance_window_node_os"]) {
    expect(cluster[window]).toMatchObject({ frequency: "Weekly", duration: 4 });
  }
});
test("CKV_AZURE_172: secrets of Key Vault are renewed in pods", () => {
  expect(cluster["key_vault_secrets_provider"]).toMatchObject({ secret_rotation_enabled: true });
});
test("CKV_AZURE_116 AZU-0066: Azure Policy looks at what runs", () => {
  expect(cluster["azure_policy_enabled"]).toBe(true);
});
test("CKV_AZURE_4 AZU-0040: the cluster reports to Azure Monitor, by its own identity", () => {
  expect(cluster["oms_agent"]).toMatchObject({ msi_auth_for_monitoring_enabled: true });
});
test("CKV_AZURE_8 CKV_AZURE_246: no dashboard, no routing without TLS", () => {
  expect(cluster["http_application_routing_enabled"]).toBe(false);
  expect(cluster).not.toHaveProperty("kube_dashboard");
});
test("CKV_AZURE_93: volumes are encrypted with a key of our own", () => {
  expect(aksIn().cluster.attributes.details["disk-encryption-set"]).toBeDefined();
});
test("APRL configure_aks_default_node_pool_zones: the system's pool is over two zones or more", () => {
  expect((systemPool["zones"] as string[]).length).toBeGreaterThanOrEqual(2);
});
test("APRL aks_enable_cluster_autoscaler: pools grow by themselves, and two nodes at least keep the system", () => {
  for (const pool of allPools) expect(pool["auto_scaling_enabled"]).toBe(true);
  expect(systemPool["min_count"]).toBeGreaterThanOrEqual(2);
});
test("CKV_AZURE_85: Defender watches the nodes, where the file asks for it", () => {
  expect(synthesize({ azure: { defender: true } }).resource("azurerm_kubernetes_cluster")).toHaveProperty(
    "microsoft_defender",
  );
});
test("CIS 1.2.27 CIS 1.2.28: secrets in etcd are encrypted with the key that the file names", () => {
  const id = `https://etcd.vault.azure.net/keys/etcd/${"0".repeat(32)}`;
  const vault = "/subscriptions/s/resourceGroups/names/providers/Microsoft.KeyVault/vaults/etcd";
  const made = synthesize({ azure: { etcdKey: { id, vault } } });
  expect(made.resource("azurerm_kubernetes_cluster")["key_management_service"]).toMatchObject({ key_vault_key_id: id });
});
test("what no scanner looks at: nobody runs commands in pods by the subscription's rights, and who calls is recorded", () => {
  expect(cluster["run_command_enabled"]).toBe(false);
  const logged = stack.resource("azurerm_monitor_diagnostic_setting")["enabled_log"] as Block[];
  expect(logged.map(({ category }) => category)).toEqual(
    expect.arrayContaining(["guard", "kube-audit-admin", "kube-controller-manager"]),
  );
});
test("what no scanner looks at: unused images with holes are taken away", () => {
  expect(cluster).toMatchObject({ image_cleaner_enabled: true });
});
test.each([true, false])("what no scanner looks at: a lock on what is protected (%s)", (deletionProtection) => {
  const locks = Object.values(synthesize({ deletionProtection }).resources("azurerm_management_lock"));
  expect(locks).toHaveLength(deletionProtection ? 1 : 0);
  for (const lock of locks) expect(lock["lock_level"]).toBe("CanNotDelete");
});
