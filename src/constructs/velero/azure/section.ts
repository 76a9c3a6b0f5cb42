/** What `velero` says under `azure`. */
import { z } from "zod";
import { existingKeySchema } from "../../kit/azure/existing-key";

export const azureVeleroBlock = z
  .strictObject({
    encryptionKey: existingKeySchema
      .optional()
      .describe(
        "An existing key for the store of the backups, and an identity that may use it. Default: a key of its own.",
      ),
  })
  .prefault({})
  .describe("What of the backups is Azure's own.");
