/** JSON schemas as Kubernetes and Helm hold objects to them: both are written in Go, and so their patterns are Go's. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import type { RegExpEngine, RegExpLike } from "ajv/dist/types";
import { goMatches, goPatternProblem } from "../../src/model/go-patterns";

const goEngine = (pattern: string): RegExpLike => {
  const problem = goPatternProblem(pattern);
  if (problem !== undefined) throw new SyntaxError(problem);
  // Ajv tells one expression from another by its text.
  return Object.assign({ test: (text: string) => goMatches(pattern, text) }, { toString: () => pattern });
};
const regExp: RegExpEngine = Object.assign(goEngine, { code: "undefined" });

export const GO_SCHEMAS = { strict: false, allErrors: true, validateFormats: false, code: { regExp } } as const;

/** The schema that Helm holds a chart's values to, at install. */
export function chartSchema(chart: string): ValidateFunction {
  const file = join(__dirname, "..", "fixtures", "chart-schemas", `${chart}.json`);
  const schema = JSON.parse(readFileSync(file, "utf8")) as { $schema: string };
  return (schema.$schema.includes("2020-12") ? new Ajv2020(GO_SCHEMAS) : new Ajv(GO_SCHEMAS)).compile(schema);
}
