/** Which fields of the section Azure's attributes come from. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { poolTotal } from "../pool-total";

const CLUSTER = "azurerm_kubernetes_cluster";
const NODES = "azurerm_kubernetes_cluster_node_pool";

export const aksClusterFacts: ServiceFacts = {
  fileEntryOfType: { [CLUSTER]: "cluster", [NODES]: "cluster.pools.*" },
  dividedNumbers: [
    { type: NODES, entry: "cluster.pools.*", label: "nodes by zone", min: "min_count", max: "max_count" },
  ],
  fileFields: [
    { type: CLUSTER, attribute: "kubernetes_version", field: "version" },
    { type: NODES, attribute: "min_count", field: "nodes.min", combined: poolTotal },
    { type: NODES, attribute: "max_count", field: "nodes.max", combined: poolTotal },
    { type: NODES, attribute: "os_disk_size_gb", field: "disk" },
    { type: NODES, attribute: "vm_size", field: "azure.vmSize" },
    {
      type: NODES,
      attribute: "priority",
      field: "spot",
      value: (real) => (real === "Spot" ? true : real === "Regular" ? false : undefined),
    },
  ],
  fieldLabels: {
    [CLUSTER]: {
      kubernetes_version: { field: "version" },
      private_cluster_enabled: { field: "private API server" },
      "api_server_access_profile.*.authorized_ip_ranges": { field: "api.public.cidrs" },
      "network_profile.*.service_cidr": { field: "serviceCidr" },
      "network_profile.*.pod_cidr": { field: "azure.podCidr" },
      "network_profile.*.outbound_type": { field: "azure.outbound" },
      "default_node_pool.*.vm_size": { field: "azure.systemPool.vmSize" },
      "default_node_pool.*.min_count": { field: "azure.systemPool.nodes.min" },
      "default_node_pool.*.max_count": { field: "azure.systemPool.nodes.max" },
      "default_node_pool.*.host_encryption_enabled": { field: "azure.hostEncryption" },
      "azure_active_directory_role_based_access_control.*.admin_group_object_ids": { field: "admins" },
      "node_provisioning_profile.*.mode": { field: "node auto-provisioning" },
      "node_provisioning_profile.*.default_node_pools": { field: "AKS's own pools of Karpenter" },
      "default_node_pool.*.auto_scaling_enabled": { field: "azure.systemPool grows" },
      "default_node_pool.*.node_count": { field: "azure.systemPool.nodes.min" },
      sku_tier: { field: "tier" },
      support_plan: { field: "azure.longTermSupport" },
      local_account_disabled: { field: "no local accounts" },
      "maintenance_window_auto_upgrade.*.day_of_week": { field: "azure.maintenance.upgrades" },
      "maintenance_window_auto_upgrade.*.start_time": { field: "azure.maintenance.upgrades" },
      "maintenance_window_node_os.*.day_of_week": { field: "azure.maintenance.nodeImages" },
      "maintenance_window_node_os.*.start_time": { field: "azure.maintenance.nodeImages" },
      "key_management_service.*.key_vault_key_id": { field: "azure.etcdKey" },
    },
    [NODES]: {
      vm_size: { field: "size" },
      os_disk_size_gb: { field: "disk", unit: "GiB" },
      priority: { field: "spot" },
      orchestrator_version: { field: "version" },
      node_labels: { field: "labels" },
      "node_taints.*": { field: "taints" },
      host_encryption_enabled: { field: "host encryption" },
      auto_scaling_enabled: { field: "grows" },
      node_count: { field: "nodes" },
    },
    azurerm_management_lock: { lock_level: { field: "azure.lock" } },
  },
};
