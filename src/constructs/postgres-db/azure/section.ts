/** What an entry of `databases` says under `azure`: the words of Flexible Server. */
import { z } from "zod";
import { existingKeySchema } from "../../kit/azure/existing-key";

const RESOURCE =
  /^\/subscriptions\/[0-9a-fA-F-]{36}\/resourceGroups\/[a-zA-Z0-9._()-]{1,90}\/providers\/Microsoft\.Network\//;

const subnetId = z
  .string()
  .regex(
    new RegExp(`${RESOURCE.source}virtualNetworks/[^/]+/subnets/[^/]+$`),
    "The id of a subnet: /subscriptions/…/subnets/….",
  );

const zoneId = z
  .string()
  .regex(
    new RegExp(`${RESOURCE.source}privateDnsZones/[a-z0-9.-]+\\.postgres\\.database\\.azure\\.com$`),
    "The id of a private DNS zone that ends in .postgres.database.azure.com.",
  );

export const flexibleBlock = z
  .strictObject({
    sku: z
      .string()
      .regex(/^(B|GP|MO)_Standard_[A-Za-z0-9_]+$/, "A size such as GP_Standard_D4ds_v5.")
      .optional()
      .describe("A concrete size, such as GP_Standard_D4ds_v5, that counts on Azure in place of `size`."),
    storageTier: z
      .string()
      .regex(/^P\d{1,2}$/, "A performance tier such as P30.")
      .optional()
      .describe("A performance tier of the disk, such as P30, above the one that its size has."),
    geoBackup: z
      .boolean()
      .default(false)
      .describe(
        "Whether backups are kept in the paired region, too. Decided when the server is made. Default: false, in the profile full true where the region has a pair.",
      ),
    encryptionKey: existingKeySchema
      .optional()
      .describe("An existing Key Vault key in the server's region. Default: a key of its own."),
    geoEncryptionKey: existingKeySchema
      .optional()
      .describe(
        "With `geoBackup`, an existing key in the paired region, with which backups are encrypted there. Default: a key of its own.",
      ),
    restoreMode: z
      .enum(["point-in-time", "geo", "dropped"])
      .default("point-in-time")
      .describe(
        "How `restore` makes the server: from a server that is there, from its copies in the paired region (geo), or from one that was deleted at most five days ago (dropped).",
      ),
    subnetId: subnetId
      .optional()
      .describe(
        "Id of a subnet that is delegated to Microsoft.DBforPostgreSQL/flexibleServers. Default: the network's own for databases.",
      ),
    privateZoneId: zoneId
      .optional()
      .describe(
        "Id of the private DNS zone that names the server, linked with the network. Default: the network's own for databases.",
      ),
    privateEndpoint: z
      .strictObject({
        zoneId: zoneId.describe("Id of the zone privatelink.postgres.database.azure.com, linked with the network."),
      })
      .optional()
      .describe(
        "A private endpoint in the network's subnet for endpoints, in place of a subnet of the server's own. Default: none. A change replaces the server.",
      ),
    entraOnly: z
      .boolean()
      .default(false)
      .describe(
        "Whether the server takes tokens of Entra ID alone: no password lets anybody in. Each service is an identity, and its Secret has no password; nobody reads the server's figures. A change ends every session, and services log in otherwise than before.",
      ),
    serviceAccounts: z
      .record(
        z.string(),
        z
          .array(
            z
              .string()
              .max(63)
              .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "The name of a service account: a-z, 0-9 and hyphens."),
          )
          .min(1),
      )
      .default({})
      .describe(
        "With `entraOnly`, the service accounts whose pods are a service, by the service, in each namespace that reads its secrets; twenty together at most. Default: one, called like the service.",
      ),
    parameters: z
      .record(z.string().regex(/^[a-z][a-z0-9_.]*$/), z.string().min(1))
      .default({})
      .describe("Further parameters that Azure alone has, such as azure.extensions, as texts."),
  })
  .prefault({})
  .describe("What of the server is Flexible Server's own.");
