/** The environment file's own keys; the sections come from the components. */
import { z } from "zod";
import { PROFILES } from "../model/component";
import { RISKS } from "../model/risk";
import type { TargetFacts } from "../model/target-facts";
import type { TargetName } from "../model/target";
import type { targets } from "../targets";
import { formsOf, type StateBackend, stateSchema, targetBlock, type TargetBlockInput } from "./target-fields";

/** Known names; which of them are served, the targets' facts say. */
export const TARGETS = ["eks", "aks", "kubeadm"] as const satisfies readonly TargetName[];

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
          .regex(/^([a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*(\[[^\]]+\])?|host\.[a-z0-9][a-z0-9-]*)$/, {
            error: "must be a Terraform address, such as aws_db_instance.databases_orders, or a host, such as host.w1",
          })
          .describe("Terraform address of the resource, as `jangada drift` shows it; of a host `host.<name>`."),
        attribute: z
          .string()
          .regex(/^[a-z][a-z0-9_]*([.[].+)?$/, {
            error: "must be the path of an attribute, such as allocated_storage or tags.owner",
          })
          .max(200)
          .optional()
          .describe(
            'Path of the attribute, with everything below it; of a host a stage, or one thing of it, such as essentials["/etc/fstab"]. Default: every attribute, and the deletion of the resource.',
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

/** The file's own keys that are the same wherever it is deployed. */
const own = {
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
  compatibility: z
    .enum(COMPATIBILITY_MODES)
    .default("enforce")
    .describe(
      "What happens when versions do not work together. off: nothing; warn: a warning; enforce: the file is refused. Default: enforce.",
    ),
  moved: moved.default([]),
  acknowledge: acknowledge.default([]),
  ignoreDrift: ignoreDrift.default([]),
};

/**
 * The keys that are no component's section, as a person writes them: with a block for each target, of which that of the chosen
 * one is needed.
 */
export function fileSchema(
  targets: readonly TargetFacts[],
  chosen: TargetFacts | undefined,
): z.ZodObject<Readonly<Record<string, z.ZodType>>> {
  const forms = formsOf(targets, chosen);
  const blocks = targets.map((facts) => [facts.block, targetBlock(facts, facts === chosen)]);
  const served = targets.map(({ name }) => name);
  return z.strictObject({
    name: forms.name,
    target: z
      .enum([...new Set([...TARGETS, ...served])])
      .describe(
        `Where the cluster runs; the block of that target is needed. This version serves ${served.join(", ")}${served.length === 1 ? " only" : ""}.`,
      ),
    profile: own.profile,
    protected: own.protected,
    owner: forms.owner,
    tags: forms.tags.default({}),
    ...(Object.fromEntries(blocks) as Readonly<Record<string, z.ZodType>>),
    state: stateSchema(targets).default({ backend: "local" }),
    compatibility: own.compatibility,
    moved: own.moved,
    acknowledge: own.acknowledge,
    ignoreDrift: own.ignoreDrift,
  });
}

type OwnFields = z.ZodObject<typeof own>;

/** What the file's own keys hold, after defaults; the blocks of targets by their names. */
export type BaseFile = z.output<OwnFields> & {
  readonly name: string;
  readonly target: TargetName;
  readonly owner: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: StateBackend;
};

/** The same as a person writes them. */
export type BaseInput = z.input<OwnFields> & {
  readonly name: string;
  readonly target: TargetName;
  readonly owner: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly state?: StateBackend;
} & { readonly [F in (typeof targets)[number] as F["block"]]?: TargetBlockInput<F> };

export type { StateBackend } from "./target-fields";
export type Move = BaseFile["moved"][number];
export type Acknowledgement = BaseFile["acknowledge"][number];
export type IgnoredDrift = BaseFile["ignoreDrift"][number];
