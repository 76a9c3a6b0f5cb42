/** What sections need of each other, and which cannot be together, as the components declare it. */
import type { Component, SectionContext } from "../model/component";
import { askedAt, makesNothing, providersOf } from "../model/dependencies";
import type { Addition } from "../model/target-facts";
import type { Finding } from "./finding";
import { formatPath, type Path } from "./path";
import { valueAt } from "./schema-walk";
import type { ReadSection } from "./sections";

export interface WrittenFile {
  /** What stands in the file, by section. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What the target added to it, as whole sections. */
  readonly added: Addition;
  /** Where something stands in the file, as people read it. */
  placeText(path: Path): string;
}

/** What a file lacks, at each place that asks for it, and what does not go together. */
export function dependencyFindings(
  read: readonly ReadSection[],
  context: SectionContext,
  file: WrittenFile,
): readonly Finding[] {
  return [...missingFindings(read, context, file), ...conflictFindings(read, context, file)];
}

function missingFindings(
  read: readonly ReadSection[],
  context: SectionContext,
  { data, added }: WrittenFile,
): readonly Finding[] {
  const all = read.map(({ component }) => component);
  const written = (name: string): boolean => data[name] !== undefined && data[name] !== null;
  // A section that is not right is there all the same.
  const there = new Set(
    read
      .filter(({ component, value }) => !makesNothing(value) || (value === undefined && written(component.name)))
      .map(({ component }) => component.name),
  );
  const found = read.flatMap(({ component, value }) =>
    (component.requires ?? []).flatMap((requirement) => {
      const providers = providersOf(all, requirement.what);
      if (requirement.optional || providers.some(({ name }) => there.has(name))) return [];
      const lacks = providers.map(({ name }) => name).join(" ") || requirement.what;
      return askedAt(requirement, value, context).map((path) => {
        const whole = [component.name, ...path];
        const asking = isAdded(whole, { data, added }) ? askersOf(component.name, { data, added }) : [];
        const [by = component.name] = asking;
        const finding: Finding = {
          path: asking.length > 0 ? [by] : whole,
          at: "key",
          code: "COMPONENT_MISSING",
          message: `${asking.length > 0 ? `What the target adds for ${quoted(asking)}` : `'${formatPath(whole)}'`} needs ${sectionsText(providers)}, to ${requirement.to}; the file has none.`,
          remedy: `Write ${providers.map(({ name }) => `'${name}'`).join(" or ")}, or leave out what needs it.`,
        };
        return { lacks, by, finding };
      });
    }),
  );
  // What the profile alone filled in is no reason of its own, where the file asks for the same.
  return found
    .filter(({ lacks, by }) => written(by) || !found.some((other) => other.lacks === lacks && written(other.by)))
    .map(({ finding }) => finding);
}

/** Whether it is of a thing that stands in no line. */
const isAdded = (path: Path, { data, added }: Pick<WrittenFile, "data" | "added">): boolean =>
  added[String(path[0])] !== undefined && valueAt(data, path.slice(0, 2)) === undefined;

/** The written sections that something was added to beside it, which is what it is for. */
const askersOf = (name: string, { data, added }: Pick<WrittenFile, "data" | "added">): readonly string[] =>
  Object.keys(added).filter((other) => other !== name && data[other] !== undefined);

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");

function sectionsText(providers: readonly Component[]): string {
  const names = providers.map(({ name }) => `'${name}'`);
  return names.length === 1 ? `the section ${names[0]}` : `one of the sections ${names.join(", ")}`;
}

function conflictFindings(
  read: readonly ReadSection[],
  context: SectionContext,
  { placeText }: WrittenFile,
): readonly Finding[] {
  return read.flatMap(({ component, value }) => {
    if (makesNothing(value)) return [];
    return (component.conflicts ?? []).flatMap((conflict): readonly Finding[] => {
      const other: unknown = context.sections[conflict.with];
      if (makesNothing(other)) return [];
      const met = conflict.meets ? conflict.meets(value, other, context) : { path: [], other: [] };
      if (!met) return [];
      const path = [component.name, ...met.path];
      const otherPath = [conflict.with, ...met.other];
      return [
        {
          path,
          at: "key",
          code: "COMPONENT_CONFLICT",
          message: `'${formatPath(path)}' cannot be together with '${formatPath(otherPath)}' (${placeText(otherPath)}). ${conflict.because}`,
          remedy: conflict.remedy ?? `Leave out '${formatPath(path)}' or '${formatPath(otherPath)}'.`,
        },
      ];
    });
  });
}
