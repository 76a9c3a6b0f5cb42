/** Sentences that every report says alike. */
import { text } from "../review/describe-entry";
import type { Counts, EnvironmentReview, NotJudged, ReviewedChange, ReviewResult } from "../review/result-schema";
import { isRisk, type Severity, SEVERITIES } from "../risk";
import { RISK_NAMES } from "./icons";

/** Which kind of review it is, in one sentence. */
export function kindSentence(result: ReviewResult): string {
  if (result.kind === "planned") return "Real plans, made with credentials over the real state.";
  const base = result.base
    ? `of \`${result.base.revision}\` (${result.base.commit.slice(0, 8)})`
    : "of the base revision";
  return `Rehearsed without credentials: the state ${base} was applied on simulated clouds, and this change was planned, and applied, on top of it. What was changed by hand in the real cloud is not in it.`;
}

/** `3 to create, 1 to destroy`; `nothing` if that is all. */
export function countsSentence(counts: Counts): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.create, "to create"],
    [counts.update, "to update"],
    [counts.replace, "to replace"],
    [counts.delete, "to destroy"],
    [counts.forget, "to forget"],
    [counts.move, "to move"],
    [counts.import, "to import"],
    [counts.configure, "in the configuration"],
  ];
  const sentences = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return sentences.join(", ") || "nothing to do";
}

/** Risks of an environment with their number, the worst first; costs with their direction. */
export function riskCounts(
  changes: readonly ReviewedChange[],
): readonly { readonly risk: Severity; readonly count: number }[] {
  const own = changes.filter(({ pending }) => !pending);
  return SEVERITIES.filter((risk) => isRisk(risk) && risk !== "cost")
    .map((risk) => ({ risk, count: own.filter(({ risks }) => risks.some((found) => found.risk === risk)).length }))
    .filter(({ count }) => count > 0);
}

export function costSentence({ costs }: Pick<EnvironmentReview, "costs">): string | undefined {
  if (costs.length === 0) return undefined;
  return costs.length === 2 ? "cost up and down" : `cost ${costs[0]}`;
}

/** `data loss (2), exposure (1), cost up`. */
export function risksSentence(environment: EnvironmentReview, changes: readonly ReviewedChange[]): string {
  const risks = riskCounts(changes).map(({ risk, count }) => `${RISK_NAMES[risk]} (${count})`);
  const cost = costSentence(environment);
  return [...risks, ...(cost ? [cost] : [])].join(", ") || "no known risk";
}

/** What is done to an environment, as far as that could be judged: a part never looks like the whole. */
export function judgedCountsSentence({ judged, counts }: EnvironmentReview): string {
  return withNotJudged(
    judged,
    countsSentence(counts),
    Object.values(counts).some((count) => count > 0),
  );
}

/** Likewise what it puts at risk. */
export function judgedRisksSentence(environment: EnvironmentReview, changes: readonly ReviewedChange[]): string {
  const known = riskCounts(changes).length > 0 || environment.costs.length > 0;
  return withNotJudged(environment.judged, risksSentence(environment, changes), known);
}

function withNotJudged(judged: boolean, sentence: string, isKnown: boolean): string {
  if (judged) return sentence;
  return isKnown ? `${sentence}, the rest not judged` : "not judged";
}

/** `dev-platform could not be planned: …`, such as it stands behind "not judged". */
export function notJudgedLine({ environment, stack, reason }: NotJudged): string {
  return [stack ?? environment, reason].filter((part) => part !== undefined).join(" ");
}

/** What plans do not hold is judged by the other kind of review. */
export function configurationSentence({ kind, environments }: ReviewResult): string | undefined {
  if (kind === "rehearsed" || environments.every(({ configuration }) => configuration === "compared")) return undefined;
  return "What no plan shows (lifecycle guards, the state's place, conditions, `moved` and `removed` blocks) is not judged from plans: `jangada review --base <revision>` compares it.";
}

/** The values of an attribute, as they stand behind its path. */
export function valuesOf(attribute: ReviewedChange["attributes"][number], action: string): string {
  const show = (value: unknown): string => (value === undefined ? "(none)" : text(value) === "" ? '""' : text(value));
  const moved = listDifference(attribute.before, attribute.after);
  if (moved !== undefined) return moved;
  const after = attribute.unknown ? "(known after apply)" : show(attribute.after);
  const replaced = attribute.forcesReplacement ? "  # forces replacement" : "";
  return action === "create" ? `${after}${replaced}` : `${show(attribute.before)} → ${after}${replaced}`;
}

/** Of two lists, what was taken out and what was put in. */
function listDifference(before: unknown, after: unknown): string | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const lacking = (list: readonly unknown[], other: readonly unknown[]): readonly unknown[] => {
    const known = new Set(other.map((entry) => JSON.stringify(entry)));
    return list.filter((entry) => !known.has(JSON.stringify(entry)));
  };
  const [gone, added] = [lacking(before, after), lacking(after, before)];
  if (gone.length + added.length === 0) return undefined;
  return [...gone.map((entry) => `- ${text(entry)}`), ...added.map((entry) => `+ ${text(entry)}`)].join(", ");
}

/** What is known only after apply says least: it stands last. */
export function inOrderOfInterest<T extends { readonly unknown: boolean }>(attributes: readonly T[]): readonly T[] {
  return [...attributes.filter(({ unknown }) => !unknown), ...attributes.filter(({ unknown }) => unknown)];
}

/** Entries of the environment file that would let the refused changes through. */
export function acknowledgeLines(result: ReviewResult, environment: string): readonly string[] {
  const refused = result.gates.refused.filter((one) => one.environment === environment);
  if (refused.length === 0) return [];
  const unique = [...new Map(refused.map((one) => [`${one.address} ${one.risk}`, one])).values()];
  return [
    "acknowledge:",
    ...unique.map(
      ({ address, risk }) => `  - { address: ${address}, risk: ${risk}, reason: "<why>", expires: "<YYYY-MM-DD>" }`,
    ),
  ];
}

/** What is run by hand before a change can be applied. */
export function stepBeforeText(command: string): string {
  return `Before it is applied, run this, and plan again: ${command}`;
}
