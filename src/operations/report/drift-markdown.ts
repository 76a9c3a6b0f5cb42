/** A drift check as Markdown, for an issue or a comment: folded, and never longer than a comment may be. */
import type { Facts } from "../../model/resource-facts";
import type { DriftFinding, DriftResult, Remedies } from "../drift/drift-result";
import { describeDifferences, isJudged, whyNotJudged } from "../drift/hosts";
import { worst } from "../risk";
import { countsOf, describeAttribute, titleOfFinding, valueText, verdictText } from "./drift-words";
import { RISK_NAMES, RISK_SIGNS } from "./icons";
import { cut, MAX_COMMENT } from "./markdown";
import { code, escape, fenced } from "./markdown-text";

const SIGNS: { readonly [V in DriftResult["verdict"]]: string } = {
  drift: "⚠️",
  "not-judged": "❔",
  "not-applied": "➖",
  "no-drift": "✅",
};

/** What a bot finds its issue or comment by, to write the next check in its place. */
export const DRIFT_MARKER = "<!-- jangada-drift -->";

export interface DriftMarkdownOptions {
  /** Those of the check: they tell how things are called. */
  readonly facts: Pick<Facts, "fileEntries">;
  /** In characters. @default 65,536 */
  readonly limit?: number;
  /** Where the whole is, told where the text had to be cut. @default the artefacts of the run */
  readonly pointer?: string;
}

export function renderDriftMarkdown(result: DriftResult, options: DriftMarkdownOptions): string {
  const { limit = MAX_COMMENT, pointer = "the artefacts of this run" } = options;
  const text = render(result, options.facts);
  return text.length <= limit
    ? text
    : cut(text, limit, `\n\n---\n✂️ Cut to fit a comment. The whole is in ${escape(pointer)}.\n`);
}

function render(result: DriftResult, facts: DriftMarkdownOptions["facts"]): string {
  const counts = countsOf(result).join(", ");
  const words = verdictText(result);
  const head = `${SIGNS[result.verdict]} ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return [
    DRIFT_MARKER,
    "## Jangada drift",
    "",
    `**${head}** in ${result.environments.map(code).join(", ")}${counts ? `: ${counts}` : ""}.`,
    "",
    ...result.findings.flatMap((finding) => findingLines(finding, facts)),
    ...hostLines(result),
    ...pendingLines(result),
    ...stackLines(result),
    ...unmanagedLines(result),
    ...result.staleEntries.map(({ state, entry, place }) =>
      state === "expired"
        ? `- ⏰ ${code(`${place.file}:${place.line}`)}: the entry for ${code(entry.address)} expired on ${entry.expires}.`
        : `- 🧹 ${code(`${place.file}:${place.line}`)}: nothing needs the entry for ${code(entry.address)}.`,
    ),
    ...ignoredLines(result),
    "",
    `<sub>${result.simulated ? "Simulated clouds. " : ""}${result.terraform.product} ${result.terraform.version}, refresh-only plans: nothing was changed.</sub>`,
    "",
  ].join("\n");
}

function findingLines(finding: DriftFinding, facts: DriftMarkdownOptions["facts"]): readonly string[] {
  const { kind, environment, address, attributes, severities, remedies, source } = finding;
  const risk = worst(severities.map((severity) => severity.risk));
  const place = source ? ` ${code(`${source.file}${source.line === undefined ? "" : `:${source.line}`}`)}` : "";
  return [
    `### ${RISK_SIGNS[risk]} ${escape(titleOfFinding(finding, facts))} in ${code(environment)}: ${kind} outside`,
    "",
    `${code(address)}${place}`,
    "",
    ...(attributes.length > 0
      ? [
          "| attribute | last apply | now |",
          "| --- | --- | --- |",
          ...attributes.map(
            ({ path, before, after }) => `| ${[path, valueText(before), valueText(after)].map(cell).join(" | ")} |`,
          ),
          "",
        ]
      : []),
    ...severities
      .filter((severity) => severity.risk !== "none")
      .map(({ risk: name, reason }) => `- **${RISK_NAMES[name]}**: ${escape(reason)}`),
    "",
    "<details><summary>What to do</summary>",
    "",
    ...remedyLines(remedies),
    "</details>",
    "",
  ];
}

