/** The environment file's own keys; the sections come from the components. */
import { z } from "zod";
import { PROFILES } from "../model/component";
import { RISKS } from "../model/risk";
import { KEBAB_CASE, MAX_ENVIRONMENT_NAME } from "./names";

const TARGETS = ["eks", "aks", "kubeadm"] as const;

/** What AWS allows in a tag's value (IAM is the strictest): letters, digits, spaces and these. At most 256. */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const TAG_KEY = /^(?!aws:)[\p{L}\p{N}_.:/=+\-@][\p{L}\p{Z}\p{N}_.:/=+\-@]{0,127}$/iu;

const name = z
  .string()
  .regex(KEBAB_CASE, {
    error: "must be kebab-case: lower-case letters and digits, words joined by single hyphens, beginning with a letter",
  })
  .max(MAX_ENVIRONMENT_NAME)
  .describe(
    "Name of the environment, the same as its folder's: kebab-case, at most 20 characters. Every physical name begins with it.",
  );

const aws = z
  .strictObject({
    account: z
      .string()
      .regex(/^\d{12}$/, { error: "must be the 12 digits of an AWS account, in quotes" })
      .describe(
        "AWS account id, 12 digits in quotes. The providers refuse to work with the credentials of any other account.",
      ),
    region: z.string().describe("AWS region, such as eu-west-1."),
  })
  .describe("Where on AWS the environment lives.");

const bucket = z.string().regex(/^(?!xn--)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/, {
  error: "must be an S3 bucket name: 3 to 63 lower-case letters, digits, hyphens and dots",
});

const state = z
  .discriminatedUnion("backend", [
    z.strictObject({
      backend: z.literal("local"),
      path: z
        .string()
        .min(1)
        .optional()
        .describe("Folder of the state files, relative to the project's root. Default: the root."),
    }),
    z.strictObject({
      backend: z.literal("s3"),
      bucket: bucket.describe(
        "Bucket of the states. `jangada bootstrap` makes it; one of your own must have versioning on.",
      ),
      region: z.string().optional().describe("Region of the bucket. Default: the environment's."),
      prefix: z
        .string()
        .regex(/^[A-Za-z0-9!_.*'()-]+(\/[A-Za-z0-9!_.*'()-]+)*\/?$/, {
          error: "must be a key prefix such as platform/dev, without a leading slash",
        })
        .max(512)
        .optional()
        .describe("Before the keys, which are <prefix>/<environment>-<stack>/terraform.tfstate. Default: none."),
      kmsKey: z
        .string()
        .regex(
          /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+|[0-9a-f-]{36}|alias\/[A-Za-z0-9/_-]+)$/,
          {
            error: "must be the ARN, the id or the alias of a KMS key",
          },
        )
        .optional()
        .describe("KMS key that encrypts the state. Default: the bucket's own encryption."),
    }),
  ])
  .describe(
    "Where Terraform's state is kept. S3 locks it by an object beside it (use_lockfile), always. Default: local.",
  );

const place = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9][A-Za-z0-9-]*)+$/, {
  error: "must be the path of a named thing, such as databases.orders or cluster.pools.general",
});

const moved = z
  .array(
    z
      .strictObject({
        from: place.describe("What it was called: the path in the file before, such as databases.orders."),
        to: place.describe("What it is called now, in the same list."),
      })
      .describe("A renamed thing keeps its state and its physical name for as long as this entry is here."),
  )
  .max(200)
  .describe("Renames. An entry stays for as long as the renamed thing exists: its physical name derives from it.");

const tags = z
  .record(
    z.string().regex(TAG_KEY, {
      error:
        "must be a tag key that AWS accepts: at most 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:",
    }),
    z.string().regex(TAG_VALUE, {
      error: "must be a tag value that AWS accepts: at most 256 letters, digits, spaces and _.:/=+-@",
    }),
  )
  .describe(
    "Tags of everything that can carry them, for the bill: costCenter, project, … `environment`, `owner` and `managedBy` are set already.",
  );

