/** A key for etcd, as a file names it. */
import { z } from "zod";

export const etcdKeySection = z
  .strictObject({
    id: z
      .string()
      .regex(/^https:\/\/[A-Za-z0-9-]{3,24}\.vault\.[a-z.]+\/keys\/[A-Za-z0-9-]{1,127}\/[0-9a-f]{32}$/, {
        message:
          "must be the id of a version of a key, such as https://vault.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef",
      })
      .describe(
        "Id of the key with its version: a new version is written here, and all Secrets are written anew after it.",
      ),
    vault: z
      .string()
      .regex(
        /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/[A-Za-z0-9-]{3,24}$/i,
        {
          message: "must be the ARM id of the key's vault",
        },
      )
      .describe("ARM id of its vault. The control plane gets the roles that it needs there."),
    network: z
      .enum(["private", "public"])
      .default("private")
      .describe(
        "Whether the vault is closed to the internet, and the control plane makes a private endpoint to it, or open. One that lets in named ranges alone is neither.",
      ),
  })
  .describe("A key of Key Vault. Losing it is losing every Secret of the cluster.");
