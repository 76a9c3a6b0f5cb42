/** What an entry of `databases` says under `inCluster`: what only a server has that runs as pods. */
import { z } from "zod";

/** A folder of the store: what barman takes for a server's name, and what is no part of a path. */
const BACKUPS_NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

const pooler = z
  .strictObject({
    mode: z
      .enum(["transaction", "session"])
      .default("transaction")
      .describe(
        "`transaction`: a connection of the server's for each transaction; nothing of a session lasts longer. `session`: for as long as the client stays. Default: transaction.",
      ),
    // One would be away whenever its node is.
    instances: z.int().min(1).max(9).default(2).describe("Pods of PgBouncer, 1 to 9. Default: 2."),
    clientConnections: z
      .int()
      .min(10)
      .max(20_000)
      .default(1000)
      .describe("Connections of clients that each pod holds, 10 to 20000. Default: 1000."),
    serverConnections: z
      .int()
      .min(1)
      .max(1000)
      .default(20)
      .describe("Connections to the server that each pod keeps, for each database and user, 1 to 1000. Default: 20."),
  })
  .describe("PgBouncer before the server. Default: none. Applications reach it as `poolerHost` of their Secret.");

export const inClusterServerBlock = z
  .strictObject({
    walStorage: z
      .int()
      .min(1)
      .max(16_384)
      .default(10)
      .describe(
        "GiB of the volume of each node's write-ahead log. It can grow, never shrink. Default: 5, 10 or 20 by profile.",
      ),
    backupAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day such as 02:00.")
      .default("02:00")
      .describe("When the daily base backup begins, UTC. Default: 02:00."),
    backupsName: z
      .string()
      .max(63)
      .regex(BACKUPS_NAME, "Letters a-z, digits and hyphens, beginning and ending with no hyphen.")
      .optional()
      .describe(
        "Name under which its backups are stored. A server that is made anew under the name of one that is gone needs another. Default: environment and name.",
      ),
    store: z
      .string()
      .optional()
      .describe(
        "Name of a store of `objectStorage` that its backups are kept in. Default: one of the environment for all such servers; on bare hosts, `platform`.",
      ),
    adminPasswordRevision: z
      .int()
      .min(1)
      .max(99_999)
      .default(1)
      .describe(
        "Raise it by one for another password of the administrator's, with which databases and roles are made.",
      ),
    pooler: pooler.optional(),
  })
  .prefault({})
  .describe("What of the server is its own where it runs in the cluster.");

export type InClusterServer = z.output<typeof inClusterServerBlock>;
export type PoolerSection = z.output<typeof pooler>;
