/** Secrets at random places of random plans: none is seen in any form of output. */
import fc from "fast-check";
import { allOutputs, leaksIn } from "./leaks";
import { copiedPlan, markedPlan, type PlantedPlan, unmarkedPlan } from "./planted";

const RUNS = 150;

const holds = ({ secret, plan }: PlantedPlan): void => expect(leaksIn(allOutputs(plan), secret)).toEqual([]);

describe("a secret that is planted in a plan", () => {
  test("and marked in one place, is seen in none", () => {
    fc.assert(fc.property(markedPlan, holds), { numRuns: RUNS });
  });

  test("and marked nowhere, is seen nowhere that gives it away", () => {
    fc.assert(fc.property(unmarkedPlan, holds), { numRuns: RUNS });
  });

  test("and given away in one place, is not seen in the others", () => {
    fc.assert(fc.property(copiedPlan, holds), { numRuns: RUNS });
  });
});
