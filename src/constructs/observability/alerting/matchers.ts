/** Matchers of labels as Alertmanager writes them: `severity="critical"`, `namespace=~"shop|billing"`. */
import { z } from "zod";
import { goMatches, goPatternProblem } from "../../../model/go-patterns";

export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** Tells an alert that was escalated from the one that it comes of, and says to which level. */
export const ESCALATION_LABEL = "escalation";

/** A label's name (prometheus.io/docs/concepts/data_model). */
export const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A value is quoted, or has no space and none of the characters that a list of matchers is written with. */
const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(?:("(?:[^"\\\n]|\\["\\n])*")|([^\s"'`{},]+))\s*$/;

/** Undefined if it is none. */
export function parseMatcher(text: string): Matcher | undefined {
  const [found, label = "", operator = "", quoted, bare = ""] = MATCHER.exec(text) ?? [];
  if (found === undefined) return undefined;
  const value = quoted === undefined ? bare : (JSON.parse(quoted) as string);
  return { label, operator: operator as Matcher["operator"], value };
}

/** Those that are none are left out: the section's schema has refused them. */
export function parseMatchers(texts: readonly string[]): readonly Matcher[] {
  return texts.map(parseMatcher).filter((one) => one !== undefined);
}

/** The one way to write it, for Alertmanager as for PromQL. */
export function formatMatcher({ label, operator, value }: Matcher): string {
  return `${label}${operator}${JSON.stringify(value)}`;
}

/** Whether an alert matches whose label has that value; an absent label is an empty one. */
export function matchesValue({ operator, value }: Matcher, text: string): boolean {
  switch (operator) {
    case "=":
      return text === value;
    case "!=":
      return text !== value;
    case "=~":
      return goMatches(anchored(value), text);
    case "!~":
      return !goMatches(anchored(value), text);
  }
}

/** Alertmanager and Prometheus ask for the whole value. */
const anchored = (pattern: string): string => `^(?:${pattern})$`;

/** Whether no alert can match all of these: two of one label contradict each other. */
export function contradict(matchers: readonly Matcher[]): boolean {
  return matchers.some(
    (one) =>
      one.operator === "=" && matchers.some((other) => other.label === one.label && !matchesValue(other, one.value)),
  );
}

/** Whether every alert that matches all of `given` matches `matcher`, as far as it can be told. */
export function follows(matcher: Matcher, given: readonly Matcher[]): boolean {
  if (matcher.operator === "=~" && /^\(?\.\*\)?$/.test(matcher.value)) return true;
  return given.some(
    (other) =>
      other.label === matcher.label &&
      (other.operator === "="
        ? matchesValue(matcher, other.value)
        : other.operator === matcher.operator && other.value === matcher.value),
  );
}

/** A matcher in the environment file. */
export const matcher = z.string().superRefine((text, context) => {
  const parsed = parseMatcher(text);
  const refuse = (message: string): void => context.addIssue({ code: "custom", message });
  if (!parsed) {
    refuse(`must be a matcher such as severity="critical" or namespace=~"shop|billing"`);
    return;
  }
  const problem =
    parsed.operator === "=~" || parsed.operator === "!~" ? goPatternProblem(anchored(parsed.value)) : undefined;
  if (problem !== undefined) refuse(`holds no regular expression that Alertmanager takes (RE2): ${problem}`);
  if (parsed.label === ESCALATION_LABEL) {
    refuse(`matches the label '${ESCALATION_LABEL}', by which escalated alerts are told: write 'escalation' instead`);
  }
});

/** The name of a label in the environment file. */
export const labelName = z
  .string()
  .regex(LABEL_NAME, { message: "must be a label's name: letters, digits and underscores, no digit first" });
