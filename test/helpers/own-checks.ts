/** The scanners' checks asked of the project's own environments on one target: each is one test, under its own ids. */
import { OWN, type OwnName, ownTarget } from "./environments";
import { type Attributes, type Resources, synthesizeOwn } from "./own-stacks";
import { SCAN_EXCEPTIONS } from "./scan-exceptions";

export type Holds = (resource: Attributes, name: string, all: Resources) => boolean;
/** What scanners call it, separated by spaces, or words of our own; the type it is asked of; what holds of each. */
export type Check = readonly [ids: string, type: string, holds: Holds];

export const is =
  (attribute: string, wanted: unknown): Holds =>
  (resource) =>
    String(resource[attribute]) === String(wanted);
export const atLeast =
  (attribute: string, least: number): Holds =>
  (resource) =>
    Number(resource[attribute]) >= least;
export const contains =
  (attribute: string, ...wanted: readonly string[]): Holds =>
  (resource) =>
    wanted.every((text) => JSON.stringify(resource[attribute] ?? "").includes(text));

/** What the scan excuses of a check, by address. */
const excused = (environment: OwnName, ids: string): readonly string[] =>
  SCAN_EXCEPTIONS.filter((one) => ids.split(" ").includes(one.check) && one.environments.includes(environment))
    .map(({ resource }) => resource)
    .sort();

/**
 * What holds of each of those that live on a target; what fails is exactly what the scan excuses.
 * @returns Every one of them, on whatever target, once the tests run.
 */
export function testOwnChecks(target: string, checks: readonly Check[]): () => Readonly<Record<OwnName, Resources>> {
  let environments: Readonly<Record<OwnName, Resources>>;
  beforeAll(async () => {
    environments = await synthesizeOwn();
  });

  describe.each(OWN.filter((name) => ownTarget(name) === target))("in %s", (environment) => {
    test.each(checks)("%s holds for every %s but what is excused", (ids, type, holds) => {
      const all = environments[environment];
      const found = Object.entries(all[type] ?? {});
      expect(found).not.toEqual([]);
      const failing = found
        .filter(([name, resource]) => !holds(resource, name, all))
        .map(([name]) => `${type}.${name}`);
      expect([...new Set(failing)].sort()).toEqual(excused(environment, ids));
    });
  });
  return () => environments;
}
