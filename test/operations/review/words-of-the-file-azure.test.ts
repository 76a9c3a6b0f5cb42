/** What is told of a change on Azure, and what is taken over into, is called as the environment file calls it. */
import { facts } from "../../../src/facts";
import { type Field, type FileOfFields, type Side, testFieldsOf } from "./fields-of-the-file";

const FIELDS: readonly Field[] = [
  { thing: "network", field: "azure.natSku", before: "Standard", after: "StandardV2" },
  { thing: "objectStorage.files", field: "noncurrentDays", before: 30, after: 60, told: "noncurrentDays 30 → 60 days" },
  { thing: "objectStorage.files", field: "azure.replication", before: "LRS", after: "ZRS" },
  { thing: "cluster", field: "version", before: "1.34", after: "1.35" },
  { thing: "cluster.pools.general", field: "disk", before: 50, after: 60, told: "disk 50 → 60 GiB" },
  {
    thing: "cluster.pools.general",
    field: "azure.vmSize",
    before: "Standard_D4ds_v5",
    after: "Standard_D8ds_v5",
    told: "size Standard_D4ds_v5 → Standard_D8ds_v5",
  },
  { thing: "cluster.pools.general", field: "spot", before: false, after: true, told: "spot Regular → Spot" },
  { thing: "databases.orders", field: "version", before: "16", after: "17" },
  { thing: "databases.orders", field: "azure.sku", before: "GP_Standard_D2ds_v5", after: "GP_Standard_D4ds_v5" },
  { thing: "databases.orders", field: "azure.storageTier", before: "P10", after: "P15" },
  { thing: "databases.orders", field: "backupDays", before: 8, after: 9, told: "backupDays 8 → 9" },
  { thing: "redis.cart", field: "azure.sku", before: "Balanced_B1", after: "Balanced_B3" },
];

/** What is called by people's words. */
const NO_FIELDS = ["size"];

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
      provider: "4.81.0",
    },
    network: section("network"),
    // One that is always there, for the cluster's own pods.
    cluster: {
      pools: [{ name: "open" }, { name: "general", ...section("cluster.pools.general") }],
      ...section("cluster"),
    },
    databases: [{ name: "orders", allowMajorUpgrade: true, ...section("databases.orders") }],
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

/** What a server has grown to counts, too: Terraform alone computes it, so no synthesized stack has a number there. */
const STORAGE = { type: "azurerm_postgresql_flexible_server", attribute: "storage_mb" };

test("a server's storage is taken over in GiB", () => {
  const field = facts.fileFields.find(
    ({ type, attribute }) => type === STORAGE.type && attribute === STORAGE.attribute,
  );

  expect(field).toMatchObject({ field: "storage" });
  expect(field?.value?.(65_536)).toBe(64);
});

testFieldsOf({
  fields: FIELDS,
  noFields: NO_FIELDS,
  file: fileOf,
  judges: (type, attribute) => type.startsWith("azurerm_") && attribute !== STORAGE.attribute,
});
