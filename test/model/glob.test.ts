import fc from "fast-check";
import { matchesGlob } from "../../src/model/glob";

test.each([
  ["dev", "dev", true],
  ["dev", "devs", false],
  ["devs", "dev", false],
  ["dev-*", "dev-a", true],
  ["dev-*", "dev-", true],
  ["dev-*", "dev", false],
  ["*-dev", "a-dev", true],
  ["*-dev", "a-dev-b", false],
  ["*", "", true],
  ["**", "a", true],
  ["", "", true],
  ["", "a", false],
  ["?", "a", true],
  ["?", "", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["*ab", "aab", true],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-c-b", false],
  ["s3:Get*", "s3:GetObject", true],
  ["a.c", "abc", false],
  ["[a]", "a", false],
  ["$(^)+|\\", "$(^)+|\\", true],
  ["*", "a\nb", true],
  ["a*", "A", false],
])("%j takes %j: %s", (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

test("where one character has no sign, a question mark is one", () => {
  expect(matchesGlob("a?*", "a?b", "*")).toBe(true);
  expect(matchesGlob("a?*", "abc", "*")).toBe(false);
});

test("is what the regular expression says", () => {
  const letters = (...from: readonly string[]): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...from), { maxLength: 9 }).map((parts) => parts.join(""));

  fc.assert(
    fc.property(letters("a", "b", "*", "?"), letters("a", "b"), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
      expect(matchesGlob(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 2_000 },
  );
});

test("many stars end, too", () => {
  expect(matchesGlob(`${"*a".repeat(30)}*b`, "a".repeat(200))).toBe(false);
  expect(matchesGlob(`${"*a".repeat(30)}*b`, `${"a".repeat(200)}b`)).toBe(true);
});
