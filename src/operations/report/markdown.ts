/** A review as Markdown for a pull request's comment: folded, and never longer than a comment may be. */
import { changesIn } from "../review/gates";
import type {
  ComponentReview,
  EnvironmentReview,
  ReviewedChange,
  ReviewResult,
  ThingReview,
} from "../review/result-schema";
import { isRisk, type Severity, SEVERITIES } from "../risk";
import { ACTION_SIGNS, NOT_JUDGED_SIGN, RISK_NAMES, RISK_SIGNS } from "./icons";
import { code, escape, fenced } from "./markdown-text";
import {
  acknowledgeLines,
  configurationSentence,
  countsSentence,
  judgedCountsSentence,
  inOrderOfInterest,
  kindSentence,
  judgedRisksSentence,
  valuesOf,
} from "./summary";

/** Of a GitHub comment, in characters (API error "body is too long (maximum is 65536 characters)"). */
export const MAX_COMMENT = 65_536;

export interface MarkdownOptions {
  /** Tells this comment from others of the same tool. @default the kind of the review */
  readonly id?: string;
  /** Where the whole review is, told where the text had to be cut. @default the artefacts of the run */
  readonly pointer?: string;
  /** In characters. @default 65,536 */
  readonly limit?: number;
}

/** What a bot finds its comment by, to write the next review in its place. */
export function markerOf(result: ReviewResult, id?: string): string {
  const safe = (id ?? result.kind).replace(/[^A-Za-z0-9._-]+/g, "-").replace(/-{2,}/g, "-");
  return `<!-- jangada-review:${safe} -->`;
}

/** Things not judged that are named. */
const MAX_NOT_JUDGED = 20;

/** Attributes of one change that are shown. */
const MAX_ATTRIBUTES = 40;

/** How much is told: each level less than the one before, until the text fits. */
const LEVELS = [
  { changes: Infinity, attributes: MAX_ATTRIBUTES, created: true },
  { changes: Infinity, attributes: 12, created: false },
  { changes: 60, attributes: 4, created: false },
  { changes: 15, attributes: 4, created: false },
  { changes: 0, attributes: 0, created: false },
] as const;
type Level = (typeof LEVELS)[number];

export function renderMarkdown(result: ReviewResult, options: MarkdownOptions = {}): string {
  const limit = options.limit ?? MAX_COMMENT;
  const whole = LEVELS.map((level, index) => ({ index, text: render(result, options, level) }));
  const fitting = whole.find(
    ({ text }) => text.length + (whole[0]?.text === text ? 0 : cutNote(result, options).length) <= limit,
  );
  if (fitting) return fitting.index === 0 ? fitting.text : `${fitting.text}${cutNote(result, options)}`;
  return cut(whole.at(-1)?.text ?? "", limit, cutNote(result, options));
}

function cutNote(result: ReviewResult, { pointer = "the artefacts of this run" }: MarkdownOptions): string {
  return `\n\n---\n✂️ Cut to fit a comment. The whole review is in ${pointer}; its plans have the digest ${code(result.digest)}.\n`;
}

