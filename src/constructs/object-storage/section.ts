/** `objectStorage` in the environment file: stores of objects, and which workloads read or write them. */
import { z } from "zod";
import { bucketBlock } from "./aws/section";
import { storageAccountBlock } from "./azure/section";
import { inClusterStoreBlock } from "./cluster/section";
import { RUNS } from "../../model/runs";
import { KEBAB_CASE } from "../../model/kebab-case";

/** The environment's name goes before it, and on most clouds account and region behind it. */
const MAX_NAME = 30;

export const storeName = z
  .string()
  .max(MAX_NAME)
  .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.");

/** A name of Kubernetes' (RFC 1123, 63 characters). */
const kubernetesName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "Letters a-z, digits and hyphens, beginning and ending with no hyphen.");

/** A hundred years: no cloud locks an object for longer. */
const MAX_DAYS = 36_500;

const days = z.number().int().min(1).max(MAX_DAYS);

export const lockSchema = z
  .strictObject({
    mode: z
      .enum(["governance", "compliance"])
      .describe("`governance`: administrators may lift it. `compliance`: nobody can, the cloud's root user neither."),
    days: days.describe("Days in which no version of an object can be deleted or overwritten."),
  })
  .describe("Write once, read many, for every object from its creation on. It is never taken off again.");

/** Which parts of a store: what the names of its objects begin with. */
export const prefixSchema = z
  .string()
  .max(512)
  .regex(/^[A-Za-z0-9!_.'()-]+(\/[A-Za-z0-9!_.'()-]+)*\/?$/, "Parts joined by slashes, without one at the beginning.")
  .describe("Only objects whose names begin so, such as `invoices/`. Default: all.");

export const ACCESS = ["read", "read-write"] as const;
export type Access = (typeof ACCESS)[number];

export const storeServiceSchema = z.strictObject({
  name: kubernetesName.describe(
    "Name of the service account whose pods get access, without any credential of their own.",
  ),
  namespace: kubernetesName.optional().describe("Its namespace. Default: called like the service account."),
  access: z.enum(ACCESS).default("read-write").describe("Default: read-write."),
  prefix: prefixSchema.optional(),
});

/** The store: what the construct takes, too. A field's unit, check, default and description stand here alone. */
export const storeSchema = z.strictObject({
  name: storeName.describe("Name of the store, unique in the environment. Renaming needs a `moved` entry."),
  runs: z
    .enum(RUNS)
    .default("managed")
    .describe(
      "`managed`: the cloud keeps it. `in-cluster`: servers in the cluster do (`objectServers`). Default: managed, where there is a cloud. Changing it makes another store.",
    ),
  noncurrentDays: days
    .default(30)
    .describe(
      "Days in which an overwritten or deleted object can be brought back. Default: 30, in the profile full 90.",
    ),
  expireDays: days.optional().describe("Days after which an object is deleted. Default: never."),
  coldAfterDays: days
    .optional()
    .describe(
      "Days after which an object moves to storage that is cheaper to keep and dearer to read. Default: never.",
    ),
  lock: lockSchema.optional(),
  accessLogs: z
    .boolean()
    .default(true)
    .describe(
      "Whether every request is written into the environment's store of access logs, for 90 days. Default: true.",
    ),
  protected: z
    .boolean()
    .default(true)
    .describe(
      "Whether the store refuses to be deleted. Default: as the environment. To remove a store, set false first.",
    ),
  /** Its fields and defaults are described in `cluster/section.ts`. @default the defaults of its fields */
  inCluster: inClusterStoreBlock,
  /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
  aws: bucketBlock,
  /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
  azure: storageAccountBlock,
});

export type StoreSection = z.output<typeof storeSchema>;

export const objectStorageEntrySchema = storeSchema.extend({
  services: z.array(storeServiceSchema).default([]).describe("Workloads that have access. Default: none."),
});

export type ObjectStorageEntry = z.output<typeof objectStorageEntrySchema>;

/** Whether it stands on servers of the cluster, in the tier `platform`. */
export const isInCluster = ({ runs }: Pick<StoreSection, "runs">): boolean => runs === "in-cluster";

export const objectStorageSchema = z.array(objectStorageEntrySchema).describe("Stores of objects, by name.");

export type ObjectStorageSection = z.output<typeof objectStorageSchema>;

/** What the store's construct takes of an entry: access is given from where the workloads run. */
export function storeOf({ services: _services, ...store }: ObjectStorageEntry): StoreSection {
  return store;
}
