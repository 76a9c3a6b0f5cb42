/** What could not be judged is said so in every form, and nothing beside it looks as if it had been. */
import { facts } from "../../../src/facts";
import pc from "picocolors";
import { renderReview } from "../../../src/cli/render/review";
import type { PlannedChange, PlannedEnvironment, PlannedStack } from "../../../src/operations/review/planned-stacks";
import { review } from "../../../src/operations/review/review";
import type { ReviewResult } from "../../../src/operations/review/result-schema";
import { readPlan } from "../../../src/operations/plan-model";
import { renderJunit } from "../../../src/operations/report/junit";
import { renderMarkdown } from "../../../src/operations/report/markdown";
import { renderSarif } from "../../../src/operations/report/sarif";
import { planOf } from "../plan-model/plans";
import { change, remove } from "../risk/changes";
import { printed } from "../../helpers/output";

const PROBLEM = { code: "TERRAFORM", message: "NotFoundException: no such key", place: { address: "dev-platform" } };

const stack = (name: string, parts: Partial<PlannedStack> = {}): PlannedStack => ({
  name,
  outcome: "planned",
  plan: readPlan(planOf([]), undefined, { stack: name }),
  problems: [],
  ...parts,
});
const withPlan = (name: string, plan: object, parts: Partial<PlannedStack> = {}): PlannedStack =>
  stack(name, { plan: readPlan(plan, undefined, { stack: name }), ...parts });
const unplanned = (outcome: "failed" | "skipped", parts: Partial<PlannedStack> = {}): PlannedStack => {
  const { plan: _none, ...rest } = stack("dev-platform", { outcome, ...parts });
  return rest;
};

function reviewed(environment: Partial<PlannedEnvironment>, change: Partial<PlannedChange> = {}): ReviewResult {
  const dev: PlannedEnvironment = {
    name: "dev",
    status: "changed",
    file: "infra/environments/dev/environment.yaml",
    stacks: [],
    problems: [],
    notes: [],
    acknowledge: [],
    ...environment,
  };
  const all = {
    kind: "rehearsed" as const,
    environments: [dev],
    unchanged: ["qa"],
    problems: [],
    notes: [],
    ...change,
  };
  return review(all, { facts, failOn: ["data-loss", "exposure"] });
}

const terminal = (result: ReviewResult): string => printed((output) => renderReview(output, result));

const failedCheck = planOf([], {
  checks: [
    {
      address: { to_display: "check.health" },
      status: "fail",
      instances: [{ problems: [{ message: "it is down" }] }],
    },
  ],
});

const CASES: readonly (readonly [string, ReviewResult, string])[] = [
  [
    "a stack that could not be planned",
    reviewed({ stacks: [stack("dev-network"), unplanned("failed", { problems: [PROBLEM] })] }),
    "dev-platform could not be planned: NotFoundException: no such key",
  ],
  [
    "a stack behind one that failed",
    reviewed({ stacks: [unplanned("skipped")] }),
    "dev-platform was not planned: what it depends on failed",
  ],
  [
    "a stack that is no more",
    reviewed({
      stacks: [unplanned("skipped", { notJudged: { because: "gone", reason: "is no longer synthesized" } })],
    }),
    "dev-platform is no longer synthesized",
  ],
  [
    "a stack that the cloud of the rehearsal refuses",
    reviewed({ stacks: [stack("dev-platform", { problems: [PROBLEM] })] }),
    "dev-platform was planned, and could not be applied in the rehearsal: NotFoundException: no such key",
  ],
  [
    "a plan that is not whole",
    reviewed({ stacks: [withPlan("dev-platform", planOf([], { errored: true }))] }),
    "dev-platform has a plan that ended in an error, and is not whole",
  ],
  [
    "a condition that does not hold",
    reviewed({ stacks: [withPlan("dev-platform", failedCheck)] }),
    "dev-platform has a condition that does not hold: check.health: it is down",
  ],
  [
    "an environment that is broken",
    reviewed({ problems: [{ code: "ENV_TYPE", message: "The file must be a map of keys." }] }),
    "dev cannot be judged: The file must be a map of keys.",
  ],
  [
    "an environment whose base is broken",
    reviewed({ status: "new", notJudged: [{ because: "base", reason: "is broken in the base revision (main)" }] }),
    "dev is broken in the base revision (main)",
  ],
  [
    "what no plan shows",
    reviewed({
      configuration: "not-compared",
      notJudged: [{ because: "configuration", reason: "could not be compared in what no plan shows: x" }],
    }),
    "dev could not be compared in what no plan shows: x",
  ],
  [
    "the whole",
    reviewed({}, { environments: [], problems: [{ code: "X", message: "Nothing could be read." }] }),
    "Nothing could be read.",
  ],
];

