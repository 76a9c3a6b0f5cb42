/** How many nodes a managed node group has: what EKS refuses of it, and only when a plan is applied. */
import type { ApplyRefusal, Attributes, Remedy } from "../../../model/apply-refusal";

/** Sizes of a group; undefined where one of them is not known. */
interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

function sizesOf(group: Attributes): Sizes | undefined {
  const [config] = (Array.isArray(group["scaling_config"]) ? group["scaling_config"] : []) as readonly Attributes[];
  const [min, max, desired] = [config?.["min_size"], config?.["max_size"], config?.["desired_size"]];
  return typeof min === "number" && typeof max === "number" && typeof desired === "number"
    ? { min, max, desired }
    : undefined;
}

/**
 * The number that runs now is left to whoever scales the group, so that a plan never moves it; EKS wants it within the bounds
 * (docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html).
 */
function refuseOutOfBounds(before: Attributes, after: Attributes): Remedy | undefined {
  const [now, wanted] = [sizesOf(before), sizesOf(after)];
  const [cluster, group] = [before["cluster_name"], before["node_group_name"]];
  if (!now || !wanted || typeof cluster !== "string" || typeof group !== "string") return undefined;
  const { min, max, desired } = wanted;
  if (desired >= min && desired <= max) return undefined;
  const nodes = (count: number): string => `${count} ${count === 1 ? "node" : "nodes"}`;
  const reason =
    desired < min
      ? `EKS refuses a minimum of ${min} while ${nodes(desired)} ${desired === 1 ? "is" : "are"} wanted of the group.`
      : `EKS refuses a maximum of ${max} while ${nodes(desired)} are wanted of the group: ${desired - max} of them must go first.`;
  const within = Math.min(Math.max(desired, min), max);
  const sizes = `minSize=${min},maxSize=${max},desiredSize=${within}`;
  return {
    reason,
    command: `aws eks update-nodegroup-config --cluster-name ${cluster} --nodegroup-name ${group} --scaling-config ${sizes}${regionOf(before)}`,
    leaves: { scaling_config: [{ min_size: min, max_size: max, desired_size: within }] },
  };
}

/** The region that the group is in, of its ARN: whoever runs the command may have another one set. */
function regionOf({ arn }: Attributes): string {
  const region = typeof arn === "string" ? arn.split(":")[3] : undefined;
  return region ? ` --region ${region}` : "";
}

export const nodeGroupRefusals: readonly ApplyRefusal[] = [{ types: ["aws_eks_node_group"], judge: refuseOutOfBounds }];
