/** What a PostgreSQL server needs; the same on every target. */
import { z } from "zod";
import { DATABASE_SIZES, RDS_MIN_AUTOSCALING_FACTOR, RDS_STORAGE } from "../../catalog/postgres";
import { AddressSet } from "../../model/address-set";
import { tokenOr } from "../kit/cdktf/props";
import type { INetwork } from "../network/contract";
import { backupWindow, maintenanceWindow, majorVersion } from "./section";

/** Storage may grow to so many times what it began with, where nothing else is said. */
const GROWTH = 4;

export const postgresDbSchema = z
  .strictObject({
    /** Physical name of the server: lower-case letters, digits, single hyphens. Changing it renames the server in place. */
    name: z
      .string()
      .max(63)
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "Lower-case words of a-z and 0-9, joined by single hyphens."),
    /** Major version, such as `17`; a literal. Raising it needs `allowMajorUpgrade`. */
    majorVersion,
    /** The cloud's region; a literal. */
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "A region such as eu-west-1."),
    /** The cloud's account, for the key's policy. */
    account: tokenOr(z.string().regex(/^\d{12}$/, "Twelve digits.")),
    /** Abstract size. @default "medium" */
    size: z.enum(DATABASE_SIZES).default("medium"),
    /** A concrete instance class, in place of the size. @default that of the size */
    instanceClass: tokenOr(z.string().min(1)).optional(),
    /** GiB at the beginning, at least 20. @default 20 */
    storageGib: z.number().int().min(RDS_STORAGE.min).max(RDS_STORAGE.max).default(RDS_STORAGE.min),
    /** GiB up to which storage grows by itself, at least a tenth above the beginning. @default four times the beginning */
    maxStorageGib: z.number().int().max(RDS_STORAGE.max).optional(),
    /** A standby in a second zone. @default true @security CKV_AWS_157 */
    multiAz: z.boolean().default(true),
    /** Days of point-in-time recovery, 7 to 35. @default 14 @security CKV_AWS_133 AWS-0077 */
    backupRetentionDays: z.number().int().min(7).max(35).default(14),
    /** Whether server and key refuse to be destroyed. @default true @security CKV_AWS_293 AWS-0177 */
    protected: z.boolean().default(true),
    /** `standard` keeps 7 days of performance data, `advanced` 465. @default "standard" */
    insights: z.enum(["standard", "advanced"]).default("standard"),
    /** IPv4 ranges that reach the server, each under a name of its own. @default the network's */
    allowedCidrs: z
      .record(z.string().regex(/^[a-z0-9-]+$/), tokenOr(z.cidrv4()))
      .superRefine((ranges, context) => {
        const message = "A database is never open to the world, by its ranges together neither.";
        const alone = Object.entries(ranges).filter(([, range]) => AddressSet.of([range]).isWorld);
        const together = AddressSet.of(Object.values(ranges)).isWorld;
        for (const [name] of alone) context.addIssue({ code: "custom", path: [name], message });
        if (together && alone.length === 0) context.addIssue({ code: "custom", message });
      })
      .optional(),
    /** ARN of an existing key; it must let CloudWatch Logs in. @default a key of its own */
    keyArn: tokenOr(z.string().min(1)).optional(),
    /** Whether a raised major version is applied. @default false */
    allowMajorUpgrade: z.boolean().default(false),
    /** Further parameters of the parameter group. @default none */
    parameters: z.record(z.string(), tokenOr(z.string())).default({}),
    /** Days after which the administrator's password is changed, 1 to 1000. @default RDS's own 7 */
    rotateAdminAfterDays: z.number().int().min(1).max(1000).optional(),
    /** Daily, UTC: `02:00-03:00`. @default one that RDS chooses */
    backupWindow: backupWindow.optional(),
    /** Weekly, UTC: `sun:03:00-sun:04:00`. @default one that RDS chooses */
    maintenanceWindow: maintenanceWindow.optional(),
  })
  .transform((props) => ({
    ...props,
    maxStorageGib: props.maxStorageGib ?? Math.min(props.storageGib * GROWTH, RDS_STORAGE.max),
  }))
  .superRefine(({ storageGib, maxStorageGib, parameters }, context) => {
    const least = Math.ceil(storageGib * RDS_MIN_AUTOSCALING_FACTOR);
    if (maxStorageGib < least) {
      context.addIssue({
        code: "custom",
        path: ["maxStorageGib"],
        message: `At least ${least}: a tenth above ${storageGib}.`,
      });
    }
    if ((parameters["rds.force_ssl"] ?? "1") !== "1") {
      context.addIssue({ code: "custom", path: ["parameters", "rds.force_ssl"], message: "TLS is always required." });
    }
  });

export type PostgresDbSettings = z.output<typeof postgresDbSchema>;

export interface PostgresDbProps extends z.input<typeof postgresDbSchema> {
  /** Where it stands: in the subnets of the tier `data`. */
  readonly network: INetwork;
}
