/** Reads the section of one component, and runs the components' own checks. */
import type { Component, EnvironmentFacts, SectionContext } from "../model/component";
import { checksForTarget } from "../model/target-parts";
import { describeIssues, parseOptions } from "./describe-issue";
import type { Finding } from "./finding";
import { sectionDefaults, mergeSectionDefaults } from "./merge";
import { parseSection } from "./parse-section";
import type { Path } from "./path";

export interface ReadSection {
  readonly component: Component;
  /** Undefined if the section is left out, or not right. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/**
 * Puts the profile's defaults under what is given, and checks the whole against the section's schema. A section that the file
 * leaves out (or leaves empty) is there all the same if the component is `filledIn`, and the profile's defaults alone make a
 * complete one.
 */
export function readSection(
  component: Component,
  given: unknown,
  facts: EnvironmentFacts,
  written: (path: Path) => string | undefined,
): ReadSection {
  const present = given !== undefined && given !== null;
  if (!present && !component.filledIn) return { component, value: undefined, findings: [] };
  const { schema } = component.rules();
  const data = mergeSectionDefaults(present ? given : undefined, defaultsOf(component, facts, given));
  const parsed = parseSection(schema, data, parseOptions);
  if (parsed.success) return { component, value: parsed.data ?? undefined, findings: [] };
  if (!present) return { component, value: undefined, findings: [] };
  const findings = describeIssues(parsed.error.issues, {
    schema,
    data,
    base: [component.name],
    written,
  });
  return { component, value: undefined, findings };
}

/** A component may trip over what no schema has checked yet; then its defaults for an empty section must do. */
function defaultsOf(component: Component, facts: EnvironmentFacts, given: unknown): unknown {
  if (typeof given !== "object" || given === null) return sectionDefaults(component, facts, {});
  try {
    return sectionDefaults(component, facts, given as Readonly<Record<string, unknown>>);
  } catch {
    return sectionDefaults(component, facts, {});
  }
}

/**
 * The components' checks across fields and sections. `doubtful`: other problems are known already, so that a section that a
 * check relies on may be missing; a check that fails for that reason has nothing to say.
 */
export function checkSections(
  sections: readonly ReadSection[],
  context: SectionContext,
  doubtful: boolean,
): { readonly findings: readonly Finding[]; readonly warnings: readonly Finding[] } {
  const problems = sections.flatMap(({ component, value }) => {
    try {
      const problems = checksForTarget(component, value, context);
      return problems.map(({ fromTop, ...problem }) => ({
        ...problem,
        path: fromTop ? problem.path : [component.name, ...problem.path],
      }));
    } catch (error) {
      if (doubtful) return [];
      throw error;
    }
  });
  const ofSeverity = (warning: boolean): readonly Finding[] =>
    problems
      .filter(({ severity }) => (severity === "warning") === warning)
      .map(({ severity: _, ...finding }): Finding => finding);
  return { findings: ofSeverity(false), warnings: ofSeverity(true) };
}
