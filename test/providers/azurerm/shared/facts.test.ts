import { sharedFacts } from "../../../../src/providers/azurerm/shared/facts";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one, type Cases } from "../../../helpers/rule-cases";
import { change } from "../../../operations/risk/changes";

const POOL = "azurerm_kubernetes_cluster_node_pool";
const SERVER = "azurerm_postgresql_flexible_server";
const GROUP = "/subscriptions/1/resourceGroups";

const amount = (
  path: string,
  type: string,
  of = (value: number): object => ({ [path]: value }),
): Record<string, Cases> => ({
  [`cost/azure-${path}-up`]: one(change(type, of(1), of(2)), change(type, of(2), of(1))),
  [`cost/azure-${path}-down`]: one(change(type, of(2), of(1)), change(type, of(1), of(2))),
});
const inPool = (name: string) => (value: number) => ({ default_node_pool: [{ [name]: value }] });

describeRules(sharedFacts, {
  ...amount("min_count", POOL),
  ...amount("max_count", POOL),
  ...amount("os_disk_size_gb", POOL),
  ...amount("storage_mb", SERVER),
  ...amount("backup_retention_days", SERVER),
  ...amount("default_node_pool.min_count", "azurerm_kubernetes_cluster", inPool("min_count")),
  ...amount("default_node_pool.max_count", "azurerm_kubernetes_cluster", inPool("max_count")),
  "none/azure-tags": one(
    change("azurerm_key_vault", { tags: { a: "1" } }, { tags: { a: "2" } }),
    change("azurerm_key_vault", { sku_name: "standard" }, { sku_name: "premium" }),
  ),
});

describeNoise(sharedFacts, {
  "tags-by-azure": {
    type: "azurerm_public_ip",
    before: { tags: {} },
    noise: { tags: { "k8s-azure-service": "web" } },
    drift: { tags: { owner: "somebody" } },
  },
  "id-in-other-case": {
    type: "azurerm_private_endpoint",
    before: { subnet_id: `${GROUP}/dev` },
    noise: { subnet_id: `${GROUP.toLowerCase()}/DEV` },
    drift: { subnet_id: `${GROUP}/prod` },
  },
});
