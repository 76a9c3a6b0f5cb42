/** Judges a change by the rules. */
import type { ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";
import { type Judgement, type RiskContext, type RiskFinding, type RiskRule, SEVERITIES } from "../../model/risk";
import { judge } from "./conditions";
import { rulesOf } from "./rules";

/** Everything that the rules say of a change, the worst first. Nothing, where no rule knows it. */
export function assess(change: ResourceChange, context: RiskContext, facts: Facts): readonly RiskFinding[] {
  if (change.mode === "data") return [];
  const found = rulesOf(facts, change).flatMap((rule) => findingOf(rule, change, context, facts));
  // That a change does no harm is worth telling only where nothing else is.
  const harmful = found.filter(({ risk }) => risk !== "none" && risk !== "cost");
  const reported = harmful.length > 0 ? found.filter(({ risk }) => risk !== "none") : found;
  return [...reported].sort((a, b) => SEVERITIES.indexOf(a.risk) - SEVERITIES.indexOf(b.risk));
}

function findingOf(
  rule: RiskRule,
  change: ResourceChange,
  context: RiskContext,
  { holdsData }: Facts,
): readonly RiskFinding[] {
  if (rule.unless?.some((condition) => judge(condition, change, context).holds)) return [];
  const judgements = (rule.when ?? []).map((condition) => judge(condition, change, context));
  if (judgements.some(({ holds }) => !holds)) return [];
  const { id, risk, direction, source } = rule;
  return [
    {
      risk,
      rule: id,
      reason: fill(rule.reason, holdsData[change.type], judgements[0]),
      ...(direction ? { direction } : {}),
      ...(source ? { source } : {}),
    },
  ];
}

function fill(reason: string, holds: string | undefined, judgement: Judgement | undefined): string {
  return reason
    .replaceAll("{holds}", holds ?? "data")
    .replaceAll("{before}", () => judgement?.before ?? "nothing")
    .replaceAll("{after}", () => judgement?.after ?? "nothing");
}
