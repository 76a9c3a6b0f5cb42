/** What is known of AKS: its control planes and nodes. */
import type { ResourceChange } from "../../../model/plan";
import type { ServiceFacts } from "../../../model/resource-facts";
import { isOlder, isSameUpTo } from "../../shared/versions";
import { clusterRules } from "./rules";

const CLUSTER = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";
const PROVIDER = "https://github.com/hashicorp/terraform-provider-azurerm";

export const containerFacts: ServiceFacts = {
  holdsData: { [CLUSTER]: "a cluster, with every object and volume claim in it" },
  billed: [CLUSTER, POOL],
  irreversible: [
    {
      types: [CLUSTER],
      attribute: "kubernetes_version",
      closed: isOlder,
      reason: "A control plane cannot go back to an older Kubernetes minor.",
      source: "https://learn.microsoft.com/azure/aks/upgrade-aks-cluster",
    },
    {
      types: [CLUSTER],
      attribute: "oidc_issuer_enabled",
      closed: (real, wanted) => real === true && wanted !== true,
      reason: "The issuer of tokens cannot be turned off.",
      source: "https://learn.microsoft.com/azure/aks/use-oidc-issuer",
    },
  ],
  noise: [
    {
      name: "nodes-autoscaled",
      types: [CLUSTER, POOL],
      attribute: /^(default_node_pool\[0\]\.)?node_count$/,
      reason: "The autoscaler sets it; the file says the least and the most only.",
      when: ({ after }, { after: object }) => isWithinBounds(Number(after), object),
    },
    {
      name: "cluster-patched",
      types: [CLUSTER],
      attribute: /^(kubernetes_version|current_kubernetes_version|default_node_pool\[0\]\.orchestrator_version)$/,
      reason: `AKS raises the patch in the maintenance window, as automatic_upgrade_channel asks (${PROVIDER}/issues/26946).`,
      when: ({ before, after }, { after: object }) =>
        ["patch", "stable", "rapid"].includes(String(object?.["automatic_upgrade_channel"])) &&
        isSameUpTo(2, before, after),
    },
    {
      name: "nodes-patched",
      types: [POOL],
      attribute: /^orchestrator_version$/,
      reason: `AKS raises the patch of nodes with that of their cluster (${PROVIDER}/issues/31372).`,
      when: ({ before, after }) => isSameUpTo(2, before, after),
    },
    {
      name: "upgrade-settings-told",
      types: [CLUSTER, POOL],
      attribute: /^(default_node_pool\[0\]\.)?upgrade_settings(\[.*)?$/,
      reason:
        "Azure tells settings of upgrades for pools that were made without (https://github.com/Azure/terraform-azurerm-aks/issues/522).",
      when: ({ before }) => before == null || before === "",
    },
    {
      name: "cluster-credentials-renewed",
      types: [CLUSTER],
      attribute: /^kube_(admin_)?config(_raw)?(\[.*)?$/,
      reason:
        "AKS renews the certificates of its clusters (https://learn.microsoft.com/azure/aks/certificate-rotation).",
    },
    {
      name: "spot-price-told",
      types: [POOL],
      attribute: /^spot_max_price$/,
      reason: "Of what is no spare capacity Azure tells that it has no price of its own: -1.",
      when: ({ after }) => after == null || Number(after) === -1,
    },
  ],
  madeByCloud: [
    {
      name: "group-of-nodes",
      reason: "AKS keeps a cluster's nodes, balancers and disks in a resource group of its own.",
      matches: ({ id }) => /\/resourceGroups\/MC_/i.test(id),
    },
  ],
  rules: clusterRules,
};

type Object = ResourceChange["after"];

/** What the pool's own bounds let the autoscaler set; where none is told, it is fixed. */
function isWithinBounds(count: number, object: Object): boolean {
  const [pool] = (object?.["default_node_pool"] ?? [object]) as readonly (Object | undefined)[];
  if (pool?.["auto_scaling_enabled"] !== true) return false;
  return count >= Number(pool["min_count"]) && count <= Number(pool["max_count"]);
}
