/** A review, for people on a terminal. */
import pc from "picocolors";
import { ACTION_SIGNS, RISK_NAMES } from "../../operations/report/icons";
import {
  acknowledgeLines,
  configurationSentence,
  judgedCountsSentence,
  inOrderOfInterest,
  kindSentence,
  notJudgedLine,
  judgedRisksSentence,
  valuesOf,
} from "../../operations/report/summary";
import { changesIn } from "../../operations/review/gates";
import type {
  EnvironmentReview,
  ReviewedChange,
  ReviewResult,
  ThingReview,
} from "../../operations/review/result-schema";
import { type Severity, SEVERITIES } from "../../model/risk";
import type { Output } from "../output";

/** Attributes of one change; the whole is in the other formats. */
const MAX_ATTRIBUTES = 6;
/** Resources of one thing. */
const MAX_CHANGES = 8;

const COLOURS: { readonly [S in Severity]: (text: string) => string } = {
  "data-loss": pc.red,
  exposure: pc.magenta,
  downtime: pc.yellow,
  cost: pc.blue,
  none: pc.dim,
};

export function renderReview(output: Output, result: ReviewResult): void {
  if (result.environments.length === 0) {
    output.result(
      result.gates.notJudged.length > 0
        ? "Not judged: nothing is known of what this changes."
        : "Nothing changes: every environment is synthesized to the same as before.",
    );
  }
  for (const environment of result.environments) {
    renderEnvironment(output, environment);
    const lines = acknowledgeLines(result, environment.name);
    if (lines.length > 0) {
      output.result(`  ${pc.bold("To let these through")}, add to ${environment.file ?? "the environment file"}:`);
      for (const line of lines) output.result(`    ${line}`);
      output.result("");
    }
  }
  if (result.unchanged.length > 0) output.result(pc.dim(`Unchanged: ${result.unchanged.join(", ")}`));
  for (const { environment, address, state, expires } of result.acknowledgements.filter(
    (entry) => entry.state === "unused" || entry.state === "expired",
  )) {
    output.warn(
      `${environment}: the acknowledgement of ${address} ${state === "expired" ? `expired on ${expires}` : "is used by nothing"}`,
    );
  }
  for (const note of result.notes) output.progress(note);
  for (const problem of result.problems) output.problem(problem);
  renderGates(output, result);
  output.progress(pc.dim(kindSentence(result).replaceAll("`", "")));
}

/** Never "passed" beside something that is not known. */
function renderGates(output: Output, result: ReviewResult): void {
  const { failOn, passed, refused, notJudged } = result.gates;
  for (const one of notJudged) output.result(`${pc.red("not judged")}: ${notJudgedLine(one)}`);
  const names = failOn.map((risk) => RISK_NAMES[risk]).join(", ");
  if (refused.length > 0) output.result(`${pc.red("refused")} ${refused.length} risks: ${names}`);
  else if (failOn.length > 0 && !passed) output.result(`${pc.red("not passed")}: what is not judged may hold ${names}`);
  const rest = configurationSentence(result)?.replaceAll("`", "");
  if (failOn.length > 0 && passed) {
    output.result(
      `${rest === undefined ? pc.green("passed") : "passed, as far as plans show:"} no ${names} that is not acknowledged`,
    );
  }
  if (rest !== undefined) output.result(rest);
}

function renderEnvironment(output: Output, environment: EnvironmentReview): void {
  const { name, status, components, problems, notes } = environment;
  const changes = changesIn(environment);
  const state = status === "changed" ? "" : pc.bold(` ${status}`);
  output.result(
    `${pc.bold(pc.underline(name))}${state}  ${judgedCountsSentence(environment)}; ${colourOf(environment)(judgedRisksSentence(environment, changes))}`,
  );
  for (const note of notes) output.result(`  ${note}`);
  for (const component of components) {
    for (const thing of component.things) renderThing(output, thing);
  }
  for (const problem of problems) output.problem(problem);
  output.result("");
}

function colourOf({ risk }: EnvironmentReview): (text: string) => string {
  return risk === "not-judged" ? pc.red : COLOURS[risk];
}

function renderThing(output: Output, thing: ThingReview): void {
  const place = thing.source?.line === undefined ? "" : pc.dim(`  ${thing.source.file}:${thing.source.line}`);
  const own = thing.changes.filter(({ pending }) => !pending);
  output.result(
    `  ${pc.bold(thing.title)}${thing.summary.length > 0 ? `: ${thing.summary.slice(0, 8).join("; ")}` : ""}${place}`,
  );
  const risks = own
    .flatMap((change) => change.risks)
    .sort((a, b) => SEVERITIES.indexOf(a.risk) - SEVERITIES.indexOf(b.risk));
  for (const reason of new Set(risks.map(line))) output.result(`    ${reason}`);
  for (const { reason, command } of own.flatMap(({ stepsBefore = [] }) => stepsBefore)) {
    output.result(`    ${pc.yellow("before it is applied")}  ${reason} Run this, and plan again:\n      ${command}`);
  }
  for (const change of own.slice(0, MAX_CHANGES)) renderChange(output, change);
  if (own.length > MAX_CHANGES) output.result(pc.dim(`    … and ${own.length - MAX_CHANGES} more resources`));
  if (own.length < thing.changes.length)
    output.result(pc.dim(`    ${thing.changes.length - own.length} pending already, without this change`));
}

function line({ risk, reason, direction, acknowledged }: ReviewedChange["risks"][number]): string {
  const accepted = acknowledged
    ? pc.green(` (acknowledged until ${acknowledged.expires}: ${acknowledged.reason})`)
    : "";
  return `${COLOURS[risk](risk === "none" ? "no risk" : `${RISK_NAMES[risk]}${direction ? ` ${direction}` : ""}`)}  ${reason}${accepted}`;
}

function renderChange(output: Output, change: ReviewedChange): void {
  const { action, address, attributes } = change;
  const moved = change.previousAddress ? pc.dim(` (from ${change.previousAddress})`) : "";
  output.result(`    ${sign(action)} ${pc.dim(address)}${moved}`);
  if (action === "create") return;
  for (const attribute of inOrderOfInterest(attributes).slice(0, MAX_ATTRIBUTES)) {
    output.result(
      pc.dim(`        ${attribute.path}: ${valuesOf(attribute, action).replace(/\r?\n/g, "⏎").slice(0, 160)}`),
    );
  }
  if (attributes.length > MAX_ATTRIBUTES) output.result(pc.dim(`        … ${attributes.length - MAX_ATTRIBUTES} more`));
}

function sign(action: string): string {
  const text = (ACTION_SIGNS[action] ?? "?").padEnd(3);
  if (action === "create") return pc.green(text);
  return action === "delete" || action === "replace" ? pc.red(text) : pc.yellow(text);
}
