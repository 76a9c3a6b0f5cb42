/** What the components of an environment show, as one. */
import { components } from "../../src/components";
import type { Component } from "../../src/model/component";
import type { Observed } from "../../src/model/observed";
import type { Environment } from "../../src/environment/environment";

/** Of the sections that are there. */
export function observedIn(
  { facts, sections }: Pick<Environment, "facts" | "sections">,
  among: readonly Component[] = components,
): Required<Observed> {
  const all = among.flatMap(({ name, observed }) => {
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
