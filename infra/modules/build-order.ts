/** The order in which components are built within a tier: each after those it names. */
import type { Component, Tier } from "../../src/model/component";
import type { Environment } from "../../src/environment/environment";
import { JangadaError } from "../../src/errors";

/** The components with a section in the environment and something to build in the tier, dependencies first. */
export function inBuildOrder(all: readonly Component[], tier: Tier, environment: Environment): readonly Component[] {
  const buildable = all.filter(
    (component) => component.build[tier] && environment.sections[component.name] !== undefined,
  );
  const byName = new Map(buildable.map((component) => [component.name, component]));
  const ordered: Component[] = [];
  const state = new Map<string, "visiting" | "done">();
  const visit = (component: Component, ancestors: readonly string[]): void => {
    if (state.get(component.name) === "done") return;
    if (state.get(component.name) === "visiting") {
      throw new JangadaError({
        code: "COMPONENT_CYCLE",
        message: `Components wait for each other: ${[...ancestors, component.name].join(" -> ")}.`,
        remedy: "Remove one of these names from an `after` list.",
      });
    }
    state.set(component.name, "visiting");
    for (const name of component.after ?? []) {
      const earlier = byName.get(name);
      if (earlier) visit(earlier, [...ancestors, component.name]);
    }
    state.set(component.name, "done");
    ordered.push(component);
  };
  for (const component of buildable) visit(component, []);
  return ordered;
}
