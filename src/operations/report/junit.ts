/** A review as JUnit XML: a suite for each environment, a case for each change; a refused one fails. */
import { changesIn } from "../review/gates";
import type { EnvironmentReview, NotJudged, ReviewedChange, ReviewResult } from "../review/result-schema";
import { RISK_NAMES } from "./icons";
import { notJudgedLine, stepBeforeText } from "./summary";

export function renderJunit(result: ReviewResult): string {
  const whole = result.gates.notJudged.filter(({ environment }) => environment === undefined);
  const suites = [
    ...result.environments.map((environment) => suiteOf(result, environment)),
    ...(whole.length > 0
      ? [{ name: "review", cases: whole.map((one) => notJudgedCase("review", one)), failures: 0, errors: whole.length }]
      : []),
  ];
  const total = (count: (suite: Suite) => number): number => suites.reduce((sum, suite) => sum + count(suite), 0);
  const tests = total(({ cases }) => cases.length);
  const failures = total((suite) => suite.failures);
  const errors = total((suite) => suite.errors);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="jangada review" tests="${tests}" failures="${failures}" errors="${errors}">`,
    ...suites.flatMap((suite) => [
      `  <testsuite name="${xml(suite.name)}" tests="${suite.cases.length}" failures="${suite.failures}" errors="${suite.errors}">`,
      ...suite.cases,
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
}

function suiteOf(result: ReviewResult, environment: EnvironmentReview): Suite {
  const refused = result.gates.refused.filter((one) => one.environment === environment.name);
  const changes = changesIn(environment).filter(({ pending }) => !pending);
  const reasonsOf = (change: ReviewedChange): readonly string[] =>
    refused
      .filter(({ address }) => address === change.address)
      .map(({ risk, reason }) => `${RISK_NAMES[risk]}: ${reason}`);
  return {
    name: environment.name,
    cases: [
      ...changes.map((change) => caseOf(environment, change, reasonsOf(change))),
      ...environment.problems.map((problem) =>
        element(`${environment.name}.problems`, problem.place?.address ?? problem.code, [
          `      <error message="${xml(problem.code)}">${xml(problem.message)}</error>`,
        ]),
      ),
      ...environment.notJudged.map((one) => notJudgedCase(environment.name, one)),
    ],
    failures: changes.filter((change) => reasonsOf(change).length > 0).length,
    errors: environment.problems.length + environment.notJudged.length,
  };
}

/** A case that is an error: what nobody judged has not passed. */
function notJudgedCase(suite: string, one: NotJudged): string {
  return element(`${suite}.not-judged`, one.stack ?? one.environment ?? one.because, [
    `      <error message="not judged">${xml(notJudgedLine(one))}</error>`,
  ]);
}

function caseOf(environment: EnvironmentReview, change: ReviewedChange, refused: readonly string[]): string {
  const component =
    environment.components.find(({ things }) => things.some(({ changes }) => changes.includes(change)))?.name ?? "";
  const riskTexts = change.risks.map(
    ({ risk, reason, acknowledged }) =>
      `${RISK_NAMES[risk]}: ${reason}${acknowledged ? ` (acknowledged: ${acknowledged.reason})` : ""}`,
  );
  const steps = (change.stepsBefore ?? []).map(({ reason, command }) => `${reason} ${stepBeforeText(command)}`);
  const lines = [...riskTexts, ...steps];
  return element(`${environment.name}.${component}`, `${change.action} ${change.address}`, [
    ...(refused.length > 0
      ? [`      <failure message="${xml(refused[0] ?? "")}">${xml(refused.join("\n"))}</failure>`]
      : []),
    ...(lines.length > 0 ? [`      <system-out>${xml(lines.join("\n"))}</system-out>`] : []),
  ]);
}

/** A test case. */
export function element(className: string, name: string, content: readonly string[]): string {
  const start = `    <testcase classname="${xml(className)}" name="${xml(name)}"`;
  return content.length === 0 ? `${start}/>` : `${start}>\n${content.join("\n")}\n    </testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML 1.0 has no way to write control characters: they are left out. */
export function xml(text: string): string {
  return [...text]
    .filter((character) => character >= " " || "\t\n\r".includes(character))
    .filter((character) => !"\ufffe\uffff".includes(character))
    .map((character) => ENTITIES[character] ?? character)
    .join("");
}
