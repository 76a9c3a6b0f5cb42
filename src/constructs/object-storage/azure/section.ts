/** What an entry of `objectStorage` says under `azure`: the words of storage accounts. */
import { z } from "zod";
import { existingKeySchema } from "../../kit/azure/existing-key";

/** learn.microsoft.com/azure/storage/common/storage-redundancy; those that begin with RA let the second region be read. */
export const REPLICATIONS = ["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"] as const;
export type Replication = (typeof REPLICATIONS)[number];

export const storageAccountBlock = z
  .strictObject({
    storageAccount: z
      .string()
      .regex(/^[a-z0-9]{3,24}$/, "3 to 24 letters a-z and digits, without hyphens.")
      .optional()
      .describe(
        "Name of the storage account, unique in all of Azure. Default: environment and name, shortened, and a digest of both and the subscription.",
      ),
    replication: z
      .enum(REPLICATIONS)
      .optional()
      .describe(
        "Copies: LRS in one building, ZRS over the zones, GRS and GZRS in the paired region, too (RA: to be read there). " +
          "From LRS or GRS to one with Z, or back, is another account, without the objects. Default: ZRS; LRS where a location has no zones.",
      ),
    encryptionKey: existingKeySchema
      .optional()
      .describe("An existing key, and the identity that may use it. Default: a key of its own, in a vault of its own."),
  })
  .prefault({})
  .describe("What of the store is Azure's own.");
