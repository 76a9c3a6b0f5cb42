/** The section `objectStorage` of a file whose target is AKS. */
import { loadText } from "../../../../src/environment/load-file";
import { LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";

function problems(objectStorage: unknown, location = LOCATION): unknown {
  const file = {
    name: "dev",
    target: "aks",
    profile: "standard",
    owner: "fishers",
    azure: { subscription: SUBSCRIPTION, tenant: TENANT, location, admins: [TENANT] },
    objectStorage,
  };
  return loadText(JSON.stringify(file), "environment.yaml", { folder: "dev" })
    .problems.filter(({ place }) => place?.path?.startsWith("objectStorage"))
    .map(({ code, place }) => [code, place?.path]);
}

test("a store is called by its name alone", () => {
  expect(problems([{ name: "documents" }])).toEqual([]);
});

test.each<[string, unknown, string, readonly (readonly [string, string])[]]>([
  [
    "two of one account",
    [
      { name: "a", azure: { storageAccount: "mine" } },
      { name: "b", azure: { storageAccount: "mine" } },
    ],
    LOCATION,
    [["OBJECT_STORAGE_BUCKET_TWICE", "objectStorage[1].azure.storageAccount"]],
  ],
  [
    "zones where there are none",
    [{ name: "a", azure: { replication: "ZRS" } }],
    "westus",
    [["OBJECT_STORAGE_ZONES", "objectStorage[0].azure.replication"]],
  ],
  [
    "days that Azure does not keep",
    [{ name: "a", noncurrentDays: 400 }],
    LOCATION,
    [["OBJECT_STORAGE_DAYS", "objectStorage[0].noncurrentDays"]],
  ],
  [
    "a name with hyphens",
    [{ name: "a", azure: { storageAccount: "dev-files" } }],
    LOCATION,
    [["ENV_VALUE", "objectStorage[0].azure.storageAccount"]],
  ],
  [
    "a key without who may use it",
    [{ name: "a", azure: { encryptionKey: { id: "https://platform.vault.azure.net/keys/objects" } } }],
    LOCATION,
    [["ENV_MISSING", "objectStorage[0].azure.encryptionKey.identity"]],
  ],
])("%s: refused at its place", (_, objectStorage, location, expected) => {
  expect(problems(objectStorage, location)).toEqual(expected);
});
