/** What IAM refuses in a policy's text (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { apiError } from "../shared/refusal";

/** Characters, without white space. */
export const POLICY_SIZE = { managed: 6144, trust: 2048, inlineOfRole: 10_240 } as const;

export interface Statement {
  readonly [key: string]: unknown;
}

/** The statements of a document; undefined if the text is none. */
export function statementsOf(text: string): readonly Statement[] | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (!isRecord(document)) return undefined;
    const { Statement: found } = document;
    return (Array.isArray(found) ? found : [found]).filter(isRecord);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Statement =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const sizeOf = (text: string): number => text.replace(/\s/g, "").length;

export const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");

const malformed = (start: string, message: string): Diagnostic => apiError(start, "MalformedPolicyDocument", message);

/** Who may take a role on: every statement names a principal and an action of STS, and no resource. */
export function trustProblems(start: string, text: string): readonly Diagnostic[] {
  const statements = statementsOf(text);
  if (!statements || statements.length === 0) return [malformed(start, "Syntax errors in policy.")];
  const problems = statements.flatMap((statement) => {
    if ("Resource" in statement || "NotResource" in statement)
      return [malformed(start, "Has prohibited field Resource")];
    if (!("Principal" in statement)) return [malformed(start, "AssumeRole policy must contain principals")];
    const actions = textsIn(statement.Action);
    return actions.every((action) => /^(sts:|\*$)/i.test(action))
      ? []
      : [malformed(start, "AssumeRole policy may only specify STS AssumeRole actions.")];
  });
  const size = sizeOf(text);
  return size > POLICY_SIZE.trust
    ? [...problems, apiError(start, "LimitExceeded", `Cannot exceed quota for ACLSizePerRole: ${POLICY_SIZE.trust}`)]
    : problems;
}

/** What somebody may do: statements name resources, and no principal. */
export function permissionProblems(start: string, text: string): readonly Diagnostic[] {
  const statements = statementsOf(text);
  if (!statements || statements.length === 0) return [malformed(start, "Syntax errors in policy.")];
  return statements.flatMap((statement) => {
    if ("Principal" in statement || "NotPrincipal" in statement) {
      return [malformed(start, "Policy document should not specify a principal.")];
    }
    if (!("Resource" in statement) && !("NotResource" in statement)) {
      return [malformed(start, "Policy statement must contain resources.")];
    }
    return "Action" in statement || "NotAction" in statement
      ? []
      : [malformed(start, "Policy statement must contain actions.")];
  });
}
