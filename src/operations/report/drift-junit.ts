/** A drift check as JUnit XML: a suite for each environment, a case for each stack; one that drifted fails. */
import type { CheckedStack, DriftResult } from "../drift/drift-result";
import { type CheckedHost, describeDifferences, isJudged, whyNotJudged } from "../drift/hosts";
import { describeAttribute, describeFinding } from "./drift-words";
import { element, xml } from "./junit";

export function renderDriftJunit(result: DriftResult): string {
  const { stacks } = result;
  const unlooked = result.unmanaged.state === "unchecked" ? 1 : 0;
  const attributes = (of: readonly CheckedStack[], machines: readonly CheckedHost[], more = 0): string => {
    const count = (is: (stack: CheckedStack) => boolean): number => of.filter(is).length;
    const hosts = (is: (host: CheckedHost) => boolean): number => machines.filter(is).length;
    const failures =
      count(({ outcome, drifted = 0 }) => outcome !== "failed" && drifted > 0) +
      hosts((host) => isJudged(host) && host.outcome === "differs");
    const errors = count(({ outcome }) => outcome === "failed") + hosts((host) => !isJudged(host));
    const skipped = count(({ outcome }) => outcome === "not-applied");
    return `tests="${of.length + machines.length + more}" failures="${failures}" errors="${errors}" skipped="${skipped + more}"`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="jangada drift" ${attributes(stacks, result.hosts, unlooked)}>`,
    ...result.environments.flatMap((environment) => {
      const own = stacks.filter((stack) => stack.environment === environment);
      const machines = result.hosts.filter((host) => host.environment === environment);
      return [
        `  <testsuite name="${xml(environment)}" ${attributes(own, machines)}>`,
        ...own.map((stack) => caseOf(result, stack)),
        ...machines.map(caseOfHost),
        "  </testsuite>",
      ];
    }),
    ...unmanagedSuite(result),
    "</testsuites>",
    "",
  ].join("\n");
}

/** What was not looked for is not what was not found. */
function unmanagedSuite({ unmanaged }: DriftResult): readonly string[] {
  if (unmanaged.state === "checked") return [];
  const skipped = `      <skipped message="${xml(`not judged: ${unmanaged.reason}`)}"/>`;
  return [
    '  <testsuite name="unmanaged objects" tests="1" failures="0" errors="0" skipped="1">',
    element("unmanaged objects", "in no state", [skipped]),
    "  </testsuite>",
  ];
}

function caseOfHost(host: CheckedHost): string {
  const differences = describeDifferences(host).join("\n");
  const error = `      <error message="not judged: could not be checked">${xml([whyNotJudged(host), differences].filter(Boolean).join("\n"))}</error>`;
  const failure = `      <failure message="drift">${xml(differences)}</failure>`;
  return element(host.environment, `host ${host.name}`, isJudged(host) ? (differences ? [failure] : []) : [error]);
}

function caseOf(result: DriftResult, stack: CheckedStack): string {
  const { name, environment, outcome, problems } = stack;
  const findings = result.findings.filter((finding) => finding.stack === name).map(describeFinding);
  const lines = [
    // A case has one verdict, and this one's is that it could not be checked; what was found all the same is told.
    ...(outcome === "failed" ? findings : []),
    ...result.pending
      .filter((change) => change.stack === name)
      .map(({ address, action }) => `not applied yet: ${action} ${address}`),
    ...result.ignored
      .filter((difference) => difference.stack === name)
      .map(
        ({ address, attribute, reason }) =>
          `ignored: ${address}: ${attribute ? describeAttribute(attribute) : "deleted outside"} (${reason})`,
      ),
  ];
  return element(environment, name, [
    ...(outcome === "failed"
      ? [
          `      <error message="not judged: could not be checked">${xml(problems.map(({ message }) => message).join("\n"))}</error>`,
        ]
      : findings.length > 0
        ? [`      <failure message="drift">${xml(findings.join("\n"))}</failure>`]
        : []),
    ...(outcome === "not-applied" ? [`      <skipped message="not applied yet"/>`] : []),
    ...(lines.length > 0 ? [`      <system-out>${xml(lines.join("\n"))}</system-out>`] : []),
  ]);
}
