/** Whether a security rule lets more in than before: its sources, as far as they are ranges or Azure's words for everybody. */
import { contains, parseRange } from "../../../model/cidr";
import { valuesAt } from "../../../model/plan-values";
import { type Judge, NOT_HELD } from "../../../model/risk";

type Side = Parameters<Judge>[0]["before"];

const WORLD = "0.0.0.0/0";
/** The words for the world (learn.microsoft.com/azure/virtual-network/network-security-groups-overview, service-tags-overview). */
const WORLD_WORDS = ["*", "any", "internet", "::/0", WORLD];

function sourcesOf(side: Side): readonly string[] {
  if (!isInboundAllow(side)) return [];
  return [...valuesAt(side, "source_address_prefix"), ...valuesAt(side, "source_address_prefixes")]
    .flatMap((one) => (Array.isArray(one) ? (one as readonly unknown[]) : [one]))
    .filter((one): one is string => typeof one === "string" && one !== "")
    .map((one) => (WORLD_WORDS.includes(one.toLowerCase()) ? WORLD : one));
}

const isInboundAllow = (side: Side): boolean => side?.["direction"] === "Inbound" && side["access"] === "Allow";

function covers(wide: string, narrow: string): boolean {
  if (wide === WORLD || wide === narrow) return true;
  const [outer, inner] = [wide, narrow].map((one) => parseRange(one.includes("/") ? one : `${one}/32`));
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

/** Of a new rule only the whole world counts: what a rule is made for, it lets in. */
export const letsMoreIn: Judge = ({ action, before, after }) => {
  const [had, has] = [sourcesOf(before), sourcesOf(after)];
  const come = has.filter((source) => !had.some((one) => covers(one, source)));
  const counted = action === "create" ? come.filter((source) => source === WORLD) : come;
  if (counted.length === 0) return NOT_HELD;
  return { holds: true, before: had.join(", ") || "nobody", after: counted.join(", ") };
};

const portsOf = (side: Side): ReadonlySet<string> =>
  new Set(
    [...valuesAt(side, "destination_port_range"), ...valuesAt(side, "destination_port_ranges")]
      .flatMap((one) => (Array.isArray(one) ? (one as readonly unknown[]) : [one]))
      .filter((one): one is string => typeof one === "string" && one !== ""),
  );

const portCovers = (wide: string, narrow: string): boolean => {
  if (wide === "*" || wide === narrow) return true;
  const [outer, inner] = [wide, narrow].map((one) => one.split("-").map(Number));
  const [first = NaN, last = first] = outer ?? [];
  const [from = NaN, to = from] = inner ?? [];
  return first <= from && to <= last;
};

/** The same sources reach more ports. */
export const letsMorePortsIn: Judge = ({ before, after }) => {
  if (!isInboundAllow(before) || !isInboundAllow(after)) return NOT_HELD;
  const had = [...portsOf(before)];
  const come = [...portsOf(after)].filter((port) => !had.some((one) => portCovers(one, port)));
  return come.length === 0 ? NOT_HELD : { holds: true, before: had.join(", "), after: come.join(", ") };
};

/** A rule that refused is gone, or refuses nothing any more. */
export const refusesNoLonger: Judge = ({ before, after }) => ({
  holds: before?.["direction"] === "Inbound" && before["access"] === "Deny" && after?.["access"] !== "Deny",
});
