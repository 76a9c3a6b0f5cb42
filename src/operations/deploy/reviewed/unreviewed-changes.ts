/** Which changes of a plan do not stand in what was reviewed. */
import { formatPath, type Path } from "../../../environment/path";
import type { Action, AttributeChange, Value } from "../../plan-model";
import { otherChanges, otherThan, same } from "./compare-fingerprints";
import type { Fingerprint } from "./fingerprint";
import type { ReviewedChange, ReviewedOutput, ReviewedPlan } from "./reviewed-plan";

/** One change that was not reviewed, or not so. No value in it is a secret. */
export interface Difference {
  /** A resource's, or `output.<name>`. */
  readonly address: string;
  readonly action: Action;
  /** What was reviewed for it: another action, or the same with other values; undefined for nothing. */
  readonly reviewed?: Action;
  readonly why: "not-reviewed" | "another-action" | "another-object" | "other-values";
  /** Where they differ, as far as people can be shown it; of an update that was not reviewed, all that it changes. */
  readonly attributes: readonly DifferingAttribute[];
}

export interface DifferingAttribute {
  readonly path: string;
  /** What it was to become; undefined for nothing. */
  readonly reviewed?: Value;
  /** What it is to become now. */
  readonly now?: Value;
}

/**
 * A change stands in what was reviewed if that holds the same action on the same address, and every value of it that was known
 * then is the same now. What is done already drops out of the later plan. What an apply that broke off leaves behind is less or
 * more than was written: what it had begun to create is replaced, of a replacement only the creation is left, or only the
 * deletion of what it replaced.
 * @param reviewed the plan that was agreed to, and those that stood in it and were begun since; all with the key of `now`
 */
export function unreviewedChanges(reviewed: readonly ReviewedPlan[], now: ReviewedPlan): readonly Difference[] {
  const changes = reviewed.flatMap((plan) => plan.changes);
  const outputs = reviewed.flatMap((plan) => plan.outputs);
  return [
    ...now.changes.flatMap((change) => {
      const known = changes.filter(({ address }) => address === change.address);
      return leastOf(known.map((one) => judge(one, change))) ?? difference(change, undefined, "not-reviewed");
    }),
    ...now.outputs.flatMap((output) => {
      if (output.action === "no-op") return [];
      const known = outputs.filter(({ name }) => name === output.name);
      return leastOf(known.map((one) => judgeOutput(one, output))) ?? outputDifference(output, undefined, []);
    }),
  ];
}

/** Of several that could stand for it, one that does, or else the nearest. */
function leastOf(judged: readonly (Difference | undefined)[]): Difference | readonly never[] | undefined {
  if (judged.length === 0) return undefined;
  if (judged.includes(undefined)) return [];
  const rank = ["other-values", "another-object", "another-action", "not-reviewed"] as const;
  return [...judged].sort((a, b) => rank.indexOf(a?.why ?? "not-reviewed") - rank.indexOf(b?.why ?? "not-reviewed"))[0];
}

function judge(then: ReviewedChange, now: ReviewedChange): Difference | undefined {
  if (now.previousAddress !== undefined && now.previousAddress !== then.previousAddress)
    return difference(now, then, "another-action");
  if (now.importing !== undefined && now.importing !== then.importing) return difference(now, then, "another-object");
  if (now.deposed !== undefined) return judgeDeposed(then, now);
  if (then.deposed !== undefined || !mayFollow(then, now)) return difference(now, then, "another-action");
  switch (now.action) {
    case "create":
      return values(then, now, otherThan(then.after, now.after));
    case "replace":
      // What is tainted is what the begun apply itself made: what was reviewed is that it be made.
      if (!isTainted(now) && !sameObject(then, now)) return difference(now, then, "another-object");
      return values(then, now, otherThan(then.after, now.after));
    case "update":
      return values(then, now, otherChanges(sidesOf(then), sidesOf(now)));
    case "delete":
    case "forget":
      return sameObject(then, now) ? undefined : difference(now, then, "another-object");
    case "no-op":
    case "read":
      return undefined;
  }
}

function mayFollow(then: ReviewedChange, now: ReviewedChange): boolean {
  if (then.action === now.action) return now.action !== "replace" || !isTainted(now) || wasMade(then);
  if (now.action === "create") return then.action === "replace";
  if (now.action === "replace") return then.action === "create" && isTainted(now);
  // Only moved or imported: the rest of what was reviewed with it is done.
  return now.action === "no-op";
}

