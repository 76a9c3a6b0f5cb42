/** Agents of the tools that a company has, beside Prometheus or in its place: one of a kind each, told apart by its kind. */
import { DATADOG_NAMESPACE } from "./datadog/names";
import type { DatadogSection } from "./datadog/section";

export type CorporateAgent = {
  readonly kind: "datadog";
  /** Where its agents run: they are let in to what serves metrics. */
  readonly namespace: string;
  readonly section: DatadogSection;
};

export function corporateAgents({
  datadog,
}: {
  readonly datadog?: DatadogSection | undefined;
}): readonly CorporateAgent[] {
  return datadog ? [{ kind: "datadog", namespace: DATADOG_NAMESPACE, section: datadog }] : [];
}
