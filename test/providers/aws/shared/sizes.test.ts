import { compareSizes } from "../../../../src/providers/aws/shared/sizes";

describe("sizes", () => {
  test.each([
    ["db.t4g.medium", "db.t4g.large", -1],
    ["m7g.large", "m7g.xlarge", -1],
    ["m7g.4xlarge", "m7g.2xlarge", 1],
    ["m7g.24xlarge", "m7g.metal", -1],
    ["m7g.xlarge", "m7g.xlarge", 0],
    ["t3.large", "m5.large", undefined],
    ["nonsense", "t3.large", undefined],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(compareSizes(a, b)).toBe(expected);
  });
});
