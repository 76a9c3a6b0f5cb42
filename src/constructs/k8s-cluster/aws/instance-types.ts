/** What follows from an EC2 instance type's name. */
import { awsSizes } from "../../../targets/eks/sizes";
import type { PoolSettings } from "../props";

/** Kinds of EKS-optimised Amazon Linux 2023 images, as node groups name them. */
export type AmiType =
  | "AL2023_x86_64_STANDARD"
  | "AL2023_ARM_64_STANDARD"
  | "AL2023_x86_64_NVIDIA"
  | "AL2023_ARM_64_NVIDIA"
  | "AL2023_x86_64_NEURON";

/** What a pool without size and type gets. */
const DEFAULT_SIZE = "medium";

/** The types that a pool's nodes may have: one, unless they are spare capacity of an abstract size. */
export function instanceTypesOf(
  pool: Pick<PoolSettings, "size" | "spot"> & { readonly aws: Pick<PoolSettings["aws"], "instanceType"> },
): readonly [string, ...string[]] {
  if (pool.aws.instanceType !== undefined) return [pool.aws.instanceType];
  const types = awsSizes[pool.size ?? DEFAULT_SIZE];
  return pool.spot ? types : [types[0]];
}

/**
 * The image for a type, from its name: letters of the family, its generation, its attributes
 * (docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html). A `g` first among the attributes is Graviton.
 */
export function amiTypeOf(instanceType: string): AmiType {
  const [, family = "", attributes = ""] = /^([a-z]+)\d*([a-z0-9-]*)\./.exec(instanceType) ?? [];
  const arm = attributes.startsWith("g") || family === "a";
  if (/^(g|gr|p)$/.test(family)) return arm ? "AL2023_ARM_64_NVIDIA" : "AL2023_x86_64_NVIDIA";
  if (/^(inf|trn)$/.test(family)) return "AL2023_x86_64_NEURON";
  return arm ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}
