/** The order in which components are built within a tier: each after those that provide what it requires. */
import type { Component, Tier } from "../../src/model/component";
import { buildsIn, predecessorsOf } from "../../src/model/dependencies";
import type { Environment } from "../../src/environment/environment";
import { JangadaError } from "../../src/errors";

/** The components with a section in the environment and something to build in the tier, dependencies first. */
export function inBuildOrder(all: readonly Component[], tier: Tier, environment: Environment): readonly Component[] {
  return orderComponents(
    all,
    all.filter(
      (component) =>
        buildsIn(component, tier, environment.facts.target) && environment.sections[component.name] !== undefined,
    ),
  );
}

/**
 * Some of the components, each after those that it needs; otherwise as they are listed.
 * @throws JangadaError COMPONENT_CYCLE
 */
export function orderComponents(all: readonly Component[], some: readonly Component[]): readonly Component[] {
  const byName = new Map(some.map((component) => [component.name, component]));
  const ordered: Component[] = [];
  const state = new Map<string, "visiting" | "done">();
  const visit = (component: Component, ancestors: readonly string[]): void => {
    if (state.get(component.name) === "done") return;
    if (state.get(component.name) === "visiting") {
      throw new JangadaError({
        code: "COMPONENT_CYCLE",
        message: `Components wait for each other: ${[...ancestors, component.name].join(" -> ")}.`,
        remedy: "Remove one of these from what the other `requires`, or from its `after` list.",
      });
    }
    state.set(component.name, "visiting");
    for (const name of predecessorsOf(all, component)) {
      const earlier = byName.get(name);
      if (earlier) visit(earlier, [...ancestors, component.name]);
    }
    state.set(component.name, "done");
    ordered.push(component);
  };
  for (const component of some) visit(component, []);
  return ordered;
}
