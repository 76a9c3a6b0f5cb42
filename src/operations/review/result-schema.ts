/** The form of a review: one zod schema, from which the types and `schema/review.schema.json` come. */
import { z } from "zod";
import { RISKS, SEVERITIES } from "../../model/risk";
import { attributeForm, problemForm, severityForm, sourceForm, terraformForm } from "../result-schema-parts";

/**
 * Raised when a field goes or changes its meaning; new ones may appear without.
 * 2: a gate that could not judge everything has not passed; `risk` may be `not-judged`, the state of an acknowledgement, too.
 */
export const REVIEW_SCHEMA_VERSION = 2;

const acknowledged = z.object({
  reason: z.string().describe("Why it is taken, as the file says."),
  expires: z.string().describe("The last day, UTC, on which it counts: YYYY-MM-DD."),
});

const risk = z.object({
  risk: severityForm.describe("What is at risk: the class of the rule."),
  rule: z.string().describe("Id of the rule, such as data-loss/deleted."),
  reason: z.string().describe("What is at risk and why, for people."),
  direction: z.enum(["up", "down"]).optional().describe("Of costs."),
  source: z.string().optional().describe("Where the numbers in the reason are from."),
  acknowledged: acknowledged.optional().describe("The entry of the environment file that lets it through."),
});

const change = z.object({
  stack: z.string().describe("Name of the stack that holds the resource."),
  address: z.string().describe("Terraform's address of the resource, or of a block, such as terraform.backend."),
  type: z.string().describe("Type of the resource, such as the first part of its address."),
  action: z
    .enum(["no-op", "create", "read", "update", "delete", "replace", "forget", "configure"])
    .describe("configure: of no plan; the configuration changes in what no plan shows."),
  cause: z.string().optional().describe("Terraform's own reason."),
  previousAddress: z.string().optional().describe("The address that it is moved from."),
  importing: z.string().optional().describe("The id under which an existing object is taken into the state."),
  pending: z.boolean().describe("The base revision plans it too: it is not this change's."),
  risk: severityForm.describe("The worst of its risks."),
  risks: z.array(risk).describe("What it puts at risk, the worst first; none if nothing."),
  attributes: z.array(attributeForm).describe("What differs, by the paths of the attributes."),
  stepsBefore: z
    .array(
      z.object({
        reason: z.string().describe("Why it comes first."),
        command: z.string().describe("To be run in a shell."),
      }),
    )
    .optional()
    .describe("What a person runs first: as things are, the cloud refuses the change when it is applied."),
  source: sourceForm.optional(),
});

const thing = z
  .object({
    title: z.string().describe("In the words of the environment file, such as: database `orders`."),
    source: sourceForm.optional(),
    summary: z.array(z.string()).describe("What changes, in the words of the environment file."),
    risk: severityForm.describe("The worst of its changes."),
    changes: z.array(change).describe("Its resources that change."),
  })
  .describe("One thing of the environment file, with all of its resources.");

const notJudged = z
  .object({
    environment: z.string().optional().describe("Absent where it is of all."),
    stack: z.string().optional().describe("Absent where it is of the whole environment."),
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
  create: z.int().describe("Resources that are made."),
  update: z.int().describe("Resources that change in place."),
  replace: z.int().describe("Resources that are deleted and made again."),
  delete: z.int().describe("Resources that are deleted."),
  forget: z.int().describe("Resources that leave the state, and stay as they are."),
  move: z.int().describe("Resources that get another address, and stay as they are."),
  import: z.int().describe("Existing objects that are taken into the state."),
  configure: z.int().describe("Blocks of the configuration that change in what no plan shows."),
});

