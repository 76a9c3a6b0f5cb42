/** The form of a review: one zod schema, from which the types and `schema/review.schema.json` come. */
import { z } from "zod";
import { RISKS, SEVERITIES } from "../../model/risk";
import { attributeForm, problemForm, severityForm, sourceForm } from "../result-schema-parts";

/**
 * Raised when a field goes or changes its meaning; new ones may appear without.
 * 2: a gate that could not judge everything has not passed; `risk` may be `not-judged`, the state of an acknowledgement, too.
 */
export const REVIEW_SCHEMA_VERSION = 2;

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
  action: z
    .enum(["no-op", "create", "read", "update", "delete", "replace", "forget", "configure"])
    .describe("configure: of no plan; the configuration changes in what no plan shows."),
  cause: z.string().optional().describe("Terraform's own reason."),
  previousAddress: z.string().optional(),
  importing: z.string().optional(),
  pending: z.boolean().describe("The base revision plans it too: it is not this change's."),
  risk: severityForm.describe("The worst of its risks."),
  risks: z.array(risk),
  attributes: z.array(attributeForm),
  stepsBefore: z
    .array(z.object({ reason: z.string(), command: z.string() }))
    .optional()
    .describe("What a person runs first: as things are, the cloud refuses the change when it is applied."),
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

const notJudged = z
  .object({
    environment: z.string().optional().describe("Absent where it is of all."),
    stack: z.string().optional(),
    because: z
      .enum([
        "broken",
        "base",
        "failed",
        "not-reached",
        "refused",
        "no-plan",
        "incomplete",
        "gone",
        "configuration",
        "condition",
      ])
      .describe(
        "broken: it cannot be synthesized; base: the base revision cannot be, or cannot be rehearsed; failed: it could not be planned; not-reached: what it depends on failed; refused: it was planned, and the rehearsed cloud refuses it; no-plan: there is no plan of it; incomplete: its plan is not whole; gone: it is no longer synthesized; configuration: what no plan shows could not be compared; condition: a condition of its own does not hold.",
      ),
    reason: z.string().describe("What could not be done and why, to be read after the name."),
  })
  .describe("Something of which it is not known what it does, and what it puts at risk.");

const counts = z.object({
  create: z.int(),
  update: z.int(),
  replace: z.int(),
  delete: z.int(),
  forget: z.int(),
  move: z.int(),
  import: z.int(),
  configure: z.int().describe("Blocks of the configuration that change in what no plan shows."),
});

const environment = z.object({
  name: z.string(),
  status: z.enum(["changed", "new", "removed"]),
  file: z.string().optional(),
  ok: z.boolean().describe("Whether every stack could be planned and, in a rehearsal, applied."),
  judged: z.boolean().describe("Whether all of it could be judged: if not, counts and risks are of a part."),
  notJudged: z.array(notJudged),
  configuration: z
    .enum(["compared", "partly", "not-compared"])
    .describe("Whether what no plan shows was compared; partly: as far as plans hold the configuration."),
  counts,
  risk: z
    .enum([...SEVERITIES, "not-judged"])
    .describe("The worst that is known; not-judged: none is, and not everything could be judged."),
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
  state: z
    .enum(["used", "unused", "expired", "not-judged"])
    .describe("not-judged: not needed by what could be judged of its environment."),
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
    ok: z.boolean().describe("Whether everything could be planned, and nothing is left unjudged; the gates are apart."),
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
      passed: z.boolean().describe("Never where something could not be judged."),
      outcome: z.enum(["passed", "refused", "not-judged"]).describe("refused comes before not-judged."),
      notJudged: z.array(notJudged),
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
export type NotJudged = ReviewResult["gates"]["notJudged"][number];
export type Counts = EnvironmentReview["counts"];

/** Draft 7, for whoever reads reviews with a program. */
export function reviewJsonSchema(): object {
  return { ...z.toJSONSchema(reviewSchema, { target: "draft-7", io: "output" }), title: "Review" };
}
