import { median, ratioOf } from "../../bench/statistics";

describe("median", () => {
  test("given an odd number of values in any order, then it is the middle one", () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test("given an even number, then it is between the two in the middle", () => {
    expect(median([4, 1, 100, 2])).toBe(3);
  });

  test("given numbers of several digits, then they are sorted as numbers", () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  test("given nothing, then it says so", () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe("ratioOf", () => {
  test("given rounds in which the machine was slow, then they weigh no more than others", () => {
    // The third round was ten times slower for both.
    expect(ratioOf([2, 4, 30], [1, 2, 10])).toEqual({ median: 2, least: 2, most: 3 });
  });

  test("given rounds that are not as many, then it says so", () => {
    expect(() => ratioOf([1, 2], [1])).toThrow("2 rounds of one and 1 of the other");
  });
});
