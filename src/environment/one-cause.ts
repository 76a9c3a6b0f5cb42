/** Several findings from one cause are one: what follows from a mistake is right again once the mistake is. */
import type { Finding } from "./finding";
import { nearest } from "./nearest";
import { formatPath, isWithin, type Path } from "./path";
import { valueAt } from "./schema-walk";

/** @param data what the file holds */
export function oneForEachCause(findings: readonly Finding[], data: unknown): readonly Finding[] {
  const misspelt = findings.flatMap((finding) => meantKey(finding, findings, data));
  const caused = findings.filter(
    (finding) =>
      !misspelt.some((meant) => isWithin(finding.path, meant)) &&
      !isOfOtherTarget(finding, findings) &&
      !findings.some((other) => other !== finding && finding.reliesOn && isWithin(other.path, finding.reliesOn)),
  );
  const told = together(caused.filter((finding) => !isOfWrongKind(finding, caused)));
  // Whatever follows from whatever: a file with something wrong in it is never taken for right.
  return told.length > 0 ? told : findings;
}

/** The place that is missing because its key is written otherwise: what is said of it is beside the point. */
function meantKey(finding: Finding, findings: readonly Finding[], data: unknown): readonly Path[] {
  if (finding.code !== "ENV_UNKNOWN_KEY") return [];
  const parent = finding.path.slice(0, -1);
  const missing = findings
    .filter(({ path }) => path.length > parent.length && isWithin(path, parent))
    .map(({ path }) => String(path[parent.length]))
    .filter((key) => valueAt(data, [...parent, key]) === undefined);
  const meant = nearest(String(finding.path.at(-1)), missing);
  return meant === undefined ? [] : [[...parent, meant]];
}

/** The blocks of targets that are known, and not served by every version: the target is refused already. */
const BLOCKS: readonly unknown[] = ["aws", "azure", "kubeadm"];

function isOfOtherTarget({ code, path }: Finding, findings: readonly Finding[]): boolean {
  if (code !== "ENV_UNKNOWN_KEY" || !findings.some((other) => other.code === "ENV_TARGET_UNSUPPORTED")) return false;
  return BLOCKS.includes(path.at(-1));
}

/** What stands there is no value of the right kind, or is no YAML at all: how it would have to look is told with that. */
function isOfWrongKind(finding: Finding, findings: readonly Finding[]): boolean {
  const place = formatPath(finding.path);
  const rank = rankOf(finding);
  return rank > 0 && findings.some((other) => rankOf(other) < rank && formatPath(other.path) === place);
}

/** The lower ones say all about a place. */
function rankOf({ code, path }: Finding): number {
  if (code.startsWith("ENV_YAML")) return path.length > 0 ? 0 : 3;
  return code === "ENV_TYPE" ? 1 : code === "ENV_VALUE" ? 2 : 3;
}

/** Of those with the same cause the first, with the places of all; of one value, all that is to be said of it. */
function together(findings: readonly Finding[]): readonly Finding[] {
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
