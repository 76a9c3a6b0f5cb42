/**
 * Regular expressions as providers, Prometheus and Alertmanager read them: Go's RE2, by a port of Go's own engine. JavaScript's differ in what is
 * easily overlooked (`.` and carriage returns, `\s` and no-break spaces, `(?i)` and the Kelvin sign) and have no `\z`,
 * `\Q…\E` or `[[:alpha:]]`.
 */
import type { RE2JS } from "re2js";

/** Compiled at the first text. Those of a schema are few, and each is asked for every resource of its type. */
const compiled = new Map<string, RE2JS>();

/**
 * Whether there is a match anywhere in the text, as `regexp.MatchString` says.
 * @throws Error in Go's words for what is no expression of Go's.
 */
export function goMatches(pattern: string, text: string): boolean {
  return compile(pattern).test(text);
}

/** What is wrong with an expression, in Go's words; undefined if nothing is. */
export function goPatternProblem(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function compile(pattern: string): RE2JS {
  // Loaded by the first that asks: most values have no pattern.
  const engine = (require("re2js") as typeof import("re2js")).RE2JS;
  const expression = compiled.get(pattern) ?? engine.compile(pattern);
  compiled.set(pattern, expression);
  return expression;
}
