/** `velero` in the environment file: what of the cluster is backed up when, and whether that can be restored. */
import { z } from "zod";
import { chartValues } from "../kit/chart-values";
import { lockSchema } from "../object-storage/section";
import { cronSchema } from "./cron";
import { veleroBlock } from "./aws/section";
import { azureVeleroBlock } from "./azure/section";
import { kubeadmVeleroBlock } from "./kubeadm/section";
import { KEBAB_CASE } from "../../model/kebab-case";

/** A DNS label (RFC 1123), as Kubernetes asks of a namespace's name. */
const namespaceName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "Letters a-z, digits and hyphens, beginning and ending with no hyphen.");

/** In place of a lock's fields: there is none, where the default would have one. */
export const NO_LOCK = "none";

/** What becomes of volumes. */
export const VOLUMES = ["copies", "snapshots", "files", "none"] as const;
export type Volumes = (typeof VOLUMES)[number];

/** Hours of a retention such as `30d` or `12h`. */
export function retentionHours(text: string): number {
  return Number(text.slice(0, -1)) * { h: 1, d: 24, w: 168 }[text.slice(-1) as "h" | "d" | "w"];
}

/** Ten years. */
const MAX_RETENTION_HOURS = 87_600;

const retention = z
  .string()
  .regex(/^[1-9]\d{0,4}[hdw]$/, "A number with its unit: 72h, 30d or 12w.")
  .refine((text) => retentionHours(text) <= MAX_RETENTION_HOURS, "Ten years at most: 3650d.");

export const scheduleSchema = z.strictObject({
  name: z
    .string()
    // A backup is called after it, with 15 characters behind; a label of 63 holds that name.
    .max(40)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.")
    .describe("Name of the schedule: backups are called after it."),
  cron: cronSchema.describe("When it runs: five fields of cron, in UTC, such as 0 2 * * *."),
  retention: retention
    .default("30d")
    .describe("How long a backup is kept, such as 72h, 30d or 12w. Default: 14d, 30d or 90d by profile."),
  namespaces: z.array(namespaceName).min(1).optional().describe("Namespaces that are backed up. Default: all."),
  except: z
    .array(namespaceName)
    .optional()
    .describe(
      "Namespaces that are left out. Default: Kubernetes' own (kube-system, kube-public, kube-node-lease) where `namespaces` names none; [] takes these in, too.",
    ),
  volumes: z
    .enum(VOLUMES)
    .default("copies")
    .describe(
      "copies: snapshots, whose content goes into the store. snapshots: they stay with the cloud's disks. files: read from running pods. none: objects alone. Default: copies, in the profile minimal snapshots.",
    ),
});

export type BackupSchedule = z.output<typeof scheduleSchema>;

/** What a cluster has by itself: put back into another one, it would stand in the way of what that has. */
const SYSTEM_NAMESPACES = ["kube-system", "kube-public", "kube-node-lease"];

/** Namespaces that a schedule leaves out. */
export const leftOut = ({ namespaces, except }: Pick<BackupSchedule, "namespaces" | "except">): readonly string[] =>
  except ?? (namespaces ? [] : SYSTEM_NAMESPACES);

export const restoreTestSchema = z
  .strictObject({
    namespace: namespaceName.describe("Namespace that is restored, cut off from everything, into `restore-test`."),
    schedule: z.string().describe("Schedule whose newest good backup is restored."),
    cron: cronSchema
      .default("0 6 * * 0")
      .describe("When: five fields of cron, in UTC. Default: 0 6 * * 0, on Sundays."),
  })
  .describe("Restores a namespace regularly, checks what came, and removes it. Default: none.");

export type RestoreTest = z.output<typeof restoreTestSchema>;

export const veleroSchema = z
  .strictObject({
    schedules: z.array(scheduleSchema).min(1).describe("What is backed up when. Default: all of it every night, at 2."),
    restoreTest: restoreTestSchema.optional(),
    lock: z
      .union([z.literal(NO_LOCK), lockSchema])
      .optional()
      .describe(
        "Nobody deletes or overwrites a backup for so long, and it is never taken off again. Default: none; where it is protected `{ mode: governance, days: 7 }`, or as long as the shortest retention. `none`: without, all the same.",
      ),
    store: z
      .string()
      .optional()
      .describe(
        "Name of a store of `objectStorage` that backups are kept in, which then has its own `lock`. Default: a store of Velero's own; on bare hosts, `platform`.",
      ),
    snapshotController: z
      .boolean()
      .optional()
      .describe(
        "Whether snapshot-controller is brought along, without which no snapshot of a volume is taken. Default: true; false of a cluster that exists already, whose owner installs what it needs. No matter where every cluster has it as it is made.",
      ),
    protected: z
      .boolean()
      .default(true)
      .describe("Whether the store of the backups refuses to be deleted. Default: as the environment."),
    values: chartValues("velero"),
    /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
    aws: veleroBlock,
    /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
    azure: azureVeleroBlock,
    /** The block of bare hosts: its fields and defaults are described in `kubeadm/section.ts`. @default the defaults of its fields */
    kubeadm: kubeadmVeleroBlock,
  })
  .describe("Velero: backups of the cluster's objects and volumes.");

export type VeleroSection = z.output<typeof veleroSchema>;

/** Whether a schedule reads or writes volumes' content, which is done on their nodes. */
export const usesNodes = (schedules: readonly Pick<BackupSchedule, "volumes">[]): boolean =>
  schedules.some(({ volumes }) => volumes === "copies" || volumes === "files");

export const usesSnapshots = (schedules: readonly Pick<BackupSchedule, "volumes">[]): boolean =>
  schedules.some(({ volumes }) => volumes === "copies" || volumes === "snapshots");

export const usesFiles = (schedules: readonly Pick<BackupSchedule, "volumes">[]): boolean =>
  schedules.some(({ volumes }) => volumes === "files");
