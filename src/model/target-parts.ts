/** What a component says on a target: what holds everywhere, and what the target adds to it. */
import type { Component, EnvironmentFacts, SectionContext, SectionProblem, TargetPart, VersionUse } from "./component";
import type { Existing } from "./existing";

const partsOn = (component: Component, { target }: Pick<EnvironmentFacts, "target">): readonly TargetPart[] => {
  const added = component.targets?.[target];
  return added ? [component, added] : [component];
};

/** The defaults that count, the more general first. */
export function defaultsOn(
  component: Component,
  facts: EnvironmentFacts,
  given: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  return partsOn(component, facts).flatMap((part) => (part.defaults ? [part.defaults(facts, given)] : []));
}

export function checksOn(component: Component, section: unknown, context: SectionContext): readonly SectionProblem[] {
  return partsOn(component, context.facts)
    .map((part) => part.check?.(section, context) ?? [])
    .reduce(narrowed, []);
}

/** What holds everywhere, and what a target adds: where both refuse one place, the target's word is enough, and narrower. */
export function narrowed(
  general: readonly SectionProblem[],
  special: readonly SectionProblem[],
): readonly SectionProblem[] {
  const refused = special.filter(({ severity }) => severity !== "warning");
  const places = new Set(refused.map(({ path }) => JSON.stringify(path)));
  return [...general.filter(({ path }) => !places.has(JSON.stringify(path))), ...special];
}

export function versionsOn(component: Component, section: unknown, context: SectionContext): readonly VersionUse[] {
  return partsOn(component, context.facts).flatMap((part) => part.versions?.(section, context) ?? []);
}

export function existingOn(component: Component, section: unknown, context: SectionContext): readonly Existing[] {
  return partsOn(component, context.facts).flatMap((part) => part.existing?.(section, context) ?? []);
}
