/** A review as SARIF 2.1.0: each risk at the line of the environment file that it comes from. */
import type { Facts } from "../../model/resource-facts";
import type { EnvironmentReview, NotJudged, ReviewedChange, ReviewedRisk, ReviewResult } from "../review/result-schema";
import { isRisk, rulesFor, type Severity } from "../risk";
import { RISK_NAMES } from "./icons";
import { notJudgedLine, stepBeforeText } from "./summary";

export const SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
export const INFORMATION = "https://www.npmjs.com/package/jangada";

/** A pull request shows errors and warnings beside the line, notes in the list. */
export const LEVELS: { readonly [S in Severity]: "error" | "warning" | "note" } = {
  "data-loss": "error",
  exposure: "error",
  downtime: "warning",
  cost: "note",
  none: "note",
};

/** Of the review itself, not of a risk. */
const OWN_RULES = [
  { id: "review/not-planned", name: "NotPlanned", text: "The environment cannot be planned", level: "error" },
  {
    id: "review/not-judged",
    name: "NotJudged",
    text: "It is not known what this does, and what it puts at risk",
    level: "error",
  },
  {
    id: "review/step-before",
    name: "StepBefore",
    text: "A command must be run before it is applied: as things are, the cloud refuses the change",
    level: "warning",
  },
] as const;
const [{ id: PROBLEM_RULE }, { id: NOT_JUDGED_RULE }, { id: STEP_BEFORE_RULE }] = OWN_RULES;

/** @param facts those of the review: they tell what its rules are */
export function renderSarif(result: ReviewResult, facts: Facts): object {
  const environments = result.environments.map((one) => inRepository(one, result.folder));
  const whole = result.gates.notJudged.filter(({ environment }) => environment === undefined);
  const results = [
    ...environments.flatMap((environment) => [
      ...changes(environment).flatMap((change) => [
        ...change.risks.filter(({ risk }) => isRisk(risk)).map((risk) => finding(environment, change, risk)),
        ...(change.stepsBefore ?? []).map((step) => stepResult(environment, change, step)),
      ]),
      ...environment.problems.map((problem) => problemResult(environment, problem)),
      ...environment.notJudged.map((one) => notJudgedResult(one, environment.file)),
    ]),
    ...whole.map((one) => notJudgedResult(one, undefined)),
  ];
  const used = new Set(results.map(({ ruleId }) => ruleId));
  return {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "jangada review", informationUri: INFORMATION, rules: rulesOf(used, facts) } },
        automationDetails: { id: `jangada-review/${result.kind}/` },
        columnKind: "utf16CodeUnits",
        // Without it, a run that looked at nothing looks like one that found nothing.
        invocations: [{ executionSuccessful: result.ok }],
        results,
        properties: { kind: result.kind, digest: result.digest, gates: result.gates.outcome },
      },
    ],
  };
}

/** Code scanning knows files by their paths from the root of the repository. */
function inRepository(environment: EnvironmentReview, folder: string | undefined): EnvironmentReview {
  if (!folder) return environment;
  const within = <T extends { readonly file?: string | undefined }>(place: T): T =>
    place.file === undefined ? place : { ...place, file: `${folder}/${place.file}` };
  return {
    ...within(environment),
    problems: environment.problems.map((problem) =>
      problem.place ? { ...problem, place: within(problem.place) } : problem,
    ),
    components: environment.components.map((component) => ({
      ...component,
      things: component.things.map((thing) => ({
        ...thing,
        changes: thing.changes.map((one) => (one.source ? { ...one, source: within(one.source) } : one)),
      })),
    })),
  };
}

function changes(environment: EnvironmentReview): readonly ReviewedChange[] {
  return environment.components
    .flatMap(({ things }) => things.flatMap((thing) => thing.changes))
    .filter(({ pending }) => !pending);
}

