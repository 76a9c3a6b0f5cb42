/** Tables of plans and rehearsals: what does not hold, or was not done, stands in them. */
import { renderRehearsal } from "../../src/cli/render/rehearsal";
import { renderOutcomes, renderPlanned } from "../../src/cli/render/run";
import type { RunResult } from "../../src/operations/deploy/results";
import { readPlan } from "../../src/operations/plan-model";
import { printed } from "../helpers/output";
import { planOf } from "../operations/plan-model/plans";

const checks = [
  { address: { to_display: "check.health" }, status: "fail", instances: [{ problems: [{ message: "it is down" }] }] },
];
const run = (parts: Partial<RunResult>): RunResult => ({
  schemaVersion: 1,
  ok: true,
  interrupted: false,
  terraform: { product: "Terraform", version: "1.11.4" },
  environments: ["dev"],
  stacks: [],
  problems: [],
  messages: [],
  seconds: 1,
  ...parts,
});
const unchanged = run({
  stacks: [
    {
      name: "dev-data",
      environment: "dev",
      outcome: "unchanged",
      plan: readPlan(planOf([], { checks }), undefined, { stack: "dev-data" }),
    },
  ],
});

test("a condition that does not hold is told where nothing changes", () => {
  const plan = printed((output) => renderPlanned(output, unchanged));

  expect(plan).toContain("no changes; 1 of its conditions do not hold");
  expect(plan).toContain("check.health: it is down");
  expect(printed((output) => renderOutcomes(output, unchanged))).toContain("(conditions do not hold)");
});

test("what could not be compared is told beside what is gone", () => {
  const result = run({ comparedWith: { commit: "0123456789abcdef", gone: [], notCompared: "The app ended with 1." } });

  expect(printed((output) => renderPlanned(output, result))).toMatch(
    /could not be compared.*what is no more is not known/,
  );
});

test("a destruction that was asked for and not made is told", () => {
  const text = printed((output) =>
    renderRehearsal(output, {
      schemaVersion: 1,
      environment: "dev",
      ok: false,
      terraform: { product: "Terraform", version: "1.11.4" },
      stacks: [],
      created: {},
      notDestroyed: true,
      problems: [],
      messages: [],
      seconds: { synth: 1, total: 2 },
    }),
  );

  expect(text).toContain("Not destroyed, and not judged");
  expect(text).not.toContain("Everything was destroyed");
});

test("what a newer provider does in another way is told as not judged, with what is known of it", () => {
  const text = (known: readonly string[]): string =>
    printed((output) =>
      renderRehearsal(output, {
        schemaVersion: 1,
        environment: "dev",
        ok: true,
        terraform: { product: "Terraform", version: "1.11.4" },
        stacks: [],
        created: {},
        problems: [],
        newerProviders: [{ name: "azurerm", pinned: "4.81.0", simulated: "4.55.0", known }],
        messages: [],
        seconds: { synth: 1, total: 2 },
      }),
    );

  expect(text(["azurerm_nat_gateway.sku_name"])).toMatch(
    /Not judged: .*azurerm 4\.81\.0.*4\.55\.0.*azurerm_nat_gateway\.sku_name/,
  );
  expect(text([])).toContain("it knows nothing");
});