/** At the end of a line, with everything closed that was open. */
export function cut(text: string, limit: number, note: string): string {
  const closing = "\n</details>";
  // Not more can be open than there are levels of folding.
  const room = limit - note.length - 4 * closing.length - 8;
  const fitting = text.slice(0, Math.max(text.lastIndexOf("\n", room), 0));
  const open = (fitting.match(/<details>/g)?.length ?? 0) - (fitting.match(/<\/details>/g)?.length ?? 0);
  const fences = (fitting.match(/^`{3,}/gm)?.length ?? 0) % 2 === 1 ? "\n````" : "";
  return `${fitting}${fences}${closing.repeat(Math.max(open, 0))}${note}`.slice(0, limit);
}

function render(result: ReviewResult, options: MarkdownOptions, level: Level): string {
  return [
    markerOf(result, options.id),
    "## Jangada review",
    "",
    ...headline(result),
    "",
    ...result.notes.flatMap((note) => [`> ${escape(note)}`, ""]),
    ...result.problems.map((problem) => `- ❌ ${escape(problem.message)} ${code(problem.code)}`),
    ...gateLines(result),
    ...result.environments.flatMap((environment) => environmentLines(result, environment, level)),
    ...(result.unchanged.length > 0 ? [`Unchanged: ${result.unchanged.map(code).join(", ")}.`, ""] : []),
    ...acknowledgementLines(result),
    `<sub>${kindSentence(result)}${result.terraform ? ` ${result.terraform.product} ${result.terraform.version}.` : ""} Digest ${code(result.digest.slice(0, 16))}.</sub>`,
    "",
  ].join("\n");
}

function headline(result: ReviewResult): readonly string[] {
  if (result.environments.length === 0) {
    return result.gates.notJudged.length > 0
      ? ["**Not judged**: nothing is known of what this changes."]
      : ["**Nothing changes**: every environment is synthesized to the same as before."];
  }
  const rows = result.environments.map((environment) => {
    const changes = changesIn(environment);
    const state = environment.ok ? "" : environment.problems.length > 0 ? " ❌" : ` ${NOT_JUDGED_SIGN}`;
    return `| ${code(environment.name)}${environment.status === "changed" ? "" : ` (${environment.status})`}${state} | ${judgedCountsSentence(environment)} | ${environment.judged ? "" : `${NOT_JUDGED_SIGN} `}${signOf(environment)}${judgedRisksSentence(environment, changes)} |`;
  });
  return ["| environment | changes | risk |", "|---|---|---|", ...rows];
}

function signOf({ risk }: EnvironmentReview): string {
  return risk === "not-judged" ? "" : `${RISK_SIGNS[risk]} `;
}

function gateLines(result: ReviewResult): readonly string[] {
  return [...refusedLines(result), ...notJudgedLines(result), ...passedLines(result)];
}

/** No tick where something is not known. */
function passedLines(result: ReviewResult): readonly string[] {
  const { failOn, passed } = result.gates;
  if (failOn.length === 0 || !passed) return [];
  const names = failOn.map((risk) => RISK_NAMES[risk]).join(", ");
  const rest = configurationSentence(result);
  return rest === undefined
    ? [`✅ Gates passed: no ${names} that is not acknowledged.`, ""]
    : [`Gates passed, as far as plans show: no ${names} that is not acknowledged. ${rest}`, ""];
}

function notJudgedLines(result: ReviewResult): readonly string[] {
  const { failOn, notJudged } = result.gates;
  if (notJudged.length === 0) return [];
  const listed = notJudged.slice(0, MAX_NOT_JUDGED);
  return [
    `${NOT_JUDGED_SIGN} **Not judged**${failOn.length > 0 ? ", so the gates have not passed" : ""}:`,
    "",
    ...listed.map(({ environment, stack, reason }) => {
      const name = stack ?? environment;
      return `- ${name === undefined ? "" : `${code(name)} `}${escape(reason)}`;
    }),
    ...(notJudged.length > listed.length ? [`- and ${notJudged.length - listed.length} more`] : []),
    "",
  ];
}

function refusedLines(result: ReviewResult): readonly string[] {
  const { failOn, refused } = result.gates;
  if (refused.length === 0) return [];
  const names = failOn.map((risk) => RISK_NAMES[risk]).join(", ");
  const listed = refused.slice(0, 20);
  return [
    `🚫 **Refused by the gates** (${names}):`,
    "",
    ...listed.map(
      ({ environment, address, risk, reason }) =>
        `- ${RISK_SIGNS[risk]} ${code(environment)} ${code(address)}: ${escape(reason)}`,
    ),
    ...(refused.length > listed.length ? [`- and ${refused.length - listed.length} more`] : []),
    "",
  ];
}

function environmentLines(result: ReviewResult, environment: EnvironmentReview, level: Level): readonly string[] {
  const { name, status, components, problems, notes } = environment;
  const title = status === "new" ? " is new" : status === "removed" ? " is removed" : "";
  const acknowledge = acknowledgeLines(result, name);
  return [
    `### ${code(name)}${title}`,
    "",
    ...notes.flatMap((note) => [`> ${escape(note)}`, ""]),
    ...problems.flatMap((problem) => [
      `- ❌ ${escape(problem.message.slice(0, 1500))} ${code(problem.code)}`,
      ...(problem.remedy ? [`  → ${escape(problem.remedy)}`] : []),
    ]),
    ...(problems.length > 0 ? [""] : []),
    ...components.flatMap((component) => componentLines(component, level)),
    ...(acknowledge.length > 0
      ? [
          "<details><summary>To let these through, add to the environment file</summary>",
          "",
          fenced(acknowledge.join("\n"), "yaml"),
          "",
          "</details>",
          "",
        ]
      : []),
  ];
}

function componentLines(component: ComponentReview, level: Level): readonly string[] {
  return [`**${escape(component.name)}**`, "", ...component.things.flatMap((thing) => thingLines(thing, level)), ""];
}

function thingLines(thing: ThingReview, level: Level): readonly string[] {
  const own = thing.changes.filter(({ pending }) => !pending);
  const waiting = thing.changes.length - own.length;
  const counts = countsByAction(own);
  const summary = thing.summary.slice(0, 8).join("; ");
  const more = thing.summary.length > 8 ? `; and ${thing.summary.length - 8} more` : "";
  const place = thing.source?.line === undefined ? "" : ` <sub>${thing.source.file}:${thing.source.line}</sub>`;
  return [
    `- ${titleLine(thing.title)}${summary ? `: ${escape(summary)}${more}` : `: ${counts}`}${place}`,
    ...riskLines(own),
    ...stepLines(own),
    ...(waiting > 0 ? [`  - ${waiting} changes are pending already, without this change`] : []),
    ...(level.changes > 0 && own.length > 0 ? detailLines(own, counts, level) : []),
  ];
}

/** Never cut: without them it cannot be applied. */
function stepLines(changes: readonly ReviewedChange[]): readonly string[] {
  return changes.flatMap(({ address, stepsBefore = [] }) =>
    stepsBefore.map(
      ({ reason, command }) =>
        `  - ✋ **Before it is applied**: ${escape(reason)} ${code(address)} Run this, and plan again: ${code(command)}`,
    ),
  );
}

function titleLine(title: string): string {
  return title.replace(/[<>|*]/g, (character) => `\\${character}`);
}

/** The same reason is told once, with its addresses. */
function riskLines(changes: readonly ReviewedChange[]): readonly string[] {
  const byLine = new Map<string, { readonly risk: Severity; readonly line: string; readonly addresses: string[] }>();
  for (const change of changes) {
    for (const { risk, reason, source, direction, acknowledged } of change.risks) {
      if (!isRisk(risk) || risk === "cost") continue;
      const accepted = acknowledged
        ? ` _Acknowledged until ${acknowledged.expires}: ${escape(acknowledged.reason)}_`
        : "";
      const link = source ? ` ([source](${source}))` : "";
      const line = `${RISK_SIGNS[risk]} **${RISK_NAMES[risk]}**${direction ? ` ${direction}` : ""}: ${escape(reason)}${link}${accepted}`;
      const known = byLine.get(line) ?? { risk, line, addresses: [] };
      known.addresses.push(change.address);
      byLine.set(line, known);
    }
  }
  const sorted = [...byLine.values()].sort((a, b) => SEVERITIES.indexOf(a.risk) - SEVERITIES.indexOf(b.risk));
  const lines = sorted.slice(0, 12).map(({ line, addresses }) => {
    const more = addresses.length > 3 ? ` and ${addresses.length - 3} more` : "";
    return `  - ${line} ${addresses.slice(0, 3).map(code).join(", ")}${more}`;
  });
  const directions = new Set(
    changes.flatMap(({ risks }) => risks.filter(({ risk }) => risk === "cost").map(({ direction }) => direction)),
  );
  return directions.size > 0 ? [...lines, `  - ${RISK_SIGNS.cost} cost ${[...directions].join(" and ")}`] : lines;
}

function detailLines(changes: readonly ReviewedChange[], counts: string, level: Level): readonly string[] {
  const listed = changes.slice(0, level.changes).map((change) => changeText(change, level));
  const rest = changes.length - listed.length;
  const text = [...listed, ...(rest > 0 ? [`… and ${rest} more resources`] : [])].join("\n");
  const indented = fenced(text, "diff")
    .split("\n")
    .map((line) => `  ${line}`);
  return [`  <details><summary>Terraform: ${counts}</summary>`, "", ...indented, "", "  </details>"];
}

function changeText(change: ReviewedChange, level: Level): string {
  const { action, address, stack, attributes, previousAddress, cause } = change;
  // That a resource goes because nothing configures it any more is what anybody would expect.
  const because = cause === "delete_because_no_resource_config" ? "" : (cause ?? "");
  const about = [previousAddress ? `moved from ${previousAddress}` : "", because].filter(Boolean).join(", ");
  const listed = action === "create" && !level.created ? [] : inOrderOfInterest(attributes).slice(0, level.attributes);
  const rest = attributes.length - listed.length;
  return [
    `${ACTION_SIGNS[action] ?? action} ${address}  # ${stack}${about ? `: ${about}` : ""}`,
    ...listed.map((attribute) => `    ${attribute.path}: ${valuesOf(attribute, action).replace(/\r?\n/g, "⏎")}`),
    ...(rest > 0 && action !== "delete" ? [`    … ${rest} more attributes`] : []),
  ].join("\n");
}

function countsByAction(changes: readonly ReviewedChange[]): string {
  const count = (action: string): number => changes.filter((change) => change.action === action).length;
  return countsSentence({
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    forget: count("forget"),
    move: changes.filter(({ previousAddress }) => previousAddress !== undefined).length,
    import: changes.filter(({ importing }) => importing !== undefined).length,
    configure: count("configure"),
  });
}

function acknowledgementLines(result: ReviewResult): readonly string[] {
  // Of what nobody could judge it is not known whether it is needed.
  const stale = result.acknowledgements.filter(({ state }) => state === "unused" || state === "expired");
  if (stale.length === 0) return [];
  return [
    "**Acknowledgements to look at**",
    "",
    ...stale.map(({ environment, address, state, expires, reason }) => {
      const what =
        state === "expired"
          ? `expired on ${expires}: it lets nothing through any more`
          : "is used by nothing: take it out";
      return `- ${code(environment)} ${code(address)} ${what} (${escape(reason)})`;
    }),
    "",
  ];
}
