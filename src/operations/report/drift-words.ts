/** How drift is told in plain text: the same words in every report. */
import type { Facts } from "../../model/resource-facts";
import type { DriftedAttribute, DriftFinding, DriftResult } from "../drift/drift-result";
import { isJudged } from "../drift/hosts";
import type { Value } from "../plan-model";
import { titleOf } from "../review/describe-entry";
import { RISK_NAMES } from "./icons";

export function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return "(none)";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `allocated_storage 20 → 50`. */
export function describeAttribute({ path, before, after }: DriftedAttribute): string {
  return `${path} ${valueText(before)} → ${valueText(after)}`;
}

/** In the words of the environment file, such as "database `orders`". */
export function titleOfFinding(
  { source, component }: Pick<DriftFinding, "source" | "component">,
  facts: Pick<Facts, "fileEntries">,
): string {
  return source ? titleOf(source.path, facts) : component;
}

/** On one line. */
export function describeFinding({ kind, environment, address, attributes, severities }: DriftFinding): string {
  const risks = severities
    .filter(({ risk }) => risk !== "none")
    .map(({ risk, reason }) => `${RISK_NAMES[risk]}: ${reason}`);
  const what =
    kind === "deleted" ? "deleted outside" : `changed outside: ${attributes.map(describeAttribute).join(", ")}`;
  return [`${environment}: ${address} ${what}.`, ...risks].join(" ");
}

/** What the check comes to, in a few words: never "no drift" where something could not be looked at. */
export function verdictText({ verdict, ok }: DriftResult): string {
  switch (verdict) {
    case "drift":
      return ok ? "drift" : "drift, and not everything could be checked";
    case "not-judged":
      return "not judged: not everything could be checked";
    case "not-applied":
      return "nothing is applied yet";
    case "no-drift":
      return "no drift";
  }
}

/** `1 changed outside, 1 deleted outside, 2 not applied yet`; empty if there is nothing to tell. */
export function countsOf({ findings, pending, ignored, unmanaged, stacks, hosts }: DriftResult): readonly string[] {
  const changed = findings.filter(({ kind }) => kind === "changed").length;
  const failed = stacks.filter(({ outcome }) => outcome === "failed").length;
  const number = (count: number, what: string): readonly string[] => (count > 0 ? [`${count} ${what}`] : []);
  const different = hosts.filter(({ outcome }) => outcome === "differs").length;
  const unknown = hosts.filter((host) => !isJudged(host)).length;
  return [
    ...number(different, different === 1 ? "host differs" : "hosts differ"),
    ...number(unknown, unknown === 1 ? "host not judged" : "hosts not judged"),
    ...number(changed, "changed outside"),
    ...number(findings.length - changed, "deleted outside"),
    ...number(pending.length, "not applied yet"),
    ...number(ignored.length + hosts.reduce((sum, host) => sum + host.ignored.length, 0), "ignored"),
    ...(unmanaged.state === "checked"
      ? number(unmanaged.objects.length, "in no state")
      : ["unmanaged objects unchecked"]),
    ...number(
      failed,
      failed === 1 ? "stack not judged: it could not be checked" : "stacks not judged: they could not be checked",
    ),
  ];
}
