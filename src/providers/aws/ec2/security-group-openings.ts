/**
 * Who is let in by the rules of a security group together: each of its rules is a resource of its own, and two of them with
 * half of the world each let everybody in.
 */
import { AddressSet } from "../../../model/address-set";
import type { ResourceChange, UnchangedResource, Value } from "../../../model/plan";
import { isKnown, valuesAt } from "../../../model/plan-values";
import { type Condition, type Judgement, NOT_HELD, type RiskContext } from "../../../model/risk";
import { shortList, rangesOf } from "../../../model/risk-conditions";

type Values = { readonly [attribute: string]: Value };

/** What a rule, or an entry of a group's own, lets in. */
interface Opening {
  /** `-1` is all of them. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly addresses: AddressSet;
}

/** The rule, or the group, that has address ranges at that path lets more in, beside all the others of its security group. */
export function letsMoreIn(path: string): Condition {
  return { judge: (change, context) => judgeOpening(change, path, context) };
}

function judgeOpening(change: ResourceChange, path: string, context: RiskContext): Judgement {
  const [old, now] = [rangesOf(valuesAt(change.before, path)), rangesOf(valuesAt(change.after, path))];
  const opened = now.length > 0 ? opensInGroup(change, context, now) : undefined;
  if (!opened || (change.action === "create" && !opened.world)) return NOT_HELD;
  const everybody = change.action === "create" ? shortList(now) : "everybody";
  const who = opened.world ? everybody : shortList(opened.ranges);
  return {
    holds: true,
    before: shortList(old),
    after: opened.together ? `${who}, and with other rules everybody,` : who,
  };
}

/** What a change opens. */
export interface NewAccess {
  /** Whether everybody gets in who did not before. */
  readonly world: boolean;
  /** Whether it takes other rules of the group for that. */
  readonly together: boolean;
  /** Addresses that get in anew. */
  readonly ranges: readonly string[];
}

const RULE = "aws_vpc_security_group_ingress_rule";
const OLD_RULE = "aws_security_group_rule";
const GROUPS = ["aws_security_group", "aws_default_security_group"];

/** They add up: those that stay as they are count, too, when another changes. */
export const CUMULATIVE_TYPES: readonly string[] = [...GROUPS, OLD_RULE, RULE];

const LAST_PORT = 65535;
const ALL = "-1";
/** Its "ports" are types and codes. */
const ICMP = /^(icmp|icmpv6|1|58)$/;

/**
 * What a change to a rule or a group opens, beside all others of the group, those that stay as they are too. Undefined if it
 * is nothing: also where it only takes over what another let in. `ranges` are those of the change that are looked at, of one
 * family. Prefix lists are not judged: a plan does not say what they hold.
 */
function opensInGroup(change: ResourceChange, context: RiskContext, ranges: readonly string[]): NewAccess | undefined {
  const group = groupOf(change, change.after ?? {});
  const inGroup = (other: Resource, values: Values | undefined): readonly Opening[] =>
    values !== undefined && groupOf(other, values) === group ? openingsOf(other.type, values) : [];
  const unchanged = (context.standing ?? []).flatMap((other) => inGroup(other, other.values));
  const openingsOnSide = (which: "before" | "after"): readonly Opening[] =>
    context.changes.flatMap((other) => inGroup(other, other[which]));
  const [before, after] = [
    [...unchanged, ...openingsOnSide("before")],
    [...unchanged, ...openingsOnSide("after")],
  ];
  const ownBefore = addressesOf(openingsOf(change.type, change.before ?? {}));
  // Each family for itself: who has half of the one has nothing of the other.
  const family = AddressSet.of(
    AddressSet.of(ranges).ranges.map((range) => (range.includes(":") ? "::/0" : "0.0.0.0/0")),
  );
  const found = openingsOf(change.type, change.after ?? {}).flatMap((own) =>
    portSamples(own, [...before, ...after]).flatMap((piece): readonly NewAccess[] => {
      const [then, now] = [addressesAllowedAt(piece, before).and(family), addressesAllowedAt(piece, after).and(family)];
      const addresses = own.addresses.and(family);
      const added = addresses.minus(then);
      if (added.isEmpty) return [];
      // Into what was half open already, another wide part is the world anew.
      const world = now.isWorld && (!then.isWorld || added.isWorld || added.isWide);
      return [{ world, together: world && !addresses.isWorld, ranges: added.minus(ownBefore).ranges }];
    }),
  );
  return found.find(({ world }) => world) ?? found.find(({ ranges }) => ranges.length > 0);
}

type Resource = Pick<UnchangedResource, "type" | "address" | "refersTo">;

/** By its id; of one that is yet to be made, by its address. Rules of which neither is known are taken for one group's. */
function groupOf({ type, address, refersTo }: Resource, values: Values): string {
  const id = values[GROUPS.includes(type) ? "id" : "security_group_id"];
  if (typeof id === "string" && isKnown(id)) return id;
  return GROUPS.includes(type) ? address : (refersTo?.["security_group_id"] ?? "");
}

function openingsOf(type: string, values: Values): readonly Opening[] {
  if (type === RULE) return [opening(values, "ip_protocol", ["cidr_ipv4", "cidr_ipv6"])];
  if (type === OLD_RULE) return values["type"] === "ingress" ? [entry(values)] : [];
  const entries = GROUPS.includes(type) ? values["ingress"] : undefined;
  return Array.isArray(entries) ? (entries as readonly Value[]).filter(isMap).map(entry) : [];
}

const entry = (values: Values): Opening => opening(values, "protocol", ["cidr_blocks", "ipv6_cidr_blocks"]);

function opening(values: Values, protocolKey: string, rangeKeys: readonly string[]): Opening {
  const protocol = typeof values[protocolKey] === "string" ? String(values[protocolKey]).toLowerCase() : ALL;
  const everything = protocol === ALL || protocol === "all";
  const [from, to] = [values["from_port"], values["to_port"]];
  const all = everything || typeof from !== "number" || typeof to !== "number" || ICMP.test(protocol);
  const ranges = rangeKeys.flatMap((key) => values[key] ?? []).filter((range) => typeof range === "string");
  return {
    protocol: everything ? ALL : protocol,
    from: all ? 0 : from,
    to: all ? LAST_PORT : to,
    addresses: AddressSet.of(ranges),
  };
}

function addressesOf(openings: readonly Opening[]): AddressSet {
  return openings.reduce((all, { addresses }) => all.union(addresses), AddressSet.of([]));
}

interface PortSample {
  readonly protocol: string;
  readonly port: number;
}

/** One port of each stretch of ports, and each protocol, within which the same rules count. */
function portSamples(own: Opening, others: readonly Opening[]): readonly PortSample[] {
  const starts = others.flatMap(({ from, to }) => [from, to + 1]).filter((port) => port > own.from && port <= own.to);
  const protocols = own.protocol === ALL ? others.map(({ protocol }) => protocol) : [];
  return [...new Set([own.protocol, ...protocols])].flatMap((protocol) =>
    [...new Set([own.from, ...starts])].map((port) => ({ protocol, port })),
  );
}

function addressesAllowedAt({ protocol, port }: PortSample, openings: readonly Opening[]): AddressSet {
  return addressesOf(
    openings.filter(
      (other) => (other.protocol === protocol || other.protocol === ALL) && other.from <= port && port <= other.to,
    ),
  );
}

function isMap(value: Value): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
