/** What the components of an environment show, as one. */
import type { Component, SectionContext } from "../model/component";
import type { Observed } from "../model/observed";

/** Of the sections that are there. */
export function observedIn(
  { facts, sections }: Pick<SectionContext, "facts" | "sections">,
  components: readonly Component[],
): Required<Observed> {
  const all = components.flatMap(({ name, observed }) => {
    const section = sections[name];
    return observed && section !== undefined ? [observed(section, { facts, sections })] : [];
  });
  return {
    pods: all.flatMap(({ pods = [] }) => pods),
    exporters: all.flatMap(({ exporters = [] }) => exporters),
    alerts: all.flatMap(({ alerts = [] }) => alerts),
    dashboards: all.flatMap(({ dashboards = [] }) => dashboards),
  };
}
