/** What later stacks still use of a network or a cluster, as the cloud says: both look-ups find nothing without failing. */
import { Fn } from "cdktf";
import { awsRegions } from "../../src/targets/eks/regions";
import { isAdopted } from "../../src/constructs/kit/adopted";
import { physicalName } from "../../src/constructs/kit/cdktf/names";
import type { EnvironmentStack } from "../modules/environment-stack";
import { guardRemoval } from "../modules/removal-guard";

const TIERS = ["public", "private", "data", "intra"] as const;

/**
 * Kinds of network interfaces that belong to whoever uses a network; those of NAT gateways and of endpoints are its own
 * (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html, filter `interface-type`).
 */
const USERS = [
  "api_gateway_managed",
  "branch",
  "efa",
  "efa-only",
  "global_accelerator_managed",
  "interface",
  "lambda",
  "load_balancer",
  "network_load_balancer",
  "quicksight",
  "transit_gateway",
  "trunk",
];

/** Longest name of an IAM role. */
const ROLE_NAME_LENGTH = 64;

export function guardRemovals(stack: EnvironmentStack): void {
  if (stack.tier === "network") guardZones(stack);
  if (stack.tier === "cluster") guardAutoscaling(stack);
}

/** Network interfaces in subnets of zones that the file does not name (any more). */
function guardZones(stack: EnvironmentStack): void {
  const { facts, sections } = stack.environment;
  const { zones, existing } = sections.network?.aws ?? {};
  if (!zones || existing) return;
  const others = (awsRegions[facts.region]?.zones ?? []).filter((zone) => !zones.includes(zone));
  const guard = { path: "network.aws.zones", what: "Subnets go with a zone that is not named any more" };
  if (others.length === 0) return guardRemoval(stack, "zones-in-use", guard);
  const { DataAwsSubnets } =
    require("@cdktf/provider-aws/lib/data-aws-subnets") as typeof import("@cdktf/provider-aws/lib/data-aws-subnets");
  const { DataAwsNetworkInterfaces } =
    require("@cdktf/provider-aws/lib/data-aws-network-interfaces") as typeof import("@cdktf/provider-aws/lib/data-aws-network-interfaces");
  const subnets = new DataAwsSubnets(stack, "dropped-subnets", {
    filter: [
      { name: "tag:environment", values: [facts.name] },
      { name: "tag:Name", values: TIERS.flatMap((tier) => others.map((zone) => `${facts.name}-${tier}-${zone}`)) },
    ],
  });
  const interfaces = new DataAwsNetworkInterfaces(stack, "dropped-interfaces", {
    filter: [
      // A filter without values is refused; no subnet is called so.
      { name: "subnet-id", values: Fn.coalescelist([subnets.ids, ["none"]]) },
      { name: "interface-type", values: USERS },
    ],
  });
  guardRemoval(stack, "zones-in-use", { ...guard, users: `${interfaces.fqn}.ids` });
}

/**
 * Karpenter's own role, which stands in the stack of the platform: it is made before the controller and goes after it. Looked
 * for only where the file asks for no autoscaling.
 */
function guardAutoscaling(stack: EnvironmentStack): void {
  const { facts, sections } = stack.environment;
  const section = sections["cluster"] as { readonly autoscaling?: { readonly enabled?: boolean } } | undefined;
  if (!section || isAdopted(section, facts)) return;
  const guard = { path: "cluster.autoscaling", what: "What Karpenter needs of the cloud goes with autoscaling" };
  if (section.autoscaling?.enabled !== false) return guardRemoval(stack, "autoscaling-in-use", guard);
  const { DataAwsIamRoles } =
    require("@cdktf/provider-aws/lib/data-aws-iam-roles") as typeof import("@cdktf/provider-aws/lib/data-aws-iam-roles");
  const role = physicalName([facts.name, facts.region, "karpenter"], ROLE_NAME_LENGTH);
  const roles = new DataAwsIamRoles(stack, "karpenter-role", { nameRegex: `^${role}$` });
  guardRemoval(stack, "autoscaling-in-use", { ...guard, users: `${roles.fqn}.names` });
}
