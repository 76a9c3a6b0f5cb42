/** Agents of the tools that a company has beside: one of a kind each. What a section asks for, told apart by its kind. */
import type { DatadogSection } from "./datadog/section";

export type CorporateAgent = {
  readonly kind: "datadog";
  readonly section: DatadogSection;
};

export function corporateAgents({
  datadog,
}: {
  readonly datadog?: DatadogSection | undefined;
}): readonly CorporateAgent[] {
  return datadog ? [{ kind: "datadog", section: datadog }] : [];
}
