/** An entry of `cluster.pools`: a group of like nodes. */
import { z } from "zod";
import { SIZES } from "../../model/sizes";
import { awsPoolBlock } from "./aws/section";
import { azurePoolBlock } from "./azure/section";

/** A label's or taint's key: an optional DNS prefix, and a name of up to 63 characters. */
const key = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/, {
    message: "must be a Kubernetes label key, such as team or example.org/team",
  });
const value = z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, {
  message: "must be a Kubernetes label value: up to 63 letters, digits, '-', '_', '.'",
});

export const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** Nodes that a Kubernetes cluster is made for (kubernetes.io/docs/setup/best-practices/cluster-large). */
const MAX_NODES = 5000;

const nodes = z
  .strictObject({
    min: z
      .int()
      .min(0)
      .max(MAX_NODES)
      .optional()
      .describe(
        "Nodes of the whole pool, at least; also their number at first. Divided evenly over its zones. Where more than run now needs a step by hand first, `plan` tells it. Default: one for each of its zones.",
      ),
    max: z
      .int()
      .min(1)
      .max(MAX_NODES)
      .optional()
      .describe("Nodes of the whole pool, at most. Default: three for each of its zones."),
  })
  .describe("How many nodes the whole pool has, over all of its zones.");

export const poolSection = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/, {
        message: "must be up to 30 lower-case letters, digits and hyphens, beginning with a letter",
      })
      .describe("Name of the pool. Renaming it needs an entry under `moved`."),
    size: z
      .enum(SIZES)
      .optional()
      .describe(
        "Size of a node: small (2 CPUs, 8 GiB), medium (4 CPUs, 16 GiB) or large (8 CPUs, 32 GiB). Default: medium.",
      ),
    nodes: nodes.prefault({}),
    spot: z
      .boolean()
      .default(false)
      .describe("Whether nodes are spare capacity: cheaper, and taken away at two minutes' notice."),
    // 20 GiB hold the node's image and those of the platform's pods. 16 TiB is a bound that a general-purpose volume of every
    // cloud can have; more on the root of a node is a slip.
    disk: z.int().min(20).max(16384).default(50).describe("GiB of a node's root volume: images, logs, scratch space."),
    labels: z.record(key, value).default({}).describe("Kubernetes labels of the nodes."),
    taints: z
      .array(
        z.strictObject({
          key: key.describe("Key of the taint."),
          value: value.default("").describe("Value of the taint."),
          effect: z.enum(TAINT_EFFECTS).describe("What happens to pods that do not tolerate it."),
        }),
      )
      .max(50, { message: "must be at most 50 (quota of a node group)" })
      .default([])
      .describe("Kubernetes taints of the nodes: they keep pods away that do not tolerate them."),
    aws: awsPoolBlock.prefault({}),
    azure: azurePoolBlock.prefault({}),
  })
  .describe("A group of like nodes.");

export type PoolSection = z.output<typeof poolSection>;
