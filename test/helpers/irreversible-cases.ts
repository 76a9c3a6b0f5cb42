/** How is tried what a service says cannot be undone. */
import type { ServiceFacts } from "../../src/model/resource-facts";
import { whyIrreversible } from "../../src/operations/drift/irreversible";

export type IrreversibleCase = readonly [
  type: string,
  attribute: string,
  real: unknown,
  wanted: unknown,
  closed: boolean,
];

/** @param source where the cloud says so */
export function describeIrreversible(
  { irreversible = [] }: ServiceFacts,
  source: RegExp,
  cases: readonly IrreversibleCase[],
): void {
  test.each(cases)("%s %s from %j to %j cannot be undone: %j", (type, attribute, real, wanted, closed) => {
    expect(whyIrreversible({ type }, { path: attribute }, real, wanted, { irreversible }) !== undefined).toBe(closed);
  });

  test("what cannot be undone has a source", () => {
    expect(irreversible.length).toBeGreaterThan(0);
    for (const entry of irreversible) expect(entry.source).toMatch(source);
  });
}