const acknowledge = z
  .array(
    z
      .strictObject({
        address: z
          .string()
          .regex(
            /^(module\.[A-Za-z_][A-Za-z0-9_-]*(\[[^\]]+\])?\.)*(data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*(\[[^\]]+\])?$/,
            {
              error: "must be a Terraform address, such as aws_db_instance.databases_orders",
            },
          )
          .describe(
            "Terraform address, as the review shows it: of a resource, or such as terraform.backend and provider.aws.",
          ),
        risk: z.enum(RISKS).optional().describe("The one risk that is taken. Default: every risk of that address."),
        reason: z.string().min(10).max(500).describe("Why it is taken; for those who read it later."),
        expires: z.iso
          .date({ error: "must be a date in quotes, such as '2026-12-31'" })
          .describe("The last day, UTC, on which it counts, as YYYY-MM-DD in quotes."),
      })
      .describe("One risk of one resource that a review lets through."),
  )
  .max(200)
  .describe("Risks that are taken: `jangada review --fail-on` lets them through until they expire.");

const ignoreDrift = z
  .array(
    z
      .strictObject({
        address: z
          .string()
          .regex(/^[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*(\[[^\]]+\])?$/, {
            error: "must be a Terraform address, such as aws_db_instance.databases_orders",
          })
          .describe("Terraform address of the resource, as `jangada drift` shows it."),
        attribute: z
          .string()
          .regex(/^[a-z][a-z0-9_]*([.[].+)?$/, {
            error: "must be the path of an attribute, such as allocated_storage or tags.owner",
          })
          .max(200)
          .optional()
          .describe(
            "Path of the attribute, with everything below it. Default: every attribute, and the deletion of the resource.",
          ),
        reason: z.string().min(10).max(500).describe("Why it may differ; for those who read it later."),
        expires: z.iso
          .date({ error: "must be a date in quotes, such as '2026-12-31'" })
          .describe("The last day, UTC, on which it counts, as YYYY-MM-DD in quotes."),
      })
      .describe("One difference between the real world and the last deployment that is let be."),
  )
  .max(200)
  .describe("What `jangada drift` does not report until it expires.");

export const COMPATIBILITY_MODES = ["off", "warn", "enforce"] as const;
export type CompatibilityMode = (typeof COMPATIBILITY_MODES)[number];

/** The keys that are no component's section, as a person writes them. */
export const baseSchema = z.strictObject({
  name,
  target: z.enum(TARGETS).describe("Where the cluster runs. This version serves eks only."),
  profile: z
    .enum(PROFILES)
    .default("standard")
    .describe(
      "Fills in what the file leaves out. minimal: one of everything; standard: survives the loss of a zone; full: that, and what a large production system adds. Safety is the same in all. Default: standard.",
    ),
  protected: z
    .boolean()
    .optional()
    .describe(
      "Deletion protection, final snapshots, and a refusal to destroy. Default: true, in the minimal profile false.",
    ),
  owner: z
    .string()
    .regex(TAG_VALUE, { error: "must be a name or address that a tag can carry" })
    .min(1)
    .describe("The team or person who answers for it; a tag of everything."),
  tags: tags.default({}),
  aws,
  state: state.default({ backend: "local" }),
  compatibility: z
    .enum(COMPATIBILITY_MODES)
    .default("enforce")
    .describe(
      "What happens when versions do not work together. off: nothing; warn: a warning; enforce: the file is refused. Default: enforce.",
    ),
  moved: moved.default([]),
  acknowledge: acknowledge.default([]),
  ignoreDrift: ignoreDrift.default([]),
});

export type BaseFile = z.output<typeof baseSchema>;
export type StateBackend = BaseFile["state"];
export type Move = BaseFile["moved"][number];
export type Acknowledgement = BaseFile["acknowledge"][number];
export type IgnoredDrift = BaseFile["ignoreDrift"][number];
