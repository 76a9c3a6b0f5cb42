/** The form of a drift check's JSON: `schema/drift.schema.json` comes from it. What the fields mean stands in `model.ts`. */
import { z } from "zod";
import { attributeForm, problemForm, severityForm, sourceForm } from "../result-schema-parts";

const located = {
  environment: z.string(),
  stack: z.string(),
  component: z.string().describe("The part of the environment file that it belongs to, such as databases."),
  address: z.string(),
  type: z.string(),
  source: sourceForm.optional(),
};

const kind = z.enum(["changed", "deleted"]);

const attribute = z.object({
  path: z.string(),
  before: z.unknown().optional().describe("As the last apply left it; masked where it is sensitive."),
  after: z.unknown().optional().describe("As it is now."),
  sensitive: z.boolean(),
});

const remedies = z
  .object({
    takeOver: z
      .object({
        file: z.string(),
        fields: z.array(z.object({ attribute: z.string(), path: z.string() })),
        edits: z.array(z.object({ line: z.int(), before: z.string().optional(), after: z.string() })),
      })
      .optional()
      .describe("The lines that make the environment file say what is real now."),
    notTakenOver: z.string().optional().describe("Why some or all of it cannot be taken over."),
    putBack: z.string().optional().describe("The command that makes it again what the last apply left."),
    notPutBack: z.string().optional().describe("Why it cannot be put back."),
    ignore: z.string().describe("The entries of the environment file that let it be, as YAML."),
  })
  .describe("What to do about it: one of the three.");

const finding = z.object({
  ...located,
  kind,
  attributes: z.array(attribute).describe("Of a deletion none."),
  severities: z
    .array(z.object({ risk: severityForm, rule: z.string().optional(), reason: z.string() }))
    .describe("By the rules of the review, the worst first."),
  remedies,
});

const ignored = z.object({
  ...located,
  kind,
  attribute: attribute.optional(),
  by: z.enum(["rule", "file"]).describe("rule: known noise; file: an entry of ignoreDrift."),
  rule: z.string().optional(),
  reason: z.string(),
  expires: z.string().optional(),
});

const pending = z.object({
  ...located,
  action: z.enum(["no-op", "create", "read", "update", "delete", "replace", "forget"]),
  attributes: z.array(attributeForm),
});

const staleEntry = z.object({
  environment: z.string(),
  state: z.enum(["expired", "unused"]),
  entry: z.object({
    address: z.string(),
    attribute: z.string().optional(),
    reason: z.string(),
    expires: z.string(),
  }),
  place: z.object({ file: z.string(), line: z.int(), column: z.int(), path: z.string() }),
});

const unmanagedObject = {
  environment: z.string(),
  type: z.string(),
  id: z.string(),
  name: z.string().optional(),
  realm: z.string(),
};

const stack = z.object({
  name: z.string(),
  environment: z.string(),
  outcome: z.enum(["checked", "not-applied", "failed"]),
  seconds: z.number(),
  drifted: z.int().optional().describe("How many findings; absent where it could not be looked at."),
  pending: z
    .int()
    .optional()
    .describe("How many resources whose configuration is not applied yet; absent where that could not be planned."),
  pendingOutputs: z.array(z.string()),
  waitingFor: z.array(z.string()).describe("Stacks that must be applied before it can be told what is pending."),
  problems: z.array(problemForm),
});

export const driftSchema = z
  .object({
    schemaVersion: z
      .literal(2)
      .describe("2: a stack that could not be looked at has no numbers, and `verdict` says what the check comes to."),
    ok: z.boolean().describe("Whether everything could be checked."),
    verdict: z
      .enum(["drift", "no-drift", "not-judged", "not-applied"])
      .describe("not-judged: nothing was found, and not everything could be looked at."),
    drift: z.boolean().describe("Whether anything changed or was deleted outside, beyond what is ignored."),
    simulated: z.boolean().describe("Whether the clouds were simulated ones."),
    terraform: z.object({ product: z.string(), version: z.string() }),
    environments: z.array(z.string()),
    stacks: z.array(stack),
    findings: z.array(finding),
    pending: z.array(pending).describe("Configuration that is not applied yet: no drift."),
    ignored: z.array(ignored),
    staleEntries: z.array(staleEntry).describe("Entries of ignoreDrift that do nothing, or nothing any more."),
    unmanaged: z.discriminatedUnion("state", [
      z.object({
        state: z.literal("checked"),
        objects: z.array(z.object(unmanagedObject)),
        known: z
          .array(z.object({ ...unmanagedObject, rule: z.string(), reason: z.string() }))
          .describe("What the clouds make by themselves."),
      }),
      z.object({ state: z.literal("unchecked"), reason: z.string() }),
    ]),
    problems: z.array(problemForm),
    seconds: z.object({ total: z.number() }),
  })
  .describe("What changed in the real world since the last apply.");

/** Draft 7, for whoever reads drift checks with a program. */
export function driftJsonSchema(): object {
  return { ...z.toJSONSchema(driftSchema, { target: "draft-7", io: "output" }), title: "Drift" };
}