function rulesOf(used: ReadonlySet<string>, facts: Facts): readonly object[] {
  const rules = rulesFor(facts)
    .filter(({ id }) => used.has(id))
    .map(({ id, risk, reason, source }) => ({
      id,
      name: id.replace(/(^|[/-])([a-z])/g, (_, __: string, letter: string) => letter.toUpperCase()),
      shortDescription: { text: `${RISK_NAMES[risk]}: ${id.slice(id.indexOf("/") + 1).replaceAll("-", " ")}` },
      fullDescription: { text: reason },
      ...(source ? { helpUri: source } : {}),
      defaultConfiguration: { level: LEVELS[risk] },
    }));
  const own = OWN_RULES.filter(({ id }) => used.has(id)).map(({ id, name, text, level }) => ({
    id,
    name,
    shortDescription: { text },
    defaultConfiguration: { level },
  }));
  return [...rules, ...own];
}

interface SarifResult {
  readonly ruleId: string;
  readonly [property: string]: unknown;
}

function finding(environment: EnvironmentReview, change: ReviewedChange, risk: ReviewedRisk): SarifResult {
  const { address, action, stack, source } = change;
  const direction = risk.direction ? ` ${risk.direction}` : "";
  return {
    ruleId: risk.rule,
    level: LEVELS[risk.risk],
    message: {
      text: `${environment.name}: ${address} (${action}): ${RISK_NAMES[risk.risk]}${direction}. ${risk.reason}`,
    },
    locations: [location(source?.file ?? environment.file, source?.line, source?.column, `${stack}: ${address}`)],
    partialFingerprints: { "jangadaRisk/v1": `${environment.name}/${address}/${risk.rule}` },
    ...(risk.acknowledged ? { suppressions: [{ kind: "external", justification: risk.acknowledged.reason }] } : {}),
  };
}

/** What a person runs first: nobody can acknowledge it away. */
function stepResult(
  environment: EnvironmentReview,
  { address, action, stack, source }: ReviewedChange,
  { reason, command }: NonNullable<ReviewedChange["stepsBefore"]>[number],
): SarifResult {
  return {
    ruleId: STEP_BEFORE_RULE,
    level: "warning",
    message: { text: `${environment.name}: ${address} (${action}): ${reason} ${stepBeforeText(command)}` },
    locations: [location(source?.file ?? environment.file, source?.line, source?.column, `${stack}: ${address}`)],
    partialFingerprints: { "jangadaRisk/v1": `${environment.name}/${address}/${STEP_BEFORE_RULE}` },
  };
}

function problemResult(environment: EnvironmentReview, problem: EnvironmentReview["problems"][number]): SarifResult {
  const { file = environment.file, line, column, address } = problem.place ?? {};
  return {
    ruleId: PROBLEM_RULE,
    level: "error",
    message: { text: `${environment.name}: ${problem.message}${problem.remedy ? ` ${problem.remedy}` : ""}` },
    locations: [location(file, line, column, address ?? environment.name)],
    partialFingerprints: { "jangadaRisk/v1": `${environment.name}/${problem.code}/${address ?? ""}` },
  };
}

function notJudgedResult(one: NotJudged, file: string | undefined): SarifResult {
  const name = one.stack ?? one.environment ?? "review";
  return {
    ruleId: NOT_JUDGED_RULE,
    level: "error",
    message: { text: `Not judged: ${notJudgedLine(one)}` },
    locations: [location(file, undefined, undefined, name)],
    partialFingerprints: { "jangadaRisk/v1": `${one.environment ?? ""}/${name}/${one.because}` },
  };
}

/** The line of the environment file, and the resource. */
export function location(
  file: string | undefined,
  line: number | undefined,
  column: number | undefined,
  name: string,
): object {
  return {
    ...(file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file.split("\\").join("/")), uriBaseId: "%SRCROOT%" },
            region: { startLine: line ?? 1, ...(column === undefined ? {} : { startColumn: column }) },
          },
        }),
    logicalLocations: [{ fullyQualifiedName: name, kind: "resource" }],
  };
}
