/**
 * Validation of construct props: the schema of the component's section, extended by what a construct needs. A CDKTF token (a
 * value known only to Terraform) passes where the schema says `tokenOr(…)` or `orTokens(…)` named the field, and is refused by
 * name where a literal is needed.
 */
import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { z } from "zod";
import { JangadaError, type Problem } from "../../../errors";
import type { SectionProblem } from "../../../model/component";
import { PARSE_ONCE } from "../../../model/parse-once";
import { schemaWith } from "./schema-with";

/** Accepts a token as it is, and anything else that the schema accepts. */
export function tokenOr<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>, z.input<S>> {
  return z.any().transform((value, context): z.output<S> => {
    if (Token.isUnresolved(value)) return value as z.output<S>;
    const result = schema.safeParse(value, PARSE_ONCE);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    }
    return z.NEVER;
  }) as unknown as z.ZodType<z.output<S>, z.input<S>>;
}

/**
 * A section's schema for props: the same fields with the same checks, defaults and descriptions, of which these may be tokens.
 * Checks across fields meet the tokens as they are.
 * @param fields Keys joined by dots, `*` for every entry of a list or a map: `["encryption.key", "parameters.*"]`.
 * @throws RangeError if the schema has no such field.
 * @example orTokens(databaseServer, ["encryption.key"]).safeExtend({ account: tokenOr(z.string()) })
 */
export function orTokens<S extends z.ZodType>(schema: S, fields: readonly string[]): S {
  return fields.reduce<S>((whole, field) => schemaWith(whole, field.split("."), tokenOr), schema);
}

/**
 * Checks props and fills in the schema's defaults.
 * @param check What no field's schema can say: the section's own check of an entry. Warnings refuse nothing.
 * @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED or the check's own codes, with every problem, each naming the construct
 * and the prop.
 */
export function validateProps<S extends z.ZodType>(
  scope: IConstruct,
  schema: S,
  props: unknown,
  check?: (settings: z.output<S>) => readonly SectionProblem[],
): z.output<S> {
  const result = schema.safeParse(props ?? {}, PARSE_ONCE);
  if (result.success) {
    const refused = (check?.(result.data) ?? []).filter(({ severity }) => severity !== "warning");
    if (refused.length === 0) return result.data;
    throw new JangadaError(
      refused.map(({ path, code, message, remedy }): Problem => {
        const prop = path.map(String).join(".");
        const place = { construct: scope.node.path, ...(prop ? { path: prop } : {}) };
        return { code, message, place, ...(remedy === undefined ? {} : { remedy }) };
      }),
    );
  }
  // A number that only Terraform knows fails every check of its schema: one problem is enough.
  const issues = result.error.issues
    .flatMap(issuesOfUnion)
    .filter(
      (issue, index, all) =>
        !isToken(valueAt(props, issue.path)) || all.findIndex((other) => isSamePath(other.path, issue.path)) === index,
    );
  const problems = issues.map((issue): Problem => {
    const prop = issue.path.map(String).join(".");
    if (isToken(valueAt(props, issue.path))) {
      return {
        code: "TOKEN_NOT_ALLOWED",
        message: `'${prop}' needs a literal value, but it is a token: it is known only to Terraform, too late for this prop.`,
        place: { construct: scope.node.path, path: prop },
        remedy: `Write the value of '${prop}' itself.`,
      };
    }
    return {
      code: "INVALID_PROPS",
      message: prop ? `'${prop}': ${issue.message}` : issue.message,
      place: { construct: scope.node.path, ...(prop ? { path: prop } : {}) },
    };
  });
  throw new JangadaError(problems);
}

/** Of a union's branches the one that is wrong somewhere inside: it understood what kind of value was meant. */
function issuesOfUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const understood = issue.errors.find((branch) => branch.length > 0 && branch.every(({ path }) => path.length > 0));
  return understood
    ? understood.flatMap((inner) => issuesOfUnion({ ...inner, path: [...issue.path, ...inner.path] }))
    : [issue];
}

function isToken(value: unknown): boolean {
  return value !== undefined && Token.isUnresolved(value);
}

function isSamePath(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
