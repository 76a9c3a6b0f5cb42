/** An entry of `cluster.pools`: a group of like nodes. */
import { z } from "zod";
import { labelKey, labelValue, taint } from "../../model/kubernetes-labels";
import { SIZES } from "../../model/sizes";
import { awsPoolBlock } from "./aws/section";
import { azurePoolBlock } from "./azure/section";

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
    labels: z.record(labelKey, labelValue).default({}).describe("Kubernetes labels of the nodes."),
    taints: z
      .array(taint)
      .max(50, { message: "must be at most 50 (quota of a node group)" })
      .default([])
      .describe("Kubernetes taints of the nodes: they keep pods away that do not tolerate them."),
    aws: awsPoolBlock.prefault({}),
    azure: azurePoolBlock.prefault({}),
  })
  .describe("A group of like nodes.");

export type PoolSection = z.output<typeof poolSection>;
