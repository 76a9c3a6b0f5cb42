/** What the components of an environment show, as one. */
import type { Component, SectionContext } from "../model/component";
import type { Observed } from "../model/observed";
import { observedForTarget } from "../model/target-parts";

/** Of the sections that are there. */
export function observedIn(
  { facts, sections }: Pick<SectionContext, "facts" | "sections">,
  components: readonly Component[],
): Required<Observed> {
  const all = components.flatMap((component) => {
    const section = sections[component.name];
    return section === undefined ? [] : observedForTarget(component, section, { facts, sections });
  });
  return {
    pods: all.flatMap(({ pods = [] }) => pods),
    exporters: all.flatMap(({ exporters = [] }) => exporters),
    alerts: all.flatMap(({ alerts = [] }) => alerts),
    dashboards: all.flatMap(({ dashboards = [] }) => dashboards),
  };
}
