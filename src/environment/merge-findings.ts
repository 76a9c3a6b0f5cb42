/** Drops findings that follow from another one: they vanish when that is mended. */
import { TARGET_BLOCKS } from "../targets/blocks";
import type { Finding } from "./finding";
import { nearest } from "./nearest";
import { formatPath, isWithin, type Path } from "./path";
import { valueAt } from "./schema-walk";

/** @param data what the file holds */
export function mergeFindings(findings: readonly Finding[], data: unknown): readonly Finding[] {
  const misspelt = findings.flatMap((finding) => intendedKey(finding, findings, data));
  const rootFindings = findings.filter(
    (finding) =>
      !misspelt.some((intended) => isWithin(finding.path, intended)) &&
      !isOfOtherTarget(finding, findings) &&
      !findings.some((other) => other !== finding && finding.reliesOn && isWithin(other.path, finding.reliesOn)),
  );
  const merged = mergeByCause(rootFindings.filter((finding) => !isOfWrongKind(finding, rootFindings)));
  // If each finding followed from another, all would be dropped: a wrong file must not pass as right.
  return merged.length > 0 ? merged : findings;
}

/** The missing field that a misspelt key was meant for: findings about that field follow from the misspelling. */
function intendedKey(finding: Finding, findings: readonly Finding[], data: unknown): readonly Path[] {
  if (finding.code !== "ENV_UNKNOWN_KEY") return [];
  const parent = finding.path.slice(0, -1);
  const missing = findings
    .filter(({ path }) => path.length > parent.length && isWithin(path, parent))
    .map(({ path }) => String(path[parent.length]))
    .filter((key) => valueAt(data, [...parent, key]) === undefined);
  const intended = nearest(String(finding.path.at(-1)), missing);
  return intended === undefined ? [] : [[...parent, intended]];
}

function isOfOtherTarget({ code, path }: Finding, findings: readonly Finding[]): boolean {
  if (code !== "ENV_UNKNOWN_KEY" || !findings.some((other) => other.code === "ENV_TARGET_UNSUPPORTED")) return false;
  // Not every version serves the block's target: that is refused already.
  return Object.values<unknown>(TARGET_BLOCKS).includes(path.at(-1));
}

/** Whether another finding says already that the value at this place has a wrong type, or is no YAML at all. */
function isOfWrongKind(finding: Finding, findings: readonly Finding[]): boolean {
  const place = formatPath(finding.path);
  const rank = rankOf(finding);
  return rank > 0 && findings.some((other) => rankOf(other) < rank && formatPath(other.path) === place);
}

/** How much a finding says about its place: one with a lower rank makes those with higher ones at the same place needless. */
function rankOf({ code, path }: Finding): number {
  // What else is wrong with a secret is not told (`loadText`): dropped for that, it would not be told of at all.
  if (code === "ENV_SECRET") return 0;
  if (code.startsWith("ENV_YAML")) return path.length > 0 ? 0 : 3;
  return code === "ENV_TYPE" ? 1 : code === "ENV_VALUE" ? 2 : 3;
}

/** Of those with the same cause the first, with the places of all; of one value, all that is to be said of it. */
function mergeByCause(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const [index, finding] of findings.entries()) {
    const key = finding.cause ?? (finding.code === "ENV_VALUE" ? `value ${formatPath(finding.path)}` : `${index}`);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((group): Finding => {
    const [first, ...others] = group as [Finding, ...Finding[]];
    if (others.length === 0) return first;
    const message = first.cause === undefined ? joined(group) : `${trimmed(first)} (also: ${placesOf(others)}).`;
    return { ...first, message };
  });
}

function joined(group: readonly Finding[]): string {
  const [first = "", ...others] = [...new Set(group.map(trimmed))];
  // The subject is named once.
  return `${[first, ...others.map((message) => message.replace(/^'[^']*' /, ""))].join("; it ")}.`;
}

function placesOf(findings: readonly Finding[]): string {
  return findings.map(({ path }) => formatPath(path)).join(", ");
}

function trimmed({ message }: Finding): string {
  return message.replace(/\.$/, "");
}
