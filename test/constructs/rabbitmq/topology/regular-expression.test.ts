import { readFileSync } from "node:fs";
import { join } from "node:path";
import { regularExpressionProblem } from "../../../../src/constructs/rabbitmq/topology/regular-expression";

interface Recorded {
  readonly answers: readonly (readonly [string, boolean])[];
}

const FILE = join(__dirname, "..", "..", "..", "fixtures", "rabbitmq", "regular-expressions.json");
const { answers } = JSON.parse(readFileSync(FILE, "utf8")) as Recorded;

/** What newer Erlangs (PCRE2) refuse, and the recorded one takes for the letter itself. */
const LETTERS_WITHOUT_MEANING = ["\\i", "\\y"];
/** What is left to the broker: recursion, conditions, callouts, verbs, values out of range, and quantifiers behind an end of quoting. */
const NOT_JUDGED = /\(\?(?:R|\d|&|P>|\(|C)|\(\*|\\x\{110000\}|\\p\{Foo\}|\\400|\\E[*+?{]/;

describe("regularExpressionProblem", () => {
  test("refuses nothing that Erlang compiles", () => {
    const wrong = answers.filter(
      ([pattern, compiles]) =>
        compiles && !LETTERS_WITHOUT_MEANING.includes(pattern) && regularExpressionProblem(pattern) !== undefined,
    );
    expect(wrong).toEqual([]);
  });

  test("refuses what Erlang does not compile", () => {
    const missed = answers.filter(
      ([pattern, compiles]) =>
        !compiles && !NOT_JUDGED.test(pattern) && regularExpressionProblem(pattern) === undefined,
    );
    expect(missed).toEqual([]);
    expect(answers.filter(([, compiles]) => !compiles).length).toBeGreaterThan(200);
  });

  test.each([
    ["(", "a parenthesis is not closed"],
    ["[a", "a bracket is not closed"],
    ["a**", "a quantifier has nothing to repeat"],
    ["(?<=a+)b", "what a lookbehind looks for has no fixed length"],
    ["(a)\\2", "it refers to the group '2', which is not there"],
  ])("says why: %s", (pattern, reason) => {
    expect(regularExpressionProblem(pattern)).toBe(reason);
  });
});
