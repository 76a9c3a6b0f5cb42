/** `jangada/azure`: the target, and the implementations that need `@cdktf/provider-azurerm` alone, by name. */
export { AzureNetwork } from "../../src/constructs/network/azure/azure-network";
export { AksCluster } from "../../src/constructs/k8s-cluster/azure/aks-cluster";
export { BlobStore } from "../../src/constructs/object-storage/azure/blob-store";
export { FlexiblePostgres } from "../../src/constructs/postgres-db/azure/flexible-postgres";
export { ManagedCache } from "../../src/constructs/redis/azure/managed-cache";
export { AzureTarget } from "./target";
