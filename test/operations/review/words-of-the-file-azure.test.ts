/** What is told of a change on Azure, and what is taken over into, is called as the environment file calls it. */
import { type Field, type FileOfFields, type Side, testFieldsOf } from "./fields-of-the-file";

const FIELDS: readonly Field[] = [
  { thing: "objectStorage.files", field: "noncurrentDays", before: 30, after: 60, told: "noncurrentDays 30 → 60 days" },
  { thing: "objectStorage.files", field: "azure.replication", before: "LRS", after: "ZRS" },
  { thing: "redis.cart", field: "azure.sku", before: "Balanced_B1", after: "Balanced_B3" },
];

const NO_FIELDS: readonly string[] = [];

/** The file with all fields as they are before, or after. */
function fileOf(_side: Side, section: Parameters<FileOfFields["file"]>[1]): ReturnType<FileOfFields["file"]> {
  return {
    name: "dev",
    target: "aks",
    profile: "minimal",
    owner: "platform-team",
    azure: {
      subscription: "11111111-2222-4333-a444-555555555555",
      tenant: "99999999-2222-4333-a444-555555555555",
      location: "westeurope",
      admins: ["22222222-2222-4333-a444-555555555555"],
    },
    network: section("network"),
    cluster: section("cluster"),
    secrets: section("secrets"),
    redis: [
      {
        name: "cart",
        use: "cache",
        runs: "managed",
        azure: { clusteringPolicy: "NoCluster", ...(section("redis.cart")["azure"] as object | undefined) },
      },
    ],
    objectStorage: [{ name: "files", ...section("objectStorage.files") }],
  };
}

testFieldsOf({
  fields: FIELDS,
  noFields: NO_FIELDS,
  file: fileOf,
  judges: (type) => type.startsWith("azurerm_"),
});
