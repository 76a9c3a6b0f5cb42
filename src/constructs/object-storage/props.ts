/** What a store of objects needs; the same on every target: the fields of its section, and where it stands. */
import { z } from "zod";
import type { INetwork } from "../network/contract";
import { orTokens } from "../kit/cdktf/props";
import type { StorePlace } from "./cluster/place";
import { storeSchema } from "./section";
import { KEBAB_CASE } from "../../model/kebab-case";

export const objectStoreSchema = orTokens(storeSchema, [
  "aws.encryptionKey",
  "azure.encryptionKey.id",
  "azure.encryptionKey.identity",
]).safeExtend({
  name: z
    .string()
    .max(63)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens.")
    .describe("Name of the store, with the environment's before it; a literal. Changing it makes another store."),
  region: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "The name of a region, such as eu-west-1.")
    .describe("The cloud's region. A literal: names derive from it."),
  account: z
    .string()
    .describe("The cloud's account; a literal: names derive from it. Empty on a target that has none."),
  accountDetails: z
    .record(z.string(), z.string())
    .optional()
    .describe("What else the account is known by, such as a tenant, where the cloud asks for it. Default: nothing."),
  deployFrom: z
    .array(z.string())
    .optional()
    .describe("IPv4 ranges outside of the network from which it is deployed. Default: none."),
});

export type ObjectStoreSettings = z.output<typeof objectStoreSchema>;

export interface ObjectStoreProps extends z.input<typeof objectStoreSchema> {
  /** The network from which it is reached, where the cloud has to be told. @default none: from wherever a permission is */
  readonly network?: INetwork;
  /** What it stands on, where it runs in the cluster. @default none: then OBJECT_STORAGE_PLACE */
  readonly place?: StorePlace;
}
