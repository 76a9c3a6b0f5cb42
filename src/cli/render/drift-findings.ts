/** A drift check on a terminal. */
import pc from "picocolors";
import type { Facts } from "../../model/resource-facts";
import type { DriftFinding, DriftResult, IgnoredDifference, PendingChange } from "../../operations/drift/drift-result";
import { type CheckedHost, describeDifferences, isJudged, whyNotJudged } from "../../operations/drift/hosts";
import type { PreparedFix } from "../../operations/drift/fix";
import { countsOf, titleOfFinding, valueText, verdictText } from "../../operations/report/drift-words";
import type { Output } from "../output";

export interface DriftRenderOptions {
  /** Those of the check: they tell how things are called. */
  readonly facts: Pick<Facts, "fileEntries">;
  readonly showIgnored: boolean;
}

export function renderDrift(output: Output, result: DriftResult, { facts, showIgnored }: DriftRenderOptions): void {
  const lines = [
    ...result.findings.flatMap((finding) => findingLines(finding, facts)),
    ...hostLines(result),
    ...pendingLines(result.pending),
    ...(showIgnored ? ignoredLines(result) : []),
    ...unmanagedLines(result, showIgnored),
  ];
  for (const line of lines) output.result(line);
  for (const stack of result.stacks) {
    if (stack.outcome === "not-applied") output.result(`${pc.bold(stack.name)}  ${pc.dim("not applied yet")}`);
    if (stack.waitingFor.length > 0) {
      output.result(
        `${pc.bold(stack.name)}  configuration not applied yet: waiting for ${stack.waitingFor.join(", ")}`,
      );
    }
    if (stack.pendingOutputs.length > 0) {
      output.result(`${pc.bold(stack.name)}  outputs not applied yet: ${stack.pendingOutputs.join(", ")}`);
    }
    if (stack.outcome === "failed") {
      output.result(`${pc.bold(stack.name)}  ${pc.red("not judged")}: it could not be checked`);
    }
  }
  for (const { state, entry, place } of result.staleEntries) {
    const about = `${entry.address}${entry.attribute ? ` ${entry.attribute}` : ""}`;
    output.warn(
      state === "expired"
        ? `${place.file}:${place.line} ignoreDrift: the entry for ${about} expired on ${entry.expires}; it ignores nothing any more.`
        : `${place.file}:${place.line} ignoreDrift: nothing needs the entry for ${about}. Take it out.`,
    );
  }
  output.result(summary(result));
  for (const problem of result.problems) output.problem(problem);
}

function findingLines(finding: DriftFinding, facts: DriftRenderOptions["facts"]): readonly string[] {
  const { kind, address, stack, attributes, severities, remedies } = finding;
  const title = titleOfFinding(finding, facts);
  const head = kind === "deleted" ? pc.red("deleted outside") : pc.yellow("changed outside");
  return [
    `${pc.bold(title)}  ${address}  ${head}  ${pc.dim(stack)}`,
    ...attributes.map(({ path, before, after }) => `    ${path}  ${valueText(before)} -> ${pc.bold(valueText(after))}`),
    ...severities.map(({ risk, reason }) =>
      `    ${risk === "none" ? pc.dim("no risk known") : pc.red(risk)}  ${risk === "none" ? "" : reason}`.trimEnd(),
    ),
    ...remedyLines(remedies),
    "",
  ];
}

function remedyLines({
  takeOver,
  notTakenOver,
  putBack,
  notPutBack = "",
  ignore,
}: DriftFinding["remedies"]): readonly string[] {
  const lines: string[] = [];
  if (takeOver) {
    lines.push(
      `    ${pc.cyan("take over")}  ${takeOver.fields.map(({ path }) => path).join(", ")} in ${takeOver.file}`,
    );
    for (const { line, before, after } of takeOver.edits) {
      if (before !== undefined) lines.push(`      ${line} ${pc.red(`- ${before}`)}`);
      lines.push(`      ${line} ${pc.green(`+ ${after}`)}`);
    }
  }
  if (notTakenOver) lines.push(`    ${pc.cyan("take over")}  ${pc.dim(notTakenOver)}`);
  lines.push(...putBackLines({ ...(putBack === undefined ? {} : { putBack }), notPutBack }), ...letBeLines(ignore));
  return lines;
}

const putBackLines = ({ putBack, notPutBack = "" }: Pick<DriftFinding["remedies"], "putBack" | "notPutBack">) => [
  `    ${pc.cyan("put back")}   ${putBack ?? pc.dim(notPutBack)}`,
];

const letBeLines = (entries: string): readonly string[] => [
  `    ${pc.cyan("let be")}     ${pc.dim("with a reason, in the environment file:")}`,
  ...entries.split("\n").map((line) => `      ${line}`),
];

