/** Judges a change by the rules. */
import type { ResourceChange } from "../plan-model";
import { judge, type Judgement, type RiskContext } from "./conditions";
import { HOLDS_DATA } from "./holds-data";
import { type RiskFinding, type RiskRule, SEVERITIES } from "./risk";
import { RISK_RULES } from "./rules";

/** Everything that the rules say of a change, the worst first. Nothing, where no rule knows it. */
export function assess(change: ResourceChange, context: RiskContext): readonly RiskFinding[] {
  if (change.mode === "data") return [];
  const found = rulesFor(change).flatMap((rule) => findingOf(rule, change, context));
  // That a change does no harm is worth telling only where nothing else is.
  const harmful = found.filter(({ risk }) => risk !== "none" && risk !== "cost");
  const told = harmful.length > 0 ? found.filter(({ risk }) => risk !== "none") : found;
  return [...told].sort((a, b) => SEVERITIES.indexOf(a.risk) - SEVERITIES.indexOf(b.risk));
}

const known = new Map<string, readonly RiskRule[]>();

/** The rules for a type and an action; plans hold few of them, and many changes of each. */
function rulesFor({ type, action }: ResourceChange): readonly RiskRule[] {
  const key = `${action} ${type}`;
  let rules = known.get(key);
  if (!rules) {
    rules = RISK_RULES.filter(
      ({ actions, types, exceptTypes }) =>
        actions.includes(action) && (!types || types.includes(type)) && !exceptTypes?.includes(type),
    );
    known.set(key, rules);
  }
  return rules;
}

function findingOf(rule: RiskRule, change: ResourceChange, context: RiskContext): readonly RiskFinding[] {
  if (rule.unless?.some((condition) => judge(condition, change, context).holds)) return [];
  const judgements = (rule.when ?? []).map((condition) => judge(condition, change, context));
  if (judgements.some(({ holds }) => !holds)) return [];
  const { id, risk, direction, source } = rule;
  return [
    {
      risk,
      rule: id,
      reason: fill(rule.reason, change, judgements[0]),
      ...(direction ? { direction } : {}),
      ...(source ? { source } : {}),
    },
  ];
}

function fill(reason: string, change: ResourceChange, judgement: Judgement | undefined): string {
  return reason
    .replaceAll("{holds}", HOLDS_DATA[change.type] ?? "data")
    .replaceAll("{before}", () => judgement?.before ?? "nothing")
    .replaceAll("{after}", () => judgement?.after ?? "nothing");
}
