/** A security group's `ingress` and `egress` repeat rules that are resources of their own: showing them there is no drift. */
import type { MirroredAttribute, Siblings } from "../../../model/drift-facts";
import type { Value } from "../../../model/plan";

type Entry = Readonly<Record<string, unknown>>;

/** AWS groups rules by their ports: an entry that went may have become part of one that came. */
export const mirroredRules: readonly MirroredAttribute[] = (["ingress", "egress"] as const).map((direction) => ({
  type: "aws_security_group",
  attribute: direction,
  isHeld: (entry, group, siblings) => isHeld(direction, entry as Entry, group, siblings),
  isWithin: (entry, fresh) => {
    const ranges = rangesOf(entry as Entry);
    return fresh.some((one) => ranges.every((range) => rangesOf(one as Entry).includes(range)));
  },
}));

/** Each range and group of an entry must be that of a rule for the same protocol and ports. */
function isHeld(direction: "ingress" | "egress", entry: Entry, group: Entry, siblings: Siblings): boolean {
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
  return ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"].flatMap((key) => {
    const list = entry[key] as Value | undefined;
    return Array.isArray(list) ? (list as readonly Value[]) : [];
  });
}

/** A rule for all protocols has no port: a group reports 0 there, a rule null or -1. */
function port(value: unknown): number {
  return typeof value === "number" && value > 0 ? value : 0;
}
