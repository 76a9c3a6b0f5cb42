/** Whether any of a secret can be seen in what is shown, in whichever form. Independent of how secrets are found. */
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { RunResult } from "../../../src/operations/deploy/results";
import type { Environment } from "../../../src/environment/environment";
import { renderDrift, renderFix } from "../../../src/cli/render/drift-findings";
import { planDocument } from "../../../src/cli/render/plan";
import { renderReview } from "../../../src/cli/render/review";
import { renderChanges, renderPlanned, runDocument } from "../../../src/cli/render/run";
import type { Output } from "../../../src/cli/output";
import { countsOf } from "../../../src/operations/deploy/planner";
import { verdictOf } from "../../../src/operations/drift/verdict";
import { adviser } from "../../../src/operations/drift/advice";
import type { StackCheck } from "../../../src/operations/drift/check-stack";
import { pendingOf, sortDrift } from "../../../src/operations/drift/findings";
import { IgnoreEntries } from "../../../src/operations/drift/ignore";
import type { DriftResult } from "../../../src/operations/drift/drift-result";
import { type PlanModel, readPlan } from "../../../src/operations/plan-model";
import { renderDriftJunit } from "../../../src/operations/report/drift-junit";
import { renderDriftMarkdown } from "../../../src/operations/report/drift-markdown";
import { renderDriftSarif } from "../../../src/operations/report/drift-sarif";
import { renderJunit } from "../../../src/operations/report/junit";
import { renderMarkdown } from "../../../src/operations/report/markdown";
import { renderSarif } from "../../../src/operations/report/sarif";
import { review } from "../../../src/operations/review/review";
import { assess } from "../../../src/operations/risk";
import type { SelectedStack } from "../../../src/operations/selection/select";

const NOW = new Date("2026-11-25T12:00:00Z");
/** A stack of which nothing is synthesized. */
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-leaks-"));
fs.writeFileSync(path.join(FOLDER, "cdk.tf.json"), "{}");
process.once("exit", () => fs.rmSync(FOLDER, { recursive: true, force: true }));
const STACK: SelectedStack = { name: "dev-data", environment: "dev", folder: FOLDER, dependencies: [] };

/** Everything that anybody may be shown of a plan, by the form of output. */
export function allOutputs(plan: object): Readonly<Record<string, string>> {
  const model = readPlan(plan, undefined, { stack: "dev-data" });
  const drift = driftOf(model);
  const reviewed = reviewOf(model);
  const run = runOf(model);
  const changes = [{ environment: "dev", name: "dev-data", counts: countsOf(model), plan: model }];
  const fix = {
    resources: model.drift.map((change) => ({ change, risks: assess(change, { changes: model.drift }, facts) })),
    apply: () => Promise.reject(new Error("not applied")),
    discard: () => undefined,
  };
  return {
    model: JSON.stringify(model),
    "review, terminal": printed((output) => renderReview(output, reviewed)),
    "review, Markdown": renderMarkdown(reviewed),
    "review, JSON": JSON.stringify(reviewed),
    "review, SARIF": JSON.stringify(renderSarif(reviewed, facts)),
    "review, JUnit": renderJunit(reviewed),
    "plan, terminal": printed((output) => renderPlanned(output, run)),
    "plan, JSON": JSON.stringify([planDocument(model), runDocument(run)]),
    "deploy, terminal": printed((output) => renderChanges(output, changes)),
    "drift, terminal": printed((output) => renderDrift(output, drift, { facts, showIgnored: true })),
    "drift, Markdown": renderDriftMarkdown(drift, { facts }),
    "drift, JSON": JSON.stringify(drift),
    "drift, SARIF": JSON.stringify(renderDriftSarif(drift)),
    "drift, JUnit": renderDriftJunit(drift),
    "drift --fix, terminal": printed((output) => renderFix(output, fix)),
  };
}

