/**
 * What a node's abstract size is on AWS. General purpose, 4 GiB a CPU, x86-64: images that are built for one architecture
 * only are nearly all built for this one (`instanceType` takes a Graviton type where they are not).
 *
 * Instance types by size, the preferred one first. Only spot pools use the others: the more kinds a pool can take, the
 * rarer it is left without any (docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, "Spot").
 *
 * The fifth generation is the newest that is offered in every region: a node group with one type that its region lacks is
 * refused as a whole. `instanceType` takes a newer one.
 */
import type { TargetFacts } from "../../model/target-facts";

export const awsSizes: TargetFacts["sizes"] = {
  small: ["m5.large", "m5d.large", "r5.large"],
  medium: ["m5.xlarge", "m5d.xlarge", "r5.xlarge"],
  large: ["m5.2xlarge", "m5d.2xlarge", "r5.2xlarge"],
};
