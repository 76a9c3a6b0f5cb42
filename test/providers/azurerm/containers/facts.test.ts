import { containerFacts } from "../../../../src/providers/azurerm/containers/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, exchange, remove, replace } from "../../../operations/risk/changes";

const CLUSTER = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";
const ranges = (...authorized_ip_ranges: string[]) => ({
  private_cluster_enabled: false,
  api_server_access_profile: [{ authorized_ip_ranges }],
});
const pool = (settings: object) => ({ default_node_pool: [{ name: "system", ...settings }] });
const provisioned = (mode: string, auto_scaling_enabled: boolean) => ({
  node_provisioning_profile: [{ mode }],
  ...pool({ auto_scaling_enabled }),
});

describeRules(containerFacts, {
  "exposure/aks-public-api": one(
    create(CLUSTER, { private_cluster_enabled: false }),
    create(CLUSTER, ranges("203.0.113.0/24")),
  ),
  "exposure/aks-api-opened": one(
    change(CLUSTER, ranges("203.0.113.0/24"), ranges("203.0.113.0/24", "198.51.100.0/24")),
    change(CLUSTER, ranges("203.0.113.0/24", "198.51.100.0/24"), ranges("203.0.113.0/24")),
  ),
  "exposure/aks-local-accounts": one(
    change(CLUSTER, { local_account_disabled: true }, { local_account_disabled: false }),
    change(CLUSTER, { local_account_disabled: false }, { local_account_disabled: true }),
  ),
  "exposure/aks-rights": one(
    change(
      CLUSTER,
      { azure_active_directory_role_based_access_control: [{ admin_group_object_ids: ["a"] }] },
      { azure_active_directory_role_based_access_control: [{ admin_group_object_ids: ["a", "b"] }] },
    ),
    change(CLUSTER, { sku_tier: "Free" }, { sku_tier: "Standard" }),
  ),
  "exposure/aks-policies-off": one(
    change(CLUSTER, { azure_policy_enabled: true }, { azure_policy_enabled: false }),
    change(CLUSTER, { azure_policy_enabled: false }, { azure_policy_enabled: true }),
  ),
  "exposure/aks-run-command": one(
    change(CLUSTER, { run_command_enabled: false }, { run_command_enabled: true }),
    change(CLUSTER, { run_command_enabled: true }, { run_command_enabled: false }),
  ),
  "exposure/aks-patches-off": one(
    change(CLUSTER, { node_os_upgrade_channel: "NodeImage" }, { node_os_upgrade_channel: "None" }),
    change(CLUSTER, { node_os_upgrade_channel: "NodeImage" }, { node_os_upgrade_channel: "SecurityPatch" }),
  ),
  "exposure/aks-host-encryption": one(
    change(POOL, { host_encryption_enabled: true }, { host_encryption_enabled: false }),
    change(POOL, { host_encryption_enabled: false }, { host_encryption_enabled: true }),
  ),
  "exposure/aks-node-address": one(
    create(POOL, { node_public_ip_enabled: true }),
    create(POOL, { node_public_ip_enabled: false }),
  ),
  "downtime/aks-cluster-gone": one(replace(CLUSTER), remove(POOL)),
  "downtime/aks-version": one(
    change(CLUSTER, { kubernetes_version: "1.33" }, { kubernetes_version: "1.34" }),
    change(CLUSTER, { kubernetes_version: "1.34", tags: { a: "1" } }, { kubernetes_version: "1.34", tags: { a: "2" } }),
  ),
  "downtime/aks-system-pool": one(
    change(CLUSTER, pool({ vm_size: "Standard_D2ds_v5" }), pool({ vm_size: "Standard_D4ds_v5" })),
    change(CLUSTER, pool({ max_count: 3 }), pool({ max_count: 4 })),
  ),
  "downtime/aks-pool-size": one(
    change(POOL, { vm_size: "Standard_D2ds_v5" }, { vm_size: "Standard_D4ds_v5" }),
    change(POOL, { max_count: 3 }, { max_count: 4 }),
  ),
  "downtime/aks-pool-version": one(
    change(POOL, { orchestrator_version: "1.33" }, { orchestrator_version: "1.34" }),
    change(POOL, { max_count: 3 }, { max_count: 4 }),
  ),
  "downtime/aks-pool-gone": one(remove(POOL), exchange(POOL)),
  "downtime/aks-node-provisioning-on": one(
    change(CLUSTER, provisioned("Manual", true), provisioned("Auto", false)),
    change(CLUSTER, provisioned("Manual", false), provisioned("Auto", false)),
  ),
  "downtime/aks-node-provisioning-off": one(
    change(CLUSTER, provisioned("Auto", false), provisioned("Manual", false)),
    change(CLUSTER, provisioned("Auto", false), { ...provisioned("Auto", false), tags: { a: "b" } }),
  ),
  "downtime/aks-workload-identity-off": one(
    change(CLUSTER, { workload_identity_enabled: true }, { workload_identity_enabled: false }),
    change(CLUSTER, { workload_identity_enabled: false }, { workload_identity_enabled: true }),
  ),
  "cost/aks-spot": one(
    replace(POOL, { priority: "Regular" }, { priority: "Spot" }),
    replace(POOL, { priority: "Spot" }, { priority: "Regular" }),
  ),
  "cost/aks-tier-up": one(
    change(CLUSTER, { sku_tier: "Free" }, { sku_tier: "Standard" }),
    change(CLUSTER, { sku_tier: "Standard" }, { sku_tier: "Free" }),
  ),
  "downtime/aks-tier": one(
    change(CLUSTER, { sku_tier: "Standard" }, { sku_tier: "Free" }),
    change(CLUSTER, { sku_tier: "Free" }, { sku_tier: "Standard" }),
  ),
});

describeIrreversible(containerFacts, /^https:\/\/learn\.microsoft\.com\/azure\//, [
  [CLUSTER, "kubernetes_version", "1.34", "1.33", true],
  [CLUSTER, "kubernetes_version", "1.33", "1.34", false],
  [CLUSTER, "oidc_issuer_enabled", true, false, true],
  [CLUSTER, "oidc_issuer_enabled", false, true, false],
]);

const scaled = { auto_scaling_enabled: true, min_count: 1, max_count: 3 };
const patched = (version: string, channel = "patch") => ({
  kubernetes_version: version,
  automatic_upgrade_channel: channel,
});

describeNoise(containerFacts, {
  "nodes-autoscaled": {
    type: POOL,
    before: { ...scaled, node_count: 1 },
    noise: { ...scaled, node_count: 3 },
    drift: { ...scaled, node_count: 7 },
  },
  "cluster-patched": {
    type: CLUSTER,
    before: patched("1.34.1"),
    noise: patched("1.34.3"),
    drift: patched("1.35.0"),
  },
  "nodes-patched": {
    type: POOL,
    before: { orchestrator_version: "1.34.1" },
    noise: { orchestrator_version: "1.34.3" },
    drift: { orchestrator_version: "1.33.9" },
  },
  "upgrade-settings-told": {
    type: POOL,
    before: { upgrade_settings: null },
    noise: { upgrade_settings: [{ max_surge: "10%" }] },
    drift: { upgrade_settings: null, vm_size: "Standard_D4ds_v5" },
  },
  "cluster-credentials-renewed": {
    type: CLUSTER,
    before: { kube_config_raw: "one" },
    noise: { kube_config_raw: "other" },
    drift: { kube_config_raw: "one", fqdn: "other" },
  },
  "spot-price-told": {
    type: POOL,
    before: { spot_max_price: null },
    noise: { spot_max_price: -1 },
    drift: { spot_max_price: 0.5 },
  },
});
