/** Spellings that `cluster` had before what is a cloud's own stood under its name, and a pool's numbers were those of a zone. */
import type { RenamedContext, RenamedField } from "../../model/component";
import { networkFacts } from "./aws/check-zones";

/** What a pool had in each zone that did not say otherwise. */
const FORMER_DEFAULTS = { min: 1, max: 3 };

/** The numbers of the whole pool that are the same nodes: an unchanged file must not shrink a cluster. */
function poolTotals(_: unknown, entry: Readonly<Record<string, unknown>>, context: RenamedContext): string {
  const zones = zonesOf(entry, context);
  const [min, max] = [numberOf(entry, "min"), numberOf(entry, "max")];
  const place = entry["min"] === undefined || entry["max"] === undefined ? "its place" : "their place";
  if (zones === 0) {
    return `Write \`nodes: { min: …, max: … }\` in ${place}, ${min} and ${max} for each of the pool's zones: the numbers are those of the whole pool.`;
  }
  return `Write \`nodes: { min: ${min * zones}, max: ${max * zones} }\` in ${place}: the numbers are those of the whole pool, over its ${zones} ${zones === 1 ? "zone" : "zones"}.`;
}

/** @throws RangeError for what is no number of nodes */
function numberOf(entry: Readonly<Record<string, unknown>>, key: "min" | "max"): number {
  const value = entry[key] ?? FORMER_DEFAULTS[key];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`'${key}' is no number of nodes`);
}

/** How many zones the pool has: its own, old spelling or new, else the network's; 0 if that is not known. */
function zonesOf(entry: Readonly<Record<string, unknown>>, context: RenamedContext): number {
  const block = entry["aws"] as { readonly zones?: unknown } | null | undefined;
  const ownZones = block?.zones ?? entry["zones"];
  return new Set(Array.isArray(ownZones) ? ownZones : networkFacts(context).zones).size;
}

export const renamedClusterFields: readonly RenamedField[] = [
  { former: "admins", now: "/aws.admins" },
  { former: "controlPlaneZones", now: "aws.controlPlaneZones" },
  { former: "encryptionKeys", now: "aws.encryptionKeys" },
  { former: "existing", now: "aws.existing" },
  { former: "values.metricsServer", now: "/metricsServer.values" },
  { former: "values.karpenter", now: "aws.values.karpenter" },
  { former: "pools.*.instanceType", now: "pools.*.aws.instanceType" },
  { former: "pools.*.zones", now: "pools.*.aws.zones" },
  { former: "pools.*.min", now: "pools.*.nodes.min", remedy: poolTotals },
  { former: "pools.*.max", now: "pools.*.nodes.max", remedy: poolTotals },
];