const environment = z.object({
  name: z.string().describe("As the file names it."),
  status: z
    .enum(["changed", "new", "removed"])
    .describe("new: the base revision has none of the name; removed: the change has none."),
  file: z
    .string()
    .optional()
    .describe("The environment file, relative to the project's root; absent of a removed one."),
  ok: z.boolean().describe("Whether every stack could be planned and, in a rehearsal, applied."),
  judged: z.boolean().describe("Whether all of it could be judged: if not, counts and risks are of a part."),
  notJudged: z.array(notJudged).describe("What could not be judged, and why."),
  configuration: z
    .enum(["compared", "partly", "not-compared"])
    .describe("Whether what no plan shows was compared; partly: as far as plans hold the configuration."),
  counts: counts.describe("How many resources it does what with."),
  risk: z
    .enum([...SEVERITIES, "not-judged"])
    .describe("The worst that is known; not-judged: none is, and not everything could be judged."),
  costs: z.array(z.enum(["up", "down"])).describe("Whether costs go up, down, or both; none if they stay."),
  stacks: z
    .array(
      z.object({
        name: z.string().describe("Of the stack: <environment>-<tier>."),
        outcome: z
          .enum(["planned", "unchanged", "failed", "skipped"])
          .describe(
            "unchanged: its plan does nothing; skipped: there is no plan of it, or a stack that it depends on failed.",
          ),
        digest: z.string().optional().describe("SHA-256 over what its plan does."),
        outputs: z.array(z.string()).describe("Names of the outputs that change."),
      }),
    )
    .describe("In the order in which they are applied."),
  components: z
    .array(
      z.object({
        name: z.string().describe("The section of the file, such as databases."),
        risk: severityForm.describe("The worst of its things."),
        things: z.array(thing).describe("What of the section changes."),
      }),
    )
    .describe("What changes, by the sections of the file."),
  problems: z.array(problemForm).describe("What kept it from being planned or applied."),
  notes: z.array(z.string()).describe("What else is to be known, for people."),
});

const acknowledgement = z.object({
  environment: z.string().describe("Name of the environment whose file has the entry."),
  address: z.string().describe("Terraform's address, as the entry has it."),
  risk: z
    .enum(RISKS)
    .optional()
    .describe("The one risk that it takes; absent where it takes every one of the address."),
  reason: z.string().describe("Why it is taken, as the file says."),
  expires: z.string().describe("The last day, UTC, on which it counts: YYYY-MM-DD."),
  state: z
    .enum(["used", "unused", "expired", "not-judged"])
    .describe(
      "used: it lets a risk through; unused: there is no such risk; expired: its last day is over; not-judged: not needed by what could be judged of its environment.",
    ),
  source: sourceForm.optional(),
});

export const reviewSchema = z
  .object({
    schemaVersion: z
      .literal(REVIEW_SCHEMA_VERSION)
      .describe("Raised when a field goes or changes its meaning; new ones may appear without."),
    kind: z
      .enum(["rehearsed", "planned"])
      .describe(
        "rehearsed: on simulated clouds, from the base revision's state; planned: from plans over the real state.",
      ),
    ok: z.boolean().describe("Whether everything could be planned, and nothing is left unjudged; the gates are apart."),
    base: z
      .object({
        revision: z.string().describe("As it was asked for, such as origin/main."),
        commit: z.string().describe("The commit that it is: 40 hexadecimal digits."),
      })
      .optional()
      .describe("What the change is compared with; absent where plans are reviewed."),
    head: z
      .object({
        commit: z.string().describe("The commit that is checked out: 40 hexadecimal digits."),
        dirty: z.boolean().describe("Whether files differ from that commit."),
      })
      .optional()
      .describe("The change; absent outside of a Git repository."),
    folder: z.string().optional().describe("The project's folder in its repository; absent where it is the whole."),
    terraform: terraformForm.optional(),
    marker: z.string().optional().describe("What the comment with this review's Markdown begins with."),
    digest: z.string().describe("SHA-256 over what all plans do: equal reviews have equal digests."),
    environments: z.array(environment).describe("Those that the change does something to."),
    unchanged: z.array(z.string()).describe("Environments that the change leaves as they are."),
    gates: z
      .object({
        failOn: z.array(z.enum(RISKS)).describe("The risks that are not let through without an acknowledgement."),
        passed: z.boolean().describe("Never where something could not be judged."),
        outcome: z.enum(["passed", "refused", "not-judged"]).describe("refused comes before not-judged."),
        notJudged: z.array(notJudged).describe("Of all environments what could not be judged."),
        refused: z
          .array(
            z.object({
              environment: z.string().describe("Name of the environment."),
              address: z.string().describe("Terraform's address of the resource."),
              risk: z.enum(RISKS).describe("The risk that is not let through."),
              reason: z.string().describe("What is at risk and why, for people."),
            }),
          )
          .describe("What is not let through; none where the gates are passed."),
      })
      .describe("Whether the change may go through: what `--fail-on` asks for."),
    acknowledgements: z.array(acknowledgement).describe("Entries of the environment files by which risks are taken."),
    problems: z.array(problemForm).describe("What is wrong with no one environment."),
    notes: z.array(z.string()).describe("What else is to be known, for people."),
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
