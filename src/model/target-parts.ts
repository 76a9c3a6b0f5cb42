/** What a component says on a target: what holds everywhere, and what the target adds to it. */
import type {
  Component,
  EnvironmentFacts,
  SectionContext,
  SectionProblem,
  SectionRules,
  TargetPart,
  VersionUse,
} from "./component";
import type { ExistingObject } from "./existing";
import type { Observed } from "./observed";

const partsForTarget = (
  component: Component,
  { target }: Pick<EnvironmentFacts, "target">,
): readonly (SectionRules | TargetPart)[] => {
  const rules = component.rules();
  const added = rules.targets?.[target];
  return added ? [rules, added()] : [rules];
};

/** The defaults that count, the more general first. */
export function defaultsForTarget(
  component: Component,
  facts: EnvironmentFacts,
  given: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  return partsForTarget(component, facts).flatMap((part) => (part.defaults ? [part.defaults(facts, given)] : []));
}

export function checksForTarget(
  component: Component,
  section: unknown,
  context: SectionContext,
): readonly SectionProblem[] {
  return partsForTarget(component, context.facts)
    .map((part) => part.check?.(section, context) ?? [])
    .reduce(preferTargetProblems, []);
}

/** What holds everywhere, and what a target adds: where both refuse one place, the target's word is enough, and narrower. */
export function preferTargetProblems(
  general: readonly SectionProblem[],
  special: readonly SectionProblem[],
): readonly SectionProblem[] {
  const refused = special.filter(({ severity }) => severity !== "warning");
  const places = new Set(refused.map(({ path }) => JSON.stringify(path)));
  return [...general.filter(({ path }) => !places.has(JSON.stringify(path))), ...special];
}

export function versionsForTarget(
  component: Component,
  section: unknown,
  context: SectionContext,
): readonly VersionUse[] {
  return partsForTarget(component, context.facts).flatMap((part) => part.versions?.(section, context) ?? []);
}

export function existingForTarget(
  component: Component,
  section: unknown,
  context: SectionContext,
): readonly ExistingObject[] {
  return partsForTarget(component, context.facts).flatMap((part) => part.existing?.(section, context) ?? []);
}

export function observedForTarget(
  component: Component,
  section: unknown,
  context: SectionContext,
): readonly Observed[] {
  const part = component.rules().targets?.[context.facts.target]?.();
  return [component, part].flatMap((source) => (source?.observed ? [source.observed(section, context)] : []));
}