/** The outputs in which a piece of the secret stands, as it is or encoded. */
export function leaksIn(outputs: Readonly<Record<string, string>>, secret: string): readonly string[] {
  const pieces = piecesOf(secret);
  return Object.entries(outputs).flatMap(([name, text]) => {
    const plain = lettersOf(text);
    const found = pieces.find(({ piece, letters }) => (letters ? plain : text).includes(piece));
    return found === undefined ? [] : [`${name}: ${found.piece}`];
  });
}

/** So many characters of a secret are too many. */
const PIECE = 8;

interface Piece {
  readonly piece: string;
  /** Whether it is looked for among letters and digits only, where no escaping hides it. */
  readonly letters: boolean;
}

function piecesOf(secret: string): readonly Piece[] {
  const letters = lettersOf(secret);
  const windows = Array.from({ length: Math.max(letters.length - PIECE + 1, 1) }, (_, at) =>
    letters.slice(at, at + PIECE),
  );
  const encoded = [0, 1, 2].flatMap((before) => {
    const text = Buffer.from("x".repeat(before) + secret, "utf8");
    const inner = (base64: string): string =>
      base64.slice(before === 0 ? 0 : before + 1, Math.floor((text.length * 8) / 6));
    return [inner(text.toString("base64")), inner(text.toString("base64url"))];
  });
  return [
    // Letters alone may be those of any two words that stand side by side.
    ...windows.filter((piece) => /\d/.test(piece)).map((piece) => ({ piece, letters: true })),
    ...[...encoded, Buffer.from(secret, "utf8").toString("hex")].map((piece) => ({ piece, letters: false })),
  ];
}

function lettersOf(text: string): string {
  return text.replace(/%[0-9A-Fa-f]{2}|&#?\w+;|\\u[0-9a-f]{4}|[^A-Za-z0-9]/g, "");
}

function printed(render: (output: Output) => void): string {
  const lines: string[] = [];
  const line = (text: string): void => void lines.push(text);
  const object = (value: object): void => line(JSON.stringify(value));
  render({
    json: false,
    live: false,
    result: line,
    document: object,
    event: object,
    progress: line,
    problem: object,
    warning: object,
    warn: line,
  });
  return lines.join("\n");
}

function reviewOf(model: PlanModel) {
  const stack = { name: "dev-data", outcome: "planned" as const, plan: model, problems: [] };
  const environment = {
    name: "dev",
    status: "changed" as const,
    stacks: [stack],
    problems: [],
    notes: [],
    acknowledge: [],
  };
  return review(
    { kind: "planned", environments: [environment], unchanged: [], problems: [], notes: [] },
    { facts, failOn: ["data-loss", "exposure", "downtime", "cost"], now: NOW },
  );
}

function runOf(model: PlanModel): RunResult {
  const stack = {
    environment: "dev",
    name: "dev-data",
    outcome: "planned" as const,
    counts: countsOf(model),
    plan: model,
  };
  return {
    schemaVersion: 1,
    ok: true,
    interrupted: false,
    terraform: { product: "Terraform", version: "1.11.4" },
    environments: ["dev"],
    stacks: [stack],
    problems: [],
    messages: [],
    seconds: 1,
  };
}

function driftOf(model: PlanModel): DriftResult {
  const check: StackCheck = {
    stack: STACK,
    outcome: "checked",
    seconds: 1,
    drift: model.drift,
    siblings: [],
    pending: model.changes,
    pendingOutputs: model.outputs.map(({ name }) => name),
    waitingFor: [],
    problems: [],
    known: { drift: true, pending: true },
  };
  const entries = new IgnoreEntries({ ignoreDrift: [] } as unknown as Environment, NOW);
  const { findings, ignored } = sortDrift(check, entries, adviser("/nowhere", [], NOW, facts)(STACK), facts);
  return {
    schemaVersion: 2,
    ok: true,
    verdict: verdictOf([check], findings.length),
    drift: findings.length > 0,
    simulated: false,
    terraform: { product: "Terraform", version: "1.11.4" },
    environments: ["dev"],
    stacks: [],
    findings,
    pending: pendingOf(check),
    ignored,
    staleEntries: [],
    hosts: [],
    unmanaged: { state: "unchecked", reason: "not asked for" },
    problems: [],
    seconds: { total: 1 },
  };
}
