import * as fc from "fast-check";
import { nodesByZone, nodesOf } from "../../../src/constructs/k8s-cluster/nodes";

const zoneNames = fc
  .uniqueArray(fc.constantFrom(..."abcdef"), { minLength: 1 })
  .map((letters) => letters.map((letter) => `eu-west-1${letter}`));
const counts = fc.tuple(fc.nat(5000), fc.nat(5000)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b, 1) }));

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("the nodes of a pool, over its zones", () => {
  it("are exactly as many as the pool says, with no zone that has less at most than at least", () => {
    fc.assert(
      fc.property(counts, zoneNames, (count, zones) => {
        const each = [...nodesByZone(count, zones).values()];

        expect(sum(each.map(({ min }) => min))).toBe(count.min);
        expect(sum(each.map(({ max }) => max))).toBe(count.max);
        for (const { min, max } of each) expect(min).toBeLessThanOrEqual(max);
      }),
    );
  });

  it("differ by one at most, and a zone has never less than one whose name comes after", () => {
    fc.assert(
      fc.property(counts, zoneNames, (count, zones) => {
        const each = [...nodesByZone(count, zones)];

        expect(each.map(([zone]) => zone)).toEqual([...zones].sort());
        for (const bound of ["min", "max"] as const) {
          const numbers = each.map(([, zone]) => zone[bound]);
          expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
          expect(Math.max(...numbers) - Math.min(...numbers)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("do not depend on the order in which zones are named", () => {
    fc.assert(
      fc.property(counts, zoneNames, (count, zones) => {
        expect([...nodesByZone(count, [...zones].reverse())]).toEqual([...nodesByZone(count, zones)]);
      }),
    );
  });

  it("of numbers that were multiplied by the zones are the same in each", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), zoneNames, (min, more, zones) => {
        const whole = { min: min * zones.length, max: (min + more) * zones.length };

        for (const zone of nodesByZone(whole, zones).values()) expect(zone).toEqual({ min, max: min + more });
      }),
    );
  });

  it("are one to three in each zone where the pool does not say", () => {
    expect(nodesOf({ nodes: {} }, 3)).toEqual({ min: 3, max: 9 });
    expect(nodesOf({ nodes: { min: 0 } }, 2)).toEqual({ min: 0, max: 6 });
    expect(nodesOf({ nodes: { max: 40 } }, 2)).toEqual({ min: 2, max: 40 });
  });
});
