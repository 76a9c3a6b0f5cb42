/** What a policy document of AWS's allows that another does not. */
import { matchesGlob } from "../../../model/glob";
import type { ResourceChange, Value } from "../../../model/plan";
import { isKnown, valuesAt } from "../../../model/plan-values";
import { type Condition, type Judgement, NOT_HELD } from "../../../model/risk";

interface Statement {
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
  /** `NotAction` and its kin: not compared in parts. */
  readonly negative: string;
}

/** The policy document at that path allows more; on creation, only what allows everything counts. */
export function policyGrantsMore(path: string): Condition {
  return { judge: (change) => judgePolicy(change, path) };
}

function judgePolicy(change: ResourceChange, path: string): Judgement {
  const [before] = documentAt(change.before, path);
  const [after] = documentAt(change.after, path);
  if (after === undefined) return NOT_HELD;
  if (change.action === "create")
    return allowsEverything(after) ? { holds: true, after: "allows everything, or everybody" } : NOT_HELD;
  if (typeof after === "string" && !isKnown(after)) {
    return { holds: true, after: "what it will allow is known only once it was applied" };
  }
  const more = policyGainsBetween(before, after);
  const rest = more.length > 3 ? `; and ${more.length - 3} more` : "";
  return more.length > 0 ? { holds: true, after: more.slice(0, 3).join("; ") + rest } : NOT_HELD;
}

/** A document is one value, even if it is a list. */
function documentAt(value: Value | undefined, path: string): readonly Value[] {
  return valuesAt(value, path).slice(0, 1);
}

/**
 * One line for each thing gained: an action, a principal or a resource that was not allowed before, a condition that is no
 * longer asked for, a denial that is gone.
 */
export function policyGainsBetween(before: Value | undefined, after: Value | undefined): readonly string[] {
  const [old, now] = [statements(before), statements(after)];
  const lost = old
    .filter((statement) => statement.effect === "Deny" && !now.some((other) => same(statement, other)))
    .map((statement) => `no longer denies ${statement.actions.join(", ") || "some actions"}`);
  const allowed = old.filter(({ effect }) => effect === "Allow");
  const more = now
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => statementGains(statement, allowed));
  return [...new Set([...more, ...lost])];
}

/** Whether a document allows every action on every resource, or anybody something without a condition. */
export function allowsEverything(document: Value | undefined): boolean {
  return statements(document).some(
    ({ effect, actions, resources, principals, condition }) =>
      effect === "Allow" &&
      condition === "" &&
      (principals.some(isAnybody) || (principals.length === 0 && actions.includes("*") && resources.includes("*"))),
  );
}

function isAnybody(principal: string): boolean {
  return principal === "*" || principal === "AWS:*";
}

function statementGains(statement: Statement, before: readonly Statement[]): readonly string[] {
  if (before.some((other) => same(statement, other))) return [];
  if (statement.negative !== "") return [`allows ${statement.negative}`];
  const found: string[] = [];
  for (const action of orNone(statement.actions)) {
    for (const resource of orNone(statement.resources)) {
      for (const principal of orNone(statement.principals)) {
        if (before.some((other) => covers(other, statement, action, resource, principal))) continue;
        const what = [action, resource && `on ${resource}`, principal && `to ${principal}`].filter(Boolean).join(" ");
        found.push(`allows ${what}`);
      }
    }
  }
  return found;
}

function covers(other: Statement, statement: Statement, action: string, resource: string, principal: string): boolean {
  return (
    other.negative === "" &&
    (other.condition === "" || other.condition === statement.condition) &&
    orNone(other.actions).some((pattern) => matchesGlob(pattern.toLowerCase(), action.toLowerCase())) &&
    orNone(other.resources).some((pattern) => matchesGlob(pattern, resource)) &&
    orNone(other.principals).some((pattern) => isAnybody(pattern) || matchesGlob(pattern, principal))
  );
}

/** A list that a statement does not have matches only its like. */
function orNone(list: readonly string[]): readonly string[] {
  return list.length > 0 ? list : [""];
}

function same(a: Statement, b: Statement): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function statements(document: Value | undefined): readonly Statement[] {
  const list = isMap(document) ? document["Statement"] : undefined;
  const all = Array.isArray(list) ? (list as readonly Value[]) : list === undefined ? [] : [list];
  return all.filter(isMap).map((statement) => ({
    effect: String(statement["Effect"] ?? ""),
    principals: principals(statement["Principal"]),
    actions: texts(statement["Action"]),
    resources: texts(statement["Resource"]),
    condition: statement["Condition"] === undefined ? "" : JSON.stringify(statement["Condition"]),
    negative: ["NotAction", "NotResource", "NotPrincipal"]
      .filter((key) => statement[key] !== undefined)
      .map((key) => `${key} ${texts(statement[key]).join(", ")}`)
      .join("; "),
  }));
}

function principals(value: Value | undefined): readonly string[] {
  if (!isMap(value)) return texts(value);
  return Object.entries(value).flatMap(([kind, who]) => texts(who).map((name) => `${kind}:${name}`));
}

function texts(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return list.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry))).sort();
}

function isMap(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
