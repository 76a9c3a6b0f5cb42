import { Token } from "cdktf";
import { physicalName } from "../../../../src/constructs/kit/cdktf/names";

describe("physicalName", () => {
  it("joins the parts that say something", () => {
    expect(physicalName(["dev", "", "orders"], 63)).toBe("dev-orders");
  });

  it("keeps two long names apart that begin alike, within the limit", () => {
    const long = "a".repeat(60);
    const first = physicalName([long, "one"], 32);
    const second = physicalName([long, "two"], 32);
    expect(first).toHaveLength(32);
    expect(second).toHaveLength(32);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^a+-[0-9a-f]{6}$/);
  });

  it("gives the same name every time", () => {
    expect(physicalName(["environment", "x".repeat(80)], 40)).toBe(physicalName(["environment", "x".repeat(80)], 40));
  });

  it("never ends the readable part in two hyphens", () => {
    expect(physicalName(["abcd", "efghijkl"], 12)).toMatch(/^abcd-[0-9a-f]{6}$/);
  });

  it("never cuts behind a dot, where neither Kubernetes nor Helm take a hyphen", () => {
    expect(physicalName(["abcd.efghijkl"], 12)).toMatch(/^abcd-[0-9a-f]{6}$/);
    expect(physicalName(["abc.-.efghijkl"], 13)).toMatch(/^abc-[0-9a-f]{6}$/);
  });

  it("refuses a token, which might be cut in half", () => {
    expect(() => physicalName(["dev", Token.asString({ unresolved: true })], 63)).toThrow(TypeError);
  });

  it("refuses a limit without room for a name", () => {
    expect(() => physicalName(["abcdefghij"], 7)).toThrow(RangeError);
  });
});
