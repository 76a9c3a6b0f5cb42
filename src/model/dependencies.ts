/** What components need of each other, and which cannot be together: declared, so that order and refusals follow from it. */
import { type Component, type Requirement, type SectionContext, type Tier, TIERS } from "./component";
import type { TargetName } from "./target-name";

/** The components that provide something, in the order of their list. */
export function providersOf(all: readonly Component[], what: string): readonly Component[] {
  return all.filter((component) => providedBy(component).includes(what));
}

/** All that a component provides, earlier tiers first; once, what comes in one tier or another. */
export function providedBy({ provides = {} }: Component): readonly string[] {
  return [...new Set(TIERS.flatMap((tier: Tier) => provides[tier] ?? []))];
}

/** Names of the components that are built before this one, wherever both build in a tier. */
export function predecessorsOf(all: readonly Component[], component: Component): readonly string[] {
  const providers = (component.requires ?? []).flatMap(({ what }) => providersOf(all, what).map(({ name }) => name));
  return [...new Set([...providers, ...(component.after ?? [])])].filter((name) => name !== component.name);
}

/** Whether a component has something to build in a tier of a target. */
export function buildsIn({ build, buildsOn }: Component, tier: Tier, target: TargetName): boolean {
  return build[tier] !== undefined && (buildsOn?.[tier]?.includes(target) ?? true);
}

/** A list without entries makes nothing, so it needs nothing and offers nothing. */
export function makesNothing(section: unknown): boolean {
  return section === undefined || (Array.isArray(section) && section.length === 0);
}

/** Where a section asks for what is required: paths within it. */
export function askedAt(
  { askedBy }: Requirement,
  section: unknown,
  context: SectionContext,
): readonly (readonly (string | number)[])[] {
  if (makesNothing(section)) return [];
  return askedBy ? askedBy(section, context) : [[]];
}
