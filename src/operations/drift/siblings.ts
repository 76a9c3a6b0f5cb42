/**
 * What other resources of the same state hold. Several AWS resources tell, in attributes that nobody sets, what was made by
 * resources of their own: a security group its rules, a route table its routes, a role its policies. After the apply that
 * made those, the first refresh finds them there.
 */
import type { Facts } from "../../model/resource-facts";
import { type AttributeChange, type ResourceChange, type StandingResource, type Value } from "../plan-model";

export interface Sibling {
  readonly address?: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}
export type Siblings = readonly Sibling[];

/** Out of `terraform show -json <plan>`; its values may be secret, and stay with whoever asks. */
export function readSiblings(json: unknown): Siblings {
  const plan = json as {
    readonly prior_state?: { readonly values?: { readonly root_module?: { readonly resources?: Siblings } } };
  };
  return plan.prior_state?.values?.root_module?.resources ?? [];
}

/** Those that count when others drift, and did not drift themselves. Rules look at their ranges and ports, which are no secrets. */
export function standingBeside(
  siblings: Siblings,
  drift: readonly ResourceChange[],
  { judgedTogether }: Pick<Facts, "judgedTogether">,
): readonly StandingResource[] {
  const drifted = new Set(drift.map(({ address }) => address));
  return siblings.flatMap(({ address, type, values }) =>
    address !== undefined && judgedTogether.includes(type) && !drifted.has(address)
      ? [{ address, type, values: values as StandingResource["values"] }]
      : [],
  );
}

type Entry = Readonly<Record<string, unknown>>;

/** Whether everything that came to the attribute (the whole of it, whatever path changed below) is a sibling's. */
export function isOwnRule(
  { path }: AttributeChange,
  { type, before, after }: ResourceChange,
  siblings: Siblings,
): boolean {
  const attribute = /^[a-z_]+/.exec(path)?.[0] ?? "";
  if (!before || !after) return false;
  const [then, now] = [listOf(before[attribute]), listOf(after[attribute])];
  const texts = now.map((entry) => JSON.stringify(entry));
  const lost = then.filter((entry) => !texts.includes(JSON.stringify(entry)));
  const had = then.map((entry) => JSON.stringify(entry));
  const fresh = now.filter((_, index) => !had.includes(texts[index] ?? ""));
  // Of an entry that went, all that it held must have gone into one that came: AWS groups rules by their ports.
  const holds = (entry: Value): boolean => OWNERS[`${type}.${attribute}`]?.(entry, after, siblings) ?? false;
  return fresh.length > 0 && fresh.every(holds) && lost.every((entry) => holds(entry) && isWithin(entry, fresh));
}

function isWithin(lost: Value, fresh: readonly Value[]): boolean {
  const ranges = rangesOf(lost as Entry);
  return fresh.some((entry) => ranges.every((range) => rangesOf(entry as Entry).includes(range)));
}

type Owner = (entry: Value, object: Entry, siblings: Siblings) => boolean;

const OWNERS: Readonly<Record<string, Owner>> = {
  "aws_security_group.ingress": (entry, group, siblings) => rulesOwn("ingress", entry as Entry, group, siblings),
  "aws_security_group.egress": (entry, group, siblings) => rulesOwn("egress", entry as Entry, group, siblings),
  "aws_route_table.route": (entry, table, siblings) => {
    const { cidr_block: range, ipv6_cidr_block: range6 } = entry as Entry;
    return siblings.some(
      ({ type, values }) =>
        type === "aws_route" &&
        values["route_table_id"] === table["id"] &&
        (range || range6) &&
        same(values["destination_cidr_block"], range) &&
        same(values["destination_ipv6_cidr_block"], range6) &&
        TARGETS.every((target) => same(values[target], (entry as Entry)[target])),
    );
  },
  "aws_iam_role.managed_policy_arns": (entry, role, siblings) =>
    siblings.some(
      ({ type, values }) =>
        type === "aws_iam_role_policy_attachment" && values["role"] === role["name"] && values["policy_arn"] === entry,
    ),
  "aws_iam_role.inline_policy": (entry, role, siblings) =>
    siblings.some(
      ({ type, values }) =>
        type === "aws_iam_role_policy" &&
        values["role"] === role["name"] &&
        values["name"] === (entry as Entry)["name"],
    ),
};

const TARGETS = ["gateway_id", "nat_gateway_id", "vpc_peering_connection_id", "transit_gateway_id", "vpc_endpoint_id"];

/** Each range and group of an entry must be that of a rule for the same protocol and ports. */
function rulesOwn(direction: "ingress" | "egress", entry: Entry, group: Entry, siblings: Siblings): boolean {
  const rules = siblings
    .filter(
      ({ type, values }) =>
        type === `aws_vpc_security_group_${direction}_rule` && values["security_group_id"] === group["id"],
    )
    .map(({ values }) => values)
    .filter(
      (rule) =>
        String(rule["ip_protocol"]) === String(entry["protocol"]) &&
        port(rule["from_port"]) === port(entry["from_port"]) &&
        port(rule["to_port"]) === port(entry["to_port"]),
    );
  const owned = rules.flatMap((rule) =>
    ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"].map((key) => rule[key]),
  );
  const ranges = rangesOf(entry);
  const self = entry["self"] === true;
  return (
    (ranges.length > 0 || self) &&
    ranges.every((range) => owned.includes(range)) &&
    (!self || rules.some((rule) => rule["referenced_security_group_id"] === group["id"]))
  );
}

function rangesOf(entry: Entry): readonly unknown[] {
  return ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"].flatMap((key) =>
    listOf(entry[key] as Value),
  );
}

/** Of a rule for all protocols there is none; a group says 0, a rule nothing or -1. */
function port(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

/** Nothing and the empty text are the same to the provider. */
function same(a: unknown, b: unknown): boolean {
  return (a ?? "") === (b ?? "");
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}
