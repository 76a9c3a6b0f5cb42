/** States in a container of a storage account, locked by a lease of the blob. */
import { z } from "zod";
import type { StateBackendFacts } from "../../model/target-facts";

const fields = {
  storageAccount: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, {
      error: "must be the name of a storage account: 3 to 24 lower-case letters and digits",
    })
    .describe(
      "Storage account of the states; its name is unique in the world. `jangada bootstrap` makes it; one of your own must have versioning on.",
    ),
  container: z
    .string()
    .regex(/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, {
      error: "must be the name of a container: 3 to 63 lower-case letters, digits and single hyphens",
    })
    .optional()
    .describe("Container of the states. Default: tfstate."),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*\/?$/, {
      error: "must be a prefix such as platform/dev, without a leading slash",
    })
    .max(512)
    .optional()
    .describe("Before the names, which are <prefix>/<environment>-<stack>/terraform.tfstate. Default: none."),
} as const satisfies z.ZodRawShape;

/** Where the file names no container. */
export const DEFAULT_CONTAINER = "tfstate";

export const azurermStateFacts = {
  name: "azurerm",
  title: "Azure storage account",
  fields,
  example: "state: {backend: azurerm, storageAccount: …}",
  regionFields: [],
  storageField: "storageAccount",
  removeCommand: (place) => {
    const [, account = "", container = "", key = ""] = /^azurerm:\/\/([^/]+)\/([^/]+)\/(.+)$/.exec(place) ?? [];
    return `az storage blob delete --auth-mode login --account-name ${account} --container-name ${container} --name ${key}; a versioned account keeps it`;
  },
  usable: "versions, no public access, no shared keys, and lets you in by Storage Blob Data Contributor",
  // What the service calls a container and an account that are not there; the latter has no host name.
  isMissing: (said) => /ContainerNotFound|ResourceNotFound|blob\.core\.[^ ]*: no such host/i.test(said),
  // A role is in force after ten minutes at most (learn.microsoft.com/azure/role-based-access-control/troubleshooting, "Symptom - Role
  // assignment changes are not being detected"); a resolver remembers for a while that there was no such name.
  isSettling: (said) =>
    /AuthorizationPermissionMismatch|AuthorizationFailure|blob\.core\.[^ ]*: no such host/i.test(said),
  placeOf: ({ storage_account_name: account, container_name: container, key }) =>
    `azurerm://${String(account)}/${String(container)}/${String(key)}`,
} as const satisfies StateBackendFacts;
