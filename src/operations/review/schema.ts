/** The form of a review: one zod schema, from which the types and `schema/review.schema.json` come. */
import { z } from "zod";
import { RISKS } from "../../environment/schema";
import { attributeForm, problemForm, severityForm, sourceForm } from "../forms";

/** Raised when a field goes or changes its meaning; new ones may appear without. */
export const REVIEW_SCHEMA_VERSION = 1;

const acknowledged = z.object({ reason: z.string(), expires: z.string() });

const risk = z.object({
  risk: severityForm,
  rule: z.string().describe("Id of the rule, such as data-loss/deleted."),
  reason: z.string(),
  direction: z.enum(["up", "down"]).optional().describe("Of costs."),
  source: z.string().optional().describe("Where the numbers in the reason are from."),
  acknowledged: acknowledged.optional().describe("The entry of the environment file that lets it through."),
});

const change = z.object({
  stack: z.string(),
  address: z.string(),
  type: z.string(),
  action: z.enum(["no-op", "create", "read", "update", "delete", "replace", "forget"]),
  cause: z.string().optional().describe("Terraform's own reason."),
  previousAddress: z.string().optional(),
  importing: z.string().optional(),
  pending: z.boolean().describe("The base revision plans it too: it is not this change's."),
  risk: severityForm.describe("The worst of its risks."),
  risks: z.array(risk),
  attributes: z.array(attributeForm),
  source: sourceForm.optional(),
});

const thing = z
  .object({
    title: z.string().describe("In the words of the environment file, such as: database `orders`."),
    source: sourceForm.optional(),
    summary: z.array(z.string()).describe("What changes, in the words of the environment file."),
    risk: severityForm,
    changes: z.array(change),
  })
  .describe("One thing of the environment file, with all of its resources.");

const counts = z.object({
  create: z.int(),
  update: z.int(),
  replace: z.int(),
  delete: z.int(),
  forget: z.int(),
  move: z.int(),
  import: z.int(),
});

const environment = z.object({
  name: z.string(),
  status: z.enum(["changed", "new", "removed"]),
  file: z.string().optional(),
  ok: z.boolean().describe("Whether every stack could be planned and, in a rehearsal, applied."),
  counts,
  risk: severityForm,
  costs: z.array(z.enum(["up", "down"])),
  stacks: z.array(
    z.object({
      name: z.string(),
      outcome: z.enum(["planned", "unchanged", "failed", "skipped"]),
      digest: z.string().optional().describe("SHA-256 over what its plan does."),
      outputs: z.array(z.string()).describe("Names of the outputs that change."),
    }),
  ),
  components: z.array(z.object({ name: z.string(), risk: severityForm, things: z.array(thing) })),
  problems: z.array(problemForm),
  notes: z.array(z.string()),
});

const acknowledgement = z.object({
  environment: z.string(),
  address: z.string(),
  risk: z.enum(RISKS).optional(),
  reason: z.string(),
  expires: z.string(),
  state: z.enum(["used", "unused", "expired"]),
  source: sourceForm.optional(),
});

export const reviewSchema = z
  .object({
    schemaVersion: z.literal(REVIEW_SCHEMA_VERSION),
    kind: z
      .enum(["rehearsed", "planned"])
      .describe(
        "rehearsed: on simulated clouds, from the base revision's state; planned: from plans over the real state.",
      ),
    ok: z.boolean().describe("Whether everything could be planned; the gates are apart."),
    base: z.object({ revision: z.string(), commit: z.string() }).optional(),
    head: z.object({ commit: z.string(), dirty: z.boolean() }).optional(),
    folder: z.string().optional().describe("The project's folder in its repository; absent where it is the whole."),
    terraform: z.object({ product: z.string(), version: z.string() }).optional(),
    marker: z.string().optional().describe("What the comment with this review's Markdown begins with."),
    digest: z.string().describe("SHA-256 over what all plans do: equal reviews have equal digests."),
    environments: z.array(environment),
    unchanged: z.array(z.string()).describe("Environments that the change leaves as they are."),
    gates: z.object({
      failOn: z.array(z.enum(RISKS)),
      passed: z.boolean(),
      refused: z.array(
        z.object({ environment: z.string(), address: z.string(), risk: z.enum(RISKS), reason: z.string() }),
      ),
    }),
    acknowledgements: z.array(acknowledgement),
    problems: z.array(problemForm),
    notes: z.array(z.string()),
  })
  .describe("What a change does to every environment, and what it puts at risk.");

export type ReviewResult = z.output<typeof reviewSchema>;
export type EnvironmentReview = ReviewResult["environments"][number];
export type ComponentReview = EnvironmentReview["components"][number];
export type ThingReview = ComponentReview["things"][number];
export type ReviewedChange = ThingReview["changes"][number];
export type ReviewedRisk = ReviewedChange["risks"][number];
export type ReviewedAcknowledgement = ReviewResult["acknowledgements"][number];
export type Counts = EnvironmentReview["counts"];

/** Draft 7, for whoever reads reviews with a program. */
export function reviewJsonSchema(): object {
  return { ...z.toJSONSchema(reviewSchema, { target: "draft-7", io: "output" }), title: "Review" };
}