describe.each(CASES)("%s", (_, result, reason) => {
  test("is not judged, and its gate has not passed", () => {
    expect(result.gates).toMatchObject({ passed: false, outcome: "not-judged" });
    expect(result.ok).toBe(false);
    expect(result.environments.every(({ judged, risk }) => !judged && risk === "not-judged")).toBe(true);
  });

  test("is told on a terminal", () => {
    const text = terminal(result);

    expect(text).toContain(`not judged: ${reason}`);
    expect(text).not.toMatch(/nothing to do|no known risk|passed no|Nothing changes/i);
  });

  test("is told in Markdown, without a tick", () => {
    const text = renderMarkdown(result);

    expect(text).toContain("**Not judged**");
    expect(text.replaceAll("`", "").replaceAll("\\", "")).toContain(reason);
    expect(text).not.toMatch(/✅|nothing to do|no known risk|Nothing changes|Gates passed/i);
  });

  test("is an error in JUnit", () => {
    const text = renderJunit(result);

    expect(text).toContain(`<error message="not judged">${reason}</error>`);
    expect(text).not.toMatch(/<testsuites [^>]*errors="0"/);
  });

  test("is an error in SARIF, of a run that did not do what it should", () => {
    const { runs } = renderSarif(result, facts) as {
      runs: {
        invocations: { executionSuccessful: boolean }[];
        results: { level: string; message: { text: string } }[];
      }[];
    };

    expect(runs[0]?.invocations).toEqual([{ executionSuccessful: false }]);
    expect(runs[0]?.results).toContainEqual(
      expect.objectContaining({
        ruleId: "review/not-judged",
        level: "error",
        message: { text: `Not judged: ${reason}` },
      }),
    );
  });
});

test("what is known of a part is told as a part", () => {
  const result = reviewed({
    stacks: [
      withPlan("dev-data", planOf([{ ...change("aws_db_instance", { a: 1 }, { a: 2 }), name: "databases_orders" }])),
      unplanned("failed", { problems: [PROBLEM] }),
    ],
  });

  expect(terminal(result)).toContain("1 to update, the rest not judged; not judged");
  expect(renderMarkdown(result)).toContain("| 1 to update, the rest not judged | ❔ not judged |");
});

test("a refusal stays a refusal: what is known comes first", () => {
  const result = reviewed({
    stacks: [withPlan("dev-data", planOf([remove("aws_db_instance")])), unplanned("failed", { problems: [PROBLEM] })],
  });

  expect(result.gates).toMatchObject({ passed: false, outcome: "refused" });
  expect(terminal(result)).toMatch(/refused 1 risks(.|\n)*$/);
  expect(renderMarkdown(result)).toMatch(/Refused by the gates(.|\n)*Not judged/);
});

test("an acknowledgement is not called useless where not everything was judged", () => {
  const acknowledge = [{ address: "aws_kms_key.a", reason: "because of that", expires: "2999-01-01" }];
  const result = reviewed({ acknowledge, stacks: [unplanned("failed", { problems: [PROBLEM] })] });

  expect(result.acknowledgements.map(({ state }) => state)).toEqual(["not-judged"]);
  expect(terminal(result) + renderMarkdown(result)).not.toMatch(/used by nothing/);
});

test("plans alone pass as far as they show, and say what they do not show", () => {
  const result = reviewed({ configuration: "partly", stacks: [stack("dev-data")] }, { kind: "planned" });

  expect(result.gates.passed).toBe(true);
  expect(terminal(result)).toContain("passed, as far as plans show");
  expect(renderMarkdown(result)).not.toContain("✅");
  expect(renderMarkdown(result)).toContain("is not judged from plans");
});

test("where all was judged it says so as before", () => {
  const result = reviewed({ stacks: [stack("dev-data")] });

  expect(terminal(result)).toContain(`${pc.green("passed")} no data loss, exposure`);
  expect(renderMarkdown(result)).toContain("✅ Gates passed");
});
