/** What a Kubernetes cluster needs; the same on every target. */
import { z } from "zod";
import { supportedMinors } from "../../catalog/kubernetes";
import { AddressSet } from "../../model/address-set";
import { KEY_ARN } from "../kit/aws/key-arn";
import { tokenOr } from "../kit/cdktf/props";
import type { INetwork } from "../network/contract";
import { zoneName } from "../network/section";
import { poolSection } from "./pool-section";
import { adminArn, apiSection, type ClusterSection } from "./section";

export const poolSchema = poolSection.safeExtend({
  physicalName: z
    .string()
    .optional()
    .describe("What physical names derive from: a renamed pool keeps those of its old name. Default: `name`."),
});

const keyArn = tokenOr(z.string().regex(KEY_ARN, { message: "must be the ARN of a KMS key" })).optional();

export const kubernetesClusterSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, { message: "must be up to 100 lower-case letters, digits and hyphens" })
    .describe("Name of the cluster; in an environment, the environment's. A literal: subnets carry it in a tag."),
  version: z.enum(supportedMinors).describe("Kubernetes minor, such as `1.35`; one that the catalog supports."),
  region: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, { message: "must be the name of a region, such as eu-west-1" })
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string().regex(/^\d{12}$/, { message: "must be an AWS account id: 12 digits" })).describe(
    "The cloud's account; policies name it.",
  ),
  controlPlaneZones: z
    .array(zoneName)
    .min(2, { message: "must be two zones or more" })
    .describe("Zones of the control plane's network interfaces. Fixed when the cluster is made."),
  serviceCidr: z
    .cidrv4()
    .default("172.20.0.0/16")
    .describe("IPv4 range of Services. Changing it replaces the cluster."),
  pools: z
    .array(poolSchema)
    .min(1, { message: "must have a pool: the platform's own pods run on it" })
    .refine((pools) => new Set(pools.map((pool) => pool.name)).size === pools.length, {
      message: "names a pool twice",
    }),
  admins: z
    .array(adminArn)
    .min(1, { message: "must name an IAM role or user: nobody else administers the cluster, whoever creates it" })
    .describe(
      "ARNs of the IAM roles and users that administer the cluster. Literals: access entries are named after them.",
    ),
  api: apiSection
    .prefault({})
    .refine((api) => !api.public || (api.public.cidrs.length > 0 && !AddressSet.of(api.public.cidrs).isWorld), {
      message: "a public endpoint needs the ranges that may reach it, and the whole world is refused",
    })
    .refine((api) => !AddressSet.of(api.clients ?? []).isWorld, {
      message: "the clients of the API server may not be the whole world, together neither",
    }),
  autoscaling: z.boolean().default(true).describe("Whether to make what Karpenter needs of the cloud."),
  deletionProtection: z.boolean().default(true).describe("Whether the cluster refuses to be deleted."),
  zonalShift: z
    .boolean()
    .default(true)
    .describe("Whether AWS may lead traffic away from a zone that is ill (ARC zonal shift)."),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe("On instances and volumes that AWS makes for the cluster: they get none of the provider's default tags."),
  encryptionKeys: z
    .strictObject({ secrets: keyArn, volumes: keyArn, logs: keyArn })
    .prefault({})
    .describe("ARNs of keys that exist. Default: a key of its own for each."),
  logRetentionDays: z.int().min(1).default(365).describe("Days that the control plane's logs are kept."),
});

export interface KubernetesClusterProps extends z.input<typeof kubernetesClusterSchema> {
  readonly network: INetwork;
  /** A cluster that exists, instead of one that is made: of the rest, version, region and account count. @default none */
  readonly existing?: ClusterSection["existing"];
}

export type KubernetesClusterSettings = z.output<typeof kubernetesClusterSchema>;
export type PoolSettings = z.output<typeof poolSchema>;
