/** A stack that could not be looked at is told so in every form of a drift check, and nothing beside it says "no drift". */
import { facts } from "../../../src/facts";
import { renderDrift } from "../../../src/cli/render/drift-findings";
import type { StackCheck } from "../../../src/operations/drift/check-stack";
import type { CheckedStack, DriftResult } from "../../../src/operations/drift/drift-result";
import { verdictOf, withoutLostStates } from "../../../src/operations/drift/verdict";
import { renderDriftJunit } from "../../../src/operations/report/drift-junit";
import { renderDriftMarkdown } from "../../../src/operations/report/drift-markdown";
import { renderDriftSarif } from "../../../src/operations/report/drift-sarif";
import { printed } from "../../helpers/output";

const PROBLEM = { code: "TERRAFORM", message: "AccessDenied", place: { address: "dev-data" } };

const stack = (name: string, parts: Partial<CheckedStack> = {}): CheckedStack => ({
  name,
  environment: "dev",
  outcome: "checked",
  seconds: 1,
  drifted: 0,
  pending: 0,
  pendingOutputs: [],
  waitingFor: [],
  problems: [],
  ...parts,
});
const unlooked = ((): CheckedStack => {
  const { drifted: _d, pending: _p, ...rest } = stack("dev-data", { outcome: "failed", problems: [PROBLEM] });
  return rest;
})();

const result = (parts: Partial<DriftResult>): DriftResult => ({
  schemaVersion: 2,
  ok: true,
  verdict: "no-drift",
  drift: false,
  simulated: false,
  terraform: { product: "Terraform", version: "1.11.4" },
  environments: ["dev"],
  stacks: [stack("dev-network")],
  findings: [],
  pending: [],
  ignored: [],
  staleEntries: [],
  hosts: [],
  unmanaged: { state: "checked", objects: [], known: [] },
  problems: [],
  seconds: { total: 1 },
  ...parts,
});
const NOT_JUDGED = result({
  ok: false,
  verdict: "not-judged",
  stacks: [stack("dev-network"), unlooked],
  problems: [PROBLEM],
});

const terminal = (of: DriftResult): string =>
  printed((output) => renderDrift(output, of, { facts, showIgnored: false }));
const sarif = (of: DriftResult) =>
  (renderDriftSarif(of) as { runs: [{ invocations: object[]; results: { ruleId: string }[] }] }).runs[0];

test("on a terminal", () => {
  expect(terminal(NOT_JUDGED)).toMatch(
    /dev-data {2}not judged: it could not be checked(.|\n)*not judged: not everything/,
  );
  expect(terminal(NOT_JUDGED)).not.toContain("no drift");
});

test("in Markdown, without a tick", () => {
  const text = renderDriftMarkdown(NOT_JUDGED, { facts });

  expect(text).toContain("**❔ Not judged: not everything could be checked**");
  expect(text).toContain("❌ `dev-data` is not judged: AccessDenied");
  expect(text).not.toMatch(/✅|No drift/);
});

test("in JUnit, with what was found all the same", () => {
  expect(renderDriftJunit(NOT_JUDGED)).toContain(
    '<error message="not judged: could not be checked">AccessDenied</error>',
  );
  expect(renderDriftJunit(NOT_JUDGED)).toContain('tests="2" failures="0" errors="1" skipped="0"');
});

test("in SARIF, as a run that did not do what it should", () => {
  expect(sarif(NOT_JUDGED).invocations).toMatchObject([{ executionSuccessful: false }]);
  expect(sarif(NOT_JUDGED).results).toMatchObject([{ ruleId: "drift/not-checked" }]);
});

test("drift beside it does not hide it", () => {
  const both = { ...NOT_JUDGED, drift: true, verdict: "drift" as const };

  expect(terminal(both)).toContain("drift, and not everything could be checked");
  expect(renderDriftMarkdown(both, { facts })).toContain("Drift, and not everything could be checked");
});

test("what is applied nowhere has not passed a check", () => {
  const nothing = result({ verdict: "not-applied", stacks: [stack("dev-network", { outcome: "not-applied" })] });

  expect(renderDriftMarkdown(nothing, { facts })).toContain("➖ Nothing is applied yet");
  expect(renderDriftMarkdown(nothing, { facts })).not.toContain("✅");
});

test("what is not looked for in real clouds is a skipped case, and a note", () => {
  const real = result({ unmanaged: { state: "unchecked", reason: "That takes rights." } });

  expect(renderDriftJunit(real)).toContain('<skipped message="not judged: That takes rights."/>');
  expect(renderDriftJunit(real)).toContain(
    '<testsuites name="jangada drift" tests="2" failures="0" errors="0" skipped="1">',
  );
  expect(sarif(real).invocations).toMatchObject([
    { executionSuccessful: true, toolExecutionNotifications: [{ level: "note" }] },
  ]);
});

describe("what a check comes to", () => {
  const check = (name: string, outcome: StackCheck["outcome"], dependencies: readonly string[] = []): StackCheck => ({
    stack: { name, environment: "dev", folder: "", dependencies },
    outcome,
    seconds: 0,
    ...{ drift: [], siblings: [], pending: [], pendingOutputs: [], waitingFor: [], problems: [] },
    known: { drift: outcome !== "failed", pending: outcome !== "failed" },
  });

  test.each<[StackCheck["outcome"][], number, string]>([
    [["checked", "checked"], 0, "no-drift"],
    [["checked", "failed"], 0, "not-judged"],
    [["checked", "failed"], 1, "drift"],
    [["not-applied", "not-applied"], 0, "not-applied"],
    [["not-applied", "checked"], 0, "no-drift"],
  ])("%j with %d findings: %s", (outcomes, findings, verdict) => {
    expect(
      verdictOf(
        outcomes.map((outcome, index) => check(`s${index}`, outcome)),
        findings,
      ),
    ).toBe(verdict);
  });

  test("a stack without a state, on which applied ones stand, is no stack that was never applied", () => {
    const checks = [check("dev-network", "not-applied"), check("dev-data", "checked", ["dev-network"])];

    const [network, data] = withoutLostStates(checks);

    expect(network).toMatchObject({ outcome: "failed", problems: [{ code: "STATE_MISSING" }] });
    expect(data?.outcome).toBe("checked");
    expect(
      withoutLostStates([check("dev-network", "checked"), check("dev-data", "not-applied", ["dev-network"])])[1]
        ?.outcome,
    ).toBe("not-applied");
  });
});
