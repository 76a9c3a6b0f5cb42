/** What changes of AKS put at risk. */
import type { RiskRule } from "../../../model/risk";

const CLUSTER = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";

const UPGRADE = "https://learn.microsoft.com/azure/aks/upgrade-aks-cluster";
const API = "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges";
const ACCESS = "https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad";
const ROTATION =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/kubernetes_cluster_node_pool";

export const clusterRules: readonly RiskRule[] = [
  {
    id: "exposure/aks-public-api",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["create", "update", "replace"],
    when: [{ path: "private_cluster_enabled", will: [false] }],
    unless: [
      { path: "private_cluster_enabled", was: [false] },
      { path: "api_server_access_profile.authorized_ip_ranges", is: "gaining" },
    ],
    reason: "The cluster's API server is open to the internet.",
    source: API,
  },
  {
    id: "exposure/aks-api-opened",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["update", "replace"],
    when: [
      { path: "api_server_access_profile.authorized_ip_ranges", is: "opening", absent: "world" },
      { path: "private_cluster_enabled", will: [false] },
    ],
    reason: "The cluster's API server can be reached from {after}, where it was {before}.",
    source: API,
  },
  {
    id: "exposure/aks-local-accounts",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["update", "replace"],
    when: [{ path: "local_account_disabled", becomes: [false] }],
    reason:
      "Certificates of the cluster's own administrator count again: whoever has one is nobody's in Entra ID, and cannot be put out.",
    source: ACCESS,
  },
  {
    id: "exposure/aks-rights",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["update", "replace"],
    when: [
      {
        anyOf: [
          "role_based_access_control_enabled",
          "azure_active_directory_role_based_access_control.azure_rbac_enabled",
          "azure_active_directory_role_based_access_control.admin_group_object_ids",
        ],
        is: "different",
      },
    ],
    reason: "Who may do what in the cluster is decided in another way, or by others.",
    source: ACCESS,
  },
  {
    id: "exposure/aks-policies-off",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["update"],
    when: [{ path: "azure_policy_enabled", becomes: [false] }],
    reason: "Azure Policy no longer looks at what runs in the cluster.",
  },
  {
    id: "exposure/aks-run-command",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["update"],
    when: [{ path: "run_command_enabled", becomes: [true] }],
    reason: "Whoever may run commands by Azure's API does so in the cluster, from everywhere.",
    source: "https://learn.microsoft.com/azure/aks/access-private-cluster",
  },
  {
    id: "exposure/aks-patches-off",
    risk: "exposure",
    types: [CLUSTER],
    actions: ["update"],
    when: [{ path: "node_os_upgrade_channel", becomes: ["None", "Unmanaged"] }],
    reason: "Nodes get no images with security patches any more.",
    source: "https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image",
  },
  {
    id: "exposure/aks-host-encryption",
    risk: "exposure",
    types: [CLUSTER, POOL],
    actions: ["update", "replace"],
    when: [{ anyOf: ["host_encryption_enabled", "default_node_pool.host_encryption_enabled"], is: "removed" }],
    reason: "Scratch space and caches of nodes are no longer encrypted on their host.",
  },
  {
    id: "exposure/aks-node-address",
    risk: "exposure",
    types: [POOL],
    actions: ["create", "update", "replace"],
    when: [{ path: "node_public_ip_enabled", becomes: [true] }],
    reason: "Its nodes get public addresses.",
  },
  {
    id: "downtime/aks-cluster-gone",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["delete", "replace"],
    reason:
      "Everything that runs in the cluster stops; another one has another issuer of tokens, so that no identity trusts its pods until it is told to.",
  },
  {
    id: "downtime/aks-version",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["update"],
    when: [{ path: "kubernetes_version", is: "changed" }],
    reason:
      "The control plane goes from {before} to {after}, then the nodes of its own pool in turn: their pods restart elsewhere.",
    source: UPGRADE,
  },
  {
    id: "downtime/aks-system-pool",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["update"],
    when: [
      {
        anyOf: ["default_node_pool.vm_size", "default_node_pool.zones", "default_node_pool.os_disk_type"],
        is: "different",
      },
    ],
    reason:
      "AKS's own pool is made anew, with a temporary one meanwhile: the provider drains no node, so that pods are ended without having moved.",
    source: ROTATION,
  },
  {
    id: "downtime/aks-pool-size",
    risk: "downtime",
    types: [POOL],
    actions: ["update"],
    when: [{ anyOf: ["vm_size", "zones", "os_disk_type", "os_disk_size_gb"], is: "different" }],
    reason:
      "The pool is made anew, with a temporary one meanwhile: the provider drains no node, so that pods are ended without having moved.",
    source: ROTATION,
  },
  {
    id: "downtime/aks-pool-version",
    risk: "downtime",
    types: [POOL],
    actions: ["update"],
    when: [{ path: "orchestrator_version", is: "changed" }],
    reason: "Its nodes go from {before} to {after} in turn: every pod restarts elsewhere.",
    source: UPGRADE,
  },
  {
    id: "downtime/aks-pool-gone",
    risk: "downtime",
    types: [POOL],
    actions: ["delete", "replace"],
    unless: [{ is: "made-before" }],
    reason: "Its nodes go, and their pods restart where there is room, if there is any.",
  },
  {
    id: "downtime/aks-node-provisioning-off",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["update"],
    when: [
      { path: "node_provisioning_profile.mode", was: ["Auto"] },
      { path: "node_provisioning_profile.mode", is: "changed" },
    ],
    reason:
      "No nodes are added for pods that find no room. AKS refuses it while a pool of Karpenter's can start nodes: delete those first (kubectl delete nodepools.karpenter.sh --all), which drains their nodes.",
    source: "https://learn.microsoft.com/azure/aks/use-node-auto-provisioning",
  },
  {
    id: "downtime/aks-node-provisioning-on",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["update"],
    when: [
      { path: "node_provisioning_profile.mode", becomes: ["Auto"] },
      { path: "default_node_pool.auto_scaling_enabled", was: [true] },
    ],
    reason:
      "AKS refuses node auto-provisioning while a pool has the cluster autoscaler: deploy once with 'autoscaling.enabled: false', which fixes the pools, and then without.",
    source: "https://learn.microsoft.com/azure/aks/migrate-from-autoscaler-to-node-auto-provisioning",
  },
  {
    id: "downtime/aks-workload-identity-off",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["update", "replace"],
    when: [{ anyOf: ["workload_identity_enabled", "oidc_issuer_enabled"], is: "removed" }],
    reason: "Pods get no tokens of their identities any more: whatever acts in Azure is refused.",
    source: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  },
  {
    id: "cost/aks-spot",
    risk: "cost",
    direction: "down",
    types: [POOL],
    actions: ["replace"],
    when: [{ path: "priority", will: ["Spot"] }],
    reason: "Spare capacity is cheaper, and taken away at 30 seconds' notice.",
    source: "https://learn.microsoft.com/azure/aks/spot-node-pool",
  },
  {
    id: "cost/aks-tier-up",
    risk: "cost",
    direction: "up",
    types: [CLUSTER],
    actions: ["update"],
    when: [{ path: "sku_tier", becomes: ["Standard", "Premium"] }],
    reason: "The control plane is paid for by the hour.",
  },
  {
    id: "downtime/aks-tier",
    risk: "downtime",
    types: [CLUSTER],
    actions: ["update"],
    when: [{ path: "sku_tier", becomes: ["Free"] }],
    reason: "Nobody assures that the control plane is there, and it is sized for ten nodes.",
    source: "https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers",
  },
];
