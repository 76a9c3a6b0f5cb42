import { patternsMeet } from "../../../src/constructs/redis/patterns";
import { PRESETS } from "../../../src/constructs/redis/services";

test.each([
  ["a:*", "a:*", true],
  ["a:*", "b:*", false],
  ["a:*", "*", true],
  ["a:*", "a:b:*", true],
  ["a:*", "?:c", true],
  ["a*b", "a*c", false],
  ["*b*", "a*c", true],
  ["a", "a", true],
  ["a", "ab", false],
  ["a?", "ab", true],
  ["", "*", true],
  ["", "?", false],
  ["[ab]:*", "b:*", true],
  ["[a-c]:*", "d:*", false],
  ["[^a]:*", "a:*", false],
  ["[^a]:*", "b:*", true],
  ["[c-a]:*", "b:*", true],
  ["a**b", "ab", true],
])("%s and %s meet: %j", (one, other, meets) => {
  expect([patternsMeet(one, other), patternsMeet(other, one)]).toEqual([meets, meets]);
});

test("long patterns with many stars take no time", () => {
  expect(patternsMeet(`${"a*".repeat(100)}d`, `${"*b".repeat(100)}c`)).toBe(false);
});

test("what the presets add is no other service's by its name", () => {
  for (const { keys, channels } of Object.values(PRESETS)) {
    for (const pattern of [...keys, ...channels]) {
      for (const name of ["orders", "web", "beta", "feed"]) {
        expect([pattern, name, patternsMeet(pattern, `${name}:*`)]).toEqual([pattern, name, false]);
      }
    }
  }
});