function hostLines({ hosts }: DriftResult): readonly string[] {
  return hosts.flatMap((host) => {
    const differences = describeDifferences(host);
    if (differences.length === 0 && isJudged(host)) return [];
    const where = `host ${host.name}  ${pc.dim(`${host.address}  ${host.environment}`)}`;
    const head = differences.length > 0 ? `${pc.bold(where)}  ${pc.yellow("differs")}` : pc.bold(where);
    const unknown = isJudged(host) ? [] : [`    ${pc.red("not judged")}: ${whyNotJudged(host)}`];
    return [head, ...differences.map((line) => `    ${line}`), ...unknown, ...hostRemedyLines(host), ""];
  });
}

function hostRemedyLines({ remedies }: CheckedHost): readonly string[] {
  if (!remedies) return [];
  const { ignore, ...putting } = remedies;
  return [...putBackLines(putting), ...(ignore === undefined ? [] : letBeLines(ignore))];
}

function pendingLines(pending: readonly PendingChange[]): readonly string[] {
  if (pending.length === 0) return [];
  return [
    `${pc.bold("Configuration not applied yet")} ${pc.dim("(no drift)")}`,
    ...pending.map(({ stack, address, action, attributes }) => {
      const what = action === "update" ? attributes.map(({ path }) => path).join(", ") : "";
      return `    ${stack}  ${address}  ${action}${what ? `: ${what}` : ""}`;
    }),
    "",
  ];
}

function ignoredLines({ ignored, hosts }: DriftResult): readonly string[] {
  const lines = [
    ...ignored.flatMap(({ stack, address, attribute, ...excuse }) => [
      `    ${stack}  ${address}  ${attribute ? `${attribute.path}  ${valueText(attribute.before)} -> ${valueText(attribute.after)}` : "deleted outside"}`,
      excuseLine(excuse),
    ]),
    ...hosts.flatMap(({ environment, name, ignored: letBe }) =>
      letBe.flatMap(({ stage, what, ...excuse }) => [
        `    host ${name}  ${environment}  ${stage}: ${what}`,
        excuseLine(excuse),
      ]),
    ),
  ];
  return lines.length === 0 ? [] : [pc.bold("Ignored"), ...lines, ""];
}

const excuseLine = ({ by, rule, reason, expires }: Pick<IgnoredDifference, "by" | "rule" | "reason" | "expires">) =>
  `        ${by === "rule" ? `known noise (${rule ?? ""})` : `by the file until ${expires ?? ""}`}: ${reason}`;

function unmanagedLines({ unmanaged }: DriftResult, showIgnored: boolean): readonly string[] {
  if (unmanaged.state === "unchecked") return [];
  const known = showIgnored
    ? unmanaged.known.map(({ type, id, rule, reason }) => `    ${type}/${id}  ${pc.dim(`known (${rule}): ${reason}`)}`)
    : [];
  if (unmanaged.objects.length + known.length === 0) return [];
  return [
    `${pc.bold("In no state")} ${pc.dim("(under the environment's tags)")}`,
    ...unmanaged.objects.map(
      ({ environment, type, id, name }) => `    ${environment}  ${type}/${id}${name ? `  ${name}` : ""}`,
    ),
    ...known,
    "",
  ];
}

const VERDICT_COLOURS: { readonly [V in DriftResult["verdict"]]: (text: string) => string } = {
  drift: pc.yellow,
  "not-judged": pc.red,
  "not-applied": pc.dim,
  "no-drift": pc.green,
};

function summary(result: DriftResult): string {
  const { stacks, environments } = result;
  const checked = stacks.filter(({ outcome }) => outcome === "checked").length;
  const head = VERDICT_COLOURS[result.verdict](verdictText(result));
  const where = `${environments.join(", ")}: ${checked} of ${stacks.length} stacks checked in ${result.seconds.total.toFixed(1)} s`;
  const counts = countsOf(result).join(", ");
  return `${head} ${where}${counts ? `; ${counts}` : ""}`;
}

/** What is about to be put back, before the question: no result, so on standard error. */
export function renderFix(output: Output, { resources }: PreparedFix): void {
  for (const { change, risks } of resources) {
    output.progress(`${pc.bold(change.address)}  ${change.action}  ${pc.dim(change.stack)}`);
    for (const { path, before, after, unknown } of change.action === "update" || change.action === "replace"
      ? change.attributes
      : []) {
      output.progress(`    ${path}  ${valueText(before)} -> ${unknown ? "(known after apply)" : valueText(after)}`);
    }
    for (const { risk, reason } of risks) if (risk !== "none") output.progress(`    ${pc.red(risk)}  ${reason}`);
  }
}
