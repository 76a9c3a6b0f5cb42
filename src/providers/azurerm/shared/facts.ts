/** What Azure's provider does alike in many services: these facts look at whatever has such an attribute. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";

/** What is paid for by its number. */
const AMOUNTS: Readonly<Record<string, readonly string[]>> = {
  min_count: ["azurerm_kubernetes_cluster_node_pool"],
  max_count: ["azurerm_kubernetes_cluster_node_pool"],
  "default_node_pool.min_count": ["azurerm_kubernetes_cluster"],
  "default_node_pool.max_count": ["azurerm_kubernetes_cluster"],
  os_disk_size_gb: ["azurerm_kubernetes_cluster_node_pool"],
  storage_mb: ["azurerm_postgresql_flexible_server"],
  backup_retention_days: ["azurerm_postgresql_flexible_server"],
};

/** Whether the bill goes up or down; never by how much. */
const COSTS: readonly RiskRule[] = Object.entries(AMOUNTS).flatMap(([path, types]) =>
  [true, false].map((up): RiskRule => ({
    id: `cost/azure-${path}-${up ? "up" : "down"}`,
    risk: "cost",
    direction: up ? "up" : "down",
    types,
    actions: ["update", "replace"],
    when: [{ path, is: up ? "more" : "less" }],
    reason: `${up ? "More" : "Less"} of what is paid for: {before} to {after}.`,
  })),
);

/** Keys of tags that services of Azure write (learn.microsoft.com/azure/azure-resource-manager/management/tag-resources; learn.microsoft.com/azure/aks/use-tags). */
const FOREIGN_TAG =
  /^tags(\["(hidden-|aks-managed-|k8s-azure-|kubernetes\.io|ms-resource-usage)[^"]*"\]|\.(hidden-|aks-managed-|k8s-azure-|ms-resource-usage)[\w-]*|\.(creationSource|orchestrator|poolName))$/;

const ofAzure = (type: string): boolean => type.startsWith("azurerm_");

export const sharedFacts: ServiceFacts = {
  noise: [
    {
      name: "tags-by-azure",
      attribute: FOREIGN_TAG,
      reason: "Azure, or a controller of AKS, marks what it uses.",
      when: (_change, { type }) => ofAzure(type),
    },
    {
      name: "id-in-other-case",
      attribute: /^(.*\.)?(id|scope|[a-z_]+_ids?(\[\d+\])?)$/,
      reason:
        "Azure's APIs tell ids with other capitals than they were given; ids are the same without regard to them (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).",
      when: ({ before, after }, { type }) =>
        ofAzure(type) &&
        typeof before === "string" &&
        typeof after === "string" &&
        before.startsWith("/subscriptions/") &&
        before !== after &&
        before.toLowerCase() === after.toLowerCase(),
    },
  ],
  madeByCloud: [
    {
      name: "deleted-softly",
      type: "azurerm_key_vault",
      reason: "A deleted vault waits for its end, or for the environment that takes it back.",
      matches: ({ attributes }) => attributes["retained"] === true,
    },
  ],
  rules: [
    ...COSTS,
    {
      id: "none/azure-tags",
      risk: "none",
      types: [
        "azurerm_resource_group",
        "azurerm_virtual_network",
        "azurerm_key_vault",
        "azurerm_storage_account",
        "azurerm_kubernetes_cluster",
        "azurerm_kubernetes_cluster_node_pool",
        "azurerm_postgresql_flexible_server",
        "azurerm_managed_redis",
      ],
      actions: ["update"],
      when: [{ path: "tags.*", is: "changed" }],
      reason: "Tags change.",
      listedLast: true,
    },
  ],
};
