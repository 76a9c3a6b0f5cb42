/** What is taken over into the file becomes what was real on Azure: each field, through the section and the construct that it makes. */
import { facts } from "../src/facts";
import { AzureNetwork } from "../src/constructs/network/azure/azure-network";
import { BlobStore } from "../src/constructs/object-storage/azure/blob-store";
import { objectStorageSchema, storeOf } from "../src/constructs/object-storage/section";
import { ManagedCache } from "../src/constructs/redis/azure/managed-cache";
import { cacheOf, redisSchema } from "../src/constructs/redis/section";
import { setInText } from "../src/operations/drift/edit-yaml";
import type { Value } from "../src/operations/plan-model";
import type { TerraformStack } from "cdktf";
import { parseDocument } from "yaml";
import { Synthesized } from "./constructs/aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "./constructs/azure-stack";

/** A real value that differs from what the file's defaults make. */
const REAL: Readonly<Record<string, Value>> = {
  "azurerm_managed_redis sku_name": "MemoryOptimized_M10",
  "azurerm_storage_account account_replication_type": "RAGZRS",
  "azurerm_storage_account blob_properties[0].delete_retention_policy[0].days": 77,
};

const PLACE = { region: LOCATION, account: SUBSCRIPTION, accountDetails: { tenant: TENANT } };

interface Made {
  /** The resource that stands for the entry. */
  readonly name: string;
  /** The section with one entry, as the file has it. */
  readonly text: string;
  readonly within: readonly string[];
  make(stack: TerraformStack, network: AzureNetwork, section: unknown): void;
}

/** By resource type. */
const MADE: Readonly<Record<string, Made>> = {
  azurerm_managed_redis: {
    name: "jobs",
    text: "redis: [{ name: jobs, use: queue, runs: managed, azure: { clusteringPolicy: NoCluster } }]\n",
    within: ["redis", "jobs"],
    make: (stack, network, section) => {
      const { redis } = section as { readonly redis: unknown };
      for (const entry of redisSchema.parse(redis)) {
        new ManagedCache(stack, entry.name, { ...cacheOf(entry), ...PLACE, network });
      }
    },
  },
  azurerm_storage_account: {
    name: "files",
    text: "objectStorage: [{ name: files }]\n",
    within: ["objectStorage", "files"],
    make: (stack, network, section) => {
      const { objectStorage } = section as { readonly objectStorage: unknown };
      for (const entry of objectStorageSchema.parse(objectStorage)) {
        new BlobStore(stack, entry.name, { ...storeOf(entry), ...PLACE, network });
      }
    },
  },
};

// Others are tried through whole environments: operations/review/words-of-the-file-azure.test.ts.
const FILE_FIELDS = facts.fileFields.filter(({ type }) => Object.hasOwn(MADE, type));

test("all have a value to try", () => {
  expect(FILE_FIELDS.map(({ type, attribute }) => `${type} ${attribute}`).sort()).toEqual(Object.keys(REAL).sort());
});

test.each(FILE_FIELDS.map((field) => [`${field.type} ${field.attribute}`, field] as const))(
  "%s",
  (key, { type, attribute, field, value }) => {
    const real = REAL[key] ?? null;
    const { name, text, within, make } = MADE[type] as Made;
    const said = setInText(text, { within, field, value: value ? (value(real) ?? null) : real }) ?? "";
    const stack = azureStack("dev-data");
    const network = new AzureNetwork(stack, "network", {
      region: LOCATION,
      account: SUBSCRIPTION,
      name: "dev",
      cidr: "10.0.0.0/16",
      zoneCount: 3,
    });
    make(stack, network, parseDocument(said).toJS());

    const found = attribute
      .split(/\[0\]\.|\./)
      .reduce<unknown>(
        (inner, part) => (inner as Readonly<Record<string, unknown>> | undefined)?.[part],
        new Synthesized(stack).resource(type, name),
      );
    expect(found).toEqual(real);
  },
);