function remedyLines({ takeOver, notTakenOver, putBack, notPutBack, ignore }: Partial<Remedies>): readonly string[] {
  const lines: string[] = [];
  if (takeOver) {
    const diff = takeOver.edits.flatMap(({ before, after }) => [
      ...(before === undefined ? [] : [`-${before}`]),
      `+${after}`,
    ]);
    lines.push(
      `**Take it over** into ${code(takeOver.file)}, line ${takeOver.edits.map(({ line }) => line).join(", ")}:`,
      "",
    );
    lines.push(fenced(diff.join("\n"), "diff"), "");
  }
  if (notTakenOver) lines.push(`**Not taken over**: ${escape(notTakenOver)}`, "");
  if (putBack) lines.push("**Put it back**, by a plan that is shown first:", "", fenced(putBack, "sh"), "");
  if (notPutBack) lines.push(`**Not put back**: ${escape(notPutBack)}`, "");
  if (ignore) lines.push("**Let it be**, with a reason, in the environment file:", "", fenced(ignore, "yaml"), "");
  return lines;
}

function pendingLines({ pending }: DriftResult): readonly string[] {
  if (pending.length === 0) return [];
  return [
    "<details><summary>Configuration not applied yet (no drift)</summary>",
    "",
    ...pending.map(({ stack, address, action }) => `- ${code(stack)} ${action} ${code(address)}`),
    "",
    "</details>",
    "",
  ];
}

function stackLines({ stacks, problems }: DriftResult): readonly string[] {
  const lines = [
    ...stacks
      .filter(({ outcome }) => outcome === "not-applied")
      .map(({ name }) => `- ${code(name)} is not applied yet.`),
    ...stacks
      .filter(({ waitingFor }) => waitingFor.length > 0)
      .map(
        ({ name, waitingFor }) =>
          `- ${code(name)} has configuration that waits for ${waitingFor.map(code).join(", ")}.`,
      ),
    ...stacks
      .filter(({ outcome }) => outcome === "failed")
      .map(
        ({ name, problems: own }) =>
          `- ❌ ${code(name)} is not judged: ${escape(own[0]?.message ?? "it could not be checked")}`,
      ),
    ...problems
      .filter(({ code: kind }) => kind !== "HOST_NOT_JUDGED")
      .filter((problem) => !stacks.some(({ outcome, problems: own }) => outcome === "failed" && own[0] === problem))
      .map(({ message }) => `- ❌ ${escape(message)}`),
  ];
  return lines.length > 0 ? [...lines, ""] : [];
}

function hostLines({ hosts }: DriftResult): readonly string[] {
  const lines = hosts.flatMap((host) => {
    const differences = describeDifferences(host).map((line) => `- ${escape(line)}`);
    const unknown = isJudged(host) ? [] : [`- ❔ Not judged: ${escape(whyNotJudged(host))}`];
    if (differences.length + unknown.length === 0) return [];
    const head = `### Host ${code(host.name)} in ${code(host.environment)}`;
    return [head, "", ...differences, ...unknown, "", ...remedyLines(host.remedies ?? {})];
  });
  return lines;
}

function unmanagedLines({ unmanaged }: DriftResult): readonly string[] {
  if (unmanaged.state === "unchecked") return [`Unmanaged objects: unchecked. ${escape(unmanaged.reason)}`, ""];
  if (unmanaged.objects.length === 0) return [];
  return [
    "**In no state**, under the environment's tags:",
    "",
    ...unmanaged.objects.map(({ type, id, name }) => `- ${code(`${type}/${id}`)}${name ? ` ${escape(name)}` : ""}`),
    "",
  ];
}

function ignoredLines({ ignored, hosts }: DriftResult): readonly string[] {
  const lines = [
    ...ignored.map(
      ({ address, attribute, reason }) =>
        `- ${code(address)} ${attribute ? code(describeAttribute(attribute)) : "deleted outside"}: ${escape(reason)}`,
    ),
    ...hosts.flatMap(({ name, ignored: letBe }) =>
      letBe.map(({ stage, what, reason }) => `- Host ${code(name)} ${code(`${stage}: ${what}`)}: ${escape(reason)}`),
    ),
  ];
  return lines.length === 0 ? [] : ["<details><summary>Ignored</summary>", "", ...lines, "", "</details>"];
}

/** A bar within a table's cell would end it, also within code. */
function cell(text: string): string {
  return code(text).replaceAll("|", "\\|");
}
