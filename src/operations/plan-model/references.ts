/** Which resources belong together, as the configuration in a plan tells: ids of what is yet to be made are not known. */
import type { RawPlan, RawResourceChange } from "./format";

/**
 * Types of which those that stay as they are count, too, when another changes: rules add up, a pool is all of its groups, a network
 * all of its subnets.
 */
export const JUDGED_TOGETHER: readonly string[] = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_eks_node_group",
  "aws_subnet",
];

type References = (change: RawResourceChange) => Readonly<Record<string, string>> | undefined;

/** For each attribute whose expression refers to one resource alone, the address of that. Of the root module. */
export function referencesIn(plan: RawPlan): References {
  const resources = plan.configuration?.root_module?.resources ?? [];
  const known = new Map(
    resources
      .filter(({ address }) => JUDGED_TOGETHER.some((type) => address.startsWith(`${type}.`)))
      .map(({ address, expressions }) => [address, Object.entries(expressions ?? {}).flatMap(oneResource)]),
  );
  return ({ type, name }) => {
    const found = known.get(`${type}.${name}`);
    return found && found.length > 0 ? Object.fromEntries(found) : undefined;
  };
}

/** Terraform names an attribute of a resource, and then the resource: `aws_vpc.this.id`, `aws_vpc.this`. */
function oneResource([attribute, expression]: [string, unknown]): readonly (readonly [string, string])[] {
  const references = (expression as { readonly references?: readonly unknown[] } | null)?.references;
  if (!Array.isArray(references)) return [];
  const addresses = references.flatMap((text) => {
    const match = typeof text === "string" ? /^((?:data\.)?[a-z0-9_]+\.[^.[\s]+)/.exec(text) : null;
    return match?.[1] === undefined ? [] : [match[1]];
  });
  const [only, ...others] = new Set(addresses);
  return only !== undefined && others.length === 0 ? [[attribute, only]] : [];
}
