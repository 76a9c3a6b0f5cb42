/**
 * Validation of construct props. One zod schema per component; a CDKTF token (a value known only to Terraform) passes where
 * the schema says `tokenOr(…)`, and is refused by name where a literal is needed.
 */
import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { z } from "zod";
import { JangadaError, type Problem } from "../../../errors";

/** Accepts a token as it is, and anything else that the schema accepts. */
export function tokenOr<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>, z.input<S>> {
  return z.any().transform((value, context): z.output<S> => {
    if (Token.isUnresolved(value)) return value as z.output<S>;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    }
    return z.NEVER;
  }) as unknown as z.ZodType<z.output<S>, z.input<S>>;
}

/**
 * Checks props and fills in the schema's defaults.
 * @throws JangadaError INVALID_PROPS with every problem, each naming the construct and the prop.
 */
export function validateProps<S extends z.ZodType>(scope: IConstruct, schema: S, props: unknown): z.output<S> {
  const result = schema.safeParse(props ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue): Problem => {
    const prop = issue.path.map(String).join(".");
    const value = valueAt(props, issue.path);
    if (value !== undefined && Token.isUnresolved(value)) {
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

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