function isTainted({ reason }: ReviewedChange): boolean {
  return reason === "replace_because_tainted";
}

function wasMade({ action }: ReviewedChange): boolean {
  return action === "create" || action === "replace";
}

/** A deposed object is what a replacement left that makes the new one first. */
function judgeDeposed(then: ReviewedChange, now: ReviewedChange): Difference | undefined {
  const known = then.deposed === now.deposed && then.action === now.action;
  const left = then.deposed === undefined && then.action === "replace" && then.createBeforeDestroy;
  if (now.action !== "delete" || !(known || left)) return difference(now, then, "another-action");
  return sameObject(then, now) ? undefined : difference(now, then, "another-object");
}

/** By the id in the cloud; what has none cannot be another. */
function sameObject(then: ReviewedChange, now: ReviewedChange): boolean {
  const [a, b] = [idOf(then.before), idOf(now.before)];
  return a === undefined || b === undefined || same(a, b);
}

function idOf(fingerprint: Fingerprint | undefined): Fingerprint | undefined {
  return typeof fingerprint === "object" && "m" in fingerprint ? fingerprint.m["id"] : undefined;
}

function judgeOutput(then: ReviewedOutput, now: ReviewedOutput): Difference | undefined {
  if ((then.action === "delete") !== (now.action === "delete")) return outputDifference(now, then, []);
  if (now.action === "delete") return undefined;
  const paths = otherThan(then.after, now.after);
  return paths.length === 0 ? undefined : outputDifference(now, then, paths);
}

function values(then: ReviewedChange, now: ReviewedChange, paths: readonly Path[]): Difference | undefined {
  return paths.length === 0 ? undefined : difference(now, then, "other-values", paths);
}

function difference(
  now: ReviewedChange,
  then: ReviewedChange | undefined,
  why: Difference["why"],
  paths: readonly Path[] = [],
): Difference {
  return {
    address: now.address,
    action: now.action,
    ...(then ? { reviewed: then.action } : {}),
    why,
    attributes:
      why !== "other-values" && now.action === "update"
        ? now.attributes.map((one) => ({ path: one.path, ...changed(one) }))
        : differing(then?.attributes ?? [], now.attributes, paths.map(formatPath)),
  };
}

function changed(attribute: AttributeChange): { readonly now?: Value } {
  const now = knownValue(attribute);
  return now === undefined ? {} : { now };
}

function outputDifference(now: ReviewedOutput, then: ReviewedOutput | undefined, paths: readonly Path[]): Difference {
  const action = then && then.action !== "no-op" ? { reviewed: then.action } : {};
  return {
    address: `output.${now.name}`,
    action: now.action,
    ...action,
    why: then && paths.length > 0 ? "other-values" : "not-reviewed",
    attributes: differing(then?.attributes ?? [], now.attributes, paths.map(formatPath)),
  };
}

/** What both plans show below (or, for what is shown as a whole, above) the paths that differ. */
function differing(
  then: readonly AttributeChange[],
  now: readonly AttributeChange[],
  paths: readonly string[],
): readonly DifferingAttribute[] {
  const meant = ({ path }: AttributeChange): boolean =>
    paths.some((differs) => isWithin(path, differs) || isWithin(differs, path));
  const differingPaths = new Set([...then, ...now].filter(meant).map(({ path }) => path));
  const changed = [...differingPaths].map((path) => attribute(path, then, now)).filter((one) => one !== undefined);
  // What is secret on both sides, or a document of which no part is shown, is named all the same.
  return changed.length > 0 ? changed : paths.map((path) => ({ path }));
}

function attribute(
  path: string,
  then: readonly AttributeChange[],
  now: readonly AttributeChange[],
): DifferingAttribute | undefined {
  const [a, b] = [then, now].map((side) => side.find((one) => one.path === path));
  const [left, right] = [knownValue(a), knownValue(b)];
  if (JSON.stringify(left) === JSON.stringify(right) && !(a?.sensitive && b?.sensitive)) return undefined;
  return {
    path,
    ...(left === undefined ? {} : { reviewed: left }),
    ...(right === undefined ? {} : { now: right }),
  };
}

function knownValue(attribute: AttributeChange | undefined): Value | undefined {
  return attribute?.unknown ? "(known after apply)" : attribute?.after;
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function sidesOf({ before, after }: ReviewedChange): {
  before: Fingerprint | undefined;
  after: Fingerprint | undefined;
} {
  return { before, after };
}
