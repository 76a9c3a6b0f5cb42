/** `databases` in the environment file: PostgreSQL servers, each with one logical database and one role per service. */
import { z } from "zod";
import {
  DATABASE_SIZES,
  DEFAULT_POSTGRES_MAJOR,
  POSTGRES_MAJORS,
  RDS_MIN_AUTOSCALING_FACTOR,
  RDS_STORAGE,
  RESERVED_POSTGRES_NAMES,
} from "../../catalog/postgres";

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** An RDS identifier has 63 characters; an environment's name takes up to 20 of them, its hyphen one. */
const MAX_NAME = 40;

export const databaseName = z
  .string()
  .max(MAX_NAME)
  .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.");

/** PostgreSQL and RDS keep what begins with `pg_` or `rds_`, too: no name here has an underscore. */
export const serviceName = databaseName.refine((name) => !RESERVED_POSTGRES_NAMES.includes(name), {
  error: `This name is PostgreSQL's or RDS's own. Not allowed are: ${RESERVED_POSTGRES_NAMES.join(", ")}.`,
});

/** Five digits: a role's name has 63 bytes. */
export const MAX_PASSWORD_REVISION = 99_999;

export const majorVersion = z.enum(POSTGRES_MAJORS as [string, ...string[]]);

/** RDS writes windows as `Mon:03:00-Mon:04:00` and `02:00-03:00`, in UTC. */
const DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
export const maintenanceWindow = z
  .string()
  .regex(new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`), "Write it as sun:03:00-sun:04:00, in UTC.");
export const backupWindow = z.string().regex(new RegExp(`^${TIME}-${TIME}$`), "Write it as 02:00-03:00, in UTC.");

const PEM = /^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;

export const caBundle = z
  .string()
  .max(512 * 1024)
  .regex(PEM, "Certificates in PEM form, and nothing else.");

export const databaseSchema = z
  .strictObject({
    name: databaseName.describe("Name of the server, unique in the environment. Renaming needs a `moved` entry."),
    version: majorVersion
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
      .optional()
      .describe("Abstract size of the server. Default: small, medium or large by profile."),
    instanceClass: z
      .string()
      .regex(/^db\.[a-z0-9]+(-[a-z0-9]+)?\.[a-z0-9]+$/, "An instance class such as db.m7g.large.")
      .optional()
      .describe("A concrete RDS instance class, such as db.m7g.large, in place of `size`."),
    storage: z
      .number()
      .int()
      .min(RDS_STORAGE.min)
      .max(RDS_STORAGE.max)
      .default(RDS_STORAGE.min)
      .describe("Storage in GiB at the beginning, at least 20. It can grow, never shrink."),
    maxStorage: z
      .number()
      .int()
      .max(RDS_STORAGE.max)
      .optional()
      .describe("GiB up to which storage grows by itself. Default: four times `storage`."),
    multiAz: z
      .boolean()
      .default(false)
      .describe("A standby in a second zone. Default: by profile, true but in minimal."),
    backupDays: z
      .number()
      .int()
      .min(7)
      .max(35)
      .default(14)
      .describe("Days of point-in-time recovery, 7 to 35. Default: 14, in the profile full 35."),
    insights: z
      .enum(["standard", "advanced"])
      .default("standard")
      .describe(
        "Database Insights: standard keeps 7 days, advanced 465. Default: standard, in the profile full advanced.",
      ),
    protected: z
      .boolean()
      .optional()
      .describe(
        "Whether the server refuses to be deleted. Default: as the environment. To remove a server, set false first.",
      ),
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
        "Raise it by one to give every service a new user and password. Users of the revision before stay valid until the next raise. Never lowered.",
      ),
    rotateAdminAfterDays: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe("Days after which the administrator's password is changed. Default: RDS's own 7."),
    allow: z
      .array(z.cidrv4())
      .min(1)
      .optional()
      .describe("IPv4 ranges that reach the server. Default: the environment's own network."),
    encryptionKey: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/, "The ARN of a KMS key (not of an alias).")
      .optional()
      .describe(
        "ARN of an existing KMS key. Default: a key of its own, which goes 30 days after the server is destroyed.",
      ),
    backupWindow: backupWindow.optional().describe("Daily, UTC, such as 02:00-03:00. Default: one that RDS chooses."),
    maintenanceWindow: maintenanceWindow
      .optional()
      .describe("Weekly, UTC, such as sun:03:00-sun:04:00. Default: one that RDS chooses."),
    parameters: z
      .record(z.string().regex(/^[a-z][a-z0-9_.]*$/), z.string())
      .default({})
      .describe("Further parameters of the server's parameter group, as texts."),
    caBundle: caBundle
      .optional()
      .describe(
        "Certificate authorities of the server (PEM), with which clients verify it. Default: Amazon's of the region, where they are known.",
      ),
  })
  .superRefine((database, context) => {
    const { storage, maxStorage, size, instanceClass } = database;
    if (maxStorage !== undefined && maxStorage < storage * RDS_MIN_AUTOSCALING_FACTOR) {
      const least = Math.ceil(storage * RDS_MIN_AUTOSCALING_FACTOR);
      context.addIssue({
        code: "custom",
        path: ["maxStorage"],
        message: `At least ${least}: a tenth above 'storage' (${storage}).`,
      });
    }
    if (size !== undefined && instanceClass !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["instanceClass"],
        message: "Either 'size' or 'instanceClass', not both.",
      });
    }
  });

export type DatabaseSection = z.output<typeof databaseSchema>;

export const databasesSchema = z.array(databaseSchema).describe("PostgreSQL servers, by name.");

export type DatabasesSection = z.output<typeof databasesSchema>;
