/** `databases` in the environment file: PostgreSQL servers, each with one logical database and one role per service. */
import { z } from "zod";
import {
  DATABASE_SIZES,
  DEFAULT_POSTGRES_MAJOR,
  POSTGRES_MAJORS,
  RESERVED_POSTGRES_NAMES,
} from "../../catalog/postgres";
import { rdsBlock } from "./aws/section";
import { flexibleBlock } from "./azure/section";
import { weeklyWindow } from "../kit/windows";
import { KEBAB_CASE } from "../../model/kebab-case";
import { RUNS } from "../../model/runs";
import { inClusterServerBlock } from "./cluster/cnpg-section";
import { restoreSchema } from "./restore";

/** A server's physical name has 63 characters; an environment's name takes up to 20 of them, its hyphen one. */
const MAX_NAME = 40;

export const databaseName = z
  .string()
  .max(MAX_NAME)
  .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.");

/** PostgreSQL and those who offer it keep what begins with `pg_` and the like, too: no name here has an underscore. */
export const serviceName = databaseName.refine((name) => !RESERVED_POSTGRES_NAMES.includes(name), {
  error: `This name is PostgreSQL's own, or that of a cloud. Not allowed are: ${RESERVED_POSTGRES_NAMES.join(", ")}.`,
});

/** Five digits: a role's name has 63 bytes. */
export const MAX_PASSWORD_REVISION = 99_999;

const PEM = /^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;

export const caBundle = z
  .string()
  .max(512 * 1024)
  .regex(PEM, "Certificates in PEM form, and nothing else.");

/** The server: what the construct takes, too. A field's unit, check, default and description stand here alone. */
export const serverSchema = z.strictObject({
  name: databaseName.describe("Name of the server, unique in the environment. Renaming needs a `moved` entry."),
  runs: z
    .enum(RUNS)
    .default("managed")
    .describe(
      "`managed`: the cloud runs it. `in-cluster`: an operator runs it as pods, on every target. Changing it makes another server, without the data.",
    ),
  version: z
    .enum(POSTGRES_MAJORS as [string, ...string[]])
    .default(DEFAULT_POSTGRES_MAJOR)
    .describe("PostgreSQL's major version. Minors come by themselves in the maintenance window."),
  allowMajorUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Lets the next deployment raise the major version; the server is away for minutes. Take it out afterwards.",
    ),
  size: z
    .enum(DATABASE_SIZES)
    .default("medium")
    .describe("Abstract size of the server. Default: small, medium or large by profile."),
  storage: z
    .number()
    .int()
    .min(1)
    .default(20)
    .describe(
      "Storage in GiB at the beginning. It can grow, also by itself up to `maxStorage`, and never shrinks: a lower number changes nothing. Default: 20, 100 or 200 by profile.",
    ),
  maxStorage: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("GiB up to which storage grows by itself. Default: four times `storage`."),
  highAvailability: z
    .boolean()
    .default(true)
    .describe("A standby in a second zone. Default: by profile, true but in minimal."),
  // 35 is the most that RDS keeps (API reference, CreateDBInstance, BackupRetentionPeriod); less than a week would not outlast a holiday.
  readReplicas: z
    .number()
    .int()
    .min(0)
    .default(0)
    .describe(
      "Copies that can be read from, spread over the zones: `readerHost` of the services' Secrets. Fewer take away the last ones. Default: none.",
    ),
  backupDays: z
    .number()
    .int()
    .min(7)
    .max(35)
    .default(14)
    .describe("Days of point-in-time recovery, 7 to 35. Default: 14, in the profile full 35."),
  protected: z
    .boolean()
    .default(true)
    .describe(
      "Whether the server refuses to be deleted. Default: as the environment. To remove a server, set false first.",
    ),
  allow: z
    .array(z.cidrv4())
    .min(1)
    .optional()
    .describe("IPv4 ranges that reach the server. Default: the environment's own network."),
  maintenanceWindow: weeklyWindow
    .optional()
    .describe("Weekly, UTC, such as sun:03:00-sun:04:00. Default: one that the cloud chooses."),
  restore: restoreSchema
    .optional()
    .describe(
      "From what the server is made: another one's backups. It counts when the server is made; take it out afterwards.",
    ),
  parameters: z
    .record(z.string().regex(/^[a-z][a-z0-9_.]*$/), z.string())
    .default({})
    .describe("Further parameters of the server, as texts."),
  /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
  aws: rdsBlock,
  /** What only a server in the cluster has: described in `cluster/cnpg-section.ts`. @default the defaults of its fields */
  inCluster: inClusterServerBlock,
  /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
  azure: flexibleBlock,
});

export type ServerSection = z.output<typeof serverSchema>;

export const databaseSchema = serverSchema.extend({
  services: z
    .array(serviceName)
    .min(1)
    .optional()
    .describe("One logical database and one role for each. Default: one, named like the server."),
  passwordRevision: z
    .number()
    .int()
    .min(1)
    .max(MAX_PASSWORD_REVISION)
    .default(1)
    .describe(
      "Raise it by one to give every service a new user and password, and what reads figures a new password. Users of the revision before stay valid until the next raise. Never lowered.",
    ),
  keyOf: databaseName
    .optional()
    .describe(
      "Name of the server whose encryption key this one has, too: a restored one keeps its source's. Leave it there, also when the other is gone. Default: a key of its own.",
    ),
  caBundle: caBundle
    .optional()
    .describe(
      "Certificate authorities of the server (PEM), with which clients verify it. Default: the cloud's, where they are known.",
    ),
});

export type DatabaseSection = z.output<typeof databaseSchema>;

export const databasesSchema = z.array(databaseSchema).describe("PostgreSQL servers, by name.");

export type DatabasesSection = z.output<typeof databasesSchema>;

/** What the server's construct takes of an entry: the rest is made on the server, from within the cluster. */
export function serverOf({
  services: _services,
  passwordRevision: _revision,
  caBundle: _bundle,
  keyOf: _owner,
  ...server
}: DatabaseSection): ServerSection {
  return server;
}

/** Storage may grow to so many times what it began with, where nothing else is said. */
const GROWTH = 4;

/** GiB up to which storage grows by itself. @param limit What the target allows at most. */
export function storageLimit(
  { storage, maxStorage }: Pick<ServerSection, "storage" | "maxStorage">,
  limit: number,
): number {
  return maxStorage ?? Math.min(storage * GROWTH, limit);
}
