import { goMatches, goPatternProblem } from "../../src/model/go-patterns";
import { loadSchema, schemaNames } from "../../src/schemas/load";
import { evaluate } from "../helpers/terraform-console";

/** Texts in which expressions of JavaScript and Go see different things. */
const TEXTS = [
  ..."a,b,A,k,K,1,_, ,\n,\r,\t,\v,\f,.,-,/,é,ſ,😀,\u00a0,\u2028,\u0085,ab,ab\n,a b,a.b,axb,{a},{\u00a0},https://a/\rb,s3://😀/".split(
    ",",
  ),
  "",
  "$LATEST",
  "sg-1\n",
  "10%",
  "a-b.c",
];

/** An expression, what it matches and what it does not. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["^[[:alpha:]_]+$", ["ab_"], ["a1", "é"]],
  ["^[^[:space:]]+$", ["ab", "\u00a0"], ["a b"]],
  ["^[[:^digit:][:punct:]]+$", ["a-", "-"], ["1"]],
  ["^[[:word:]-]$", ["_", "-"], ["é"]],
  ["(?i)^abc$", ["ABC"], ["abd"]],
  ["a(?i)b", ["aB"], ["AB"]],
  ["^(?i:a)b$", ["Ab"], ["AB"]],
  ["(?i)^s$", ["ſ", "S"], ["k"]],
  ["(?s)^a.b$", ["a\nb"], ["ab"]],
  ["(?s)^a(?-s:.)b$", ["axb"], ["a\nb"]],
  ["^a.b$", ["a\rb", "a\u2028b", "a😀b"], ["a\nb"]],
  ["^.$", ["😀", "\r"], ["\n", "ab"]],
  ["(?m)^b$", ["a\nb\nc"], ["a\rb"]],
  ["(?U)^(a+)a*$", ["aa"], ["ab"]],
  ["\\Aab\\z", ["ab"], ["ab\n", "zab"]],
  ["^ab$", ["ab"], ["ab\n"]],
  ["(\\A|,)a", ["a", ",a"], ["ba"]],
  ["^(?P<first>a)b$", ["ab"], ["b"]],
  ["^\\pL+$", ["é", "a"], ["1"]],
  ["^[\\pL\\d]+$", ["é1"], ["_"]],
  ["^\\PL$", ["1"], ["é"]],
  ["^\\p{Greek}$", ["Ω"], ["a"]],
  ["^\\p{^Greek}$", ["a"], ["Ω"]],
  ["^\\s$", [" ", "\t", "\f"], ["\v", "\u00a0", "\u2028"]],
  ["^\\S$", ["\v", "\u00a0"], [" "]],
  ["\\ba\\b", ["é a", "éa"], ["ba"]],
  ["^\\x{1F600}$", ["😀"], ["a"]],
  ["^\\Qa.b\\E$", ["a.b"], ["axb"]],
  ["^\\Qa.b", ["a.bc"], ["axb"]],
  ["^\\Q\\d\\E\\d$", ["\\d1"], ["11"]],
  ["^\\a$", ["\u0007"], ["a"]],
  ["^a{,2}$", ["a{,2}"], ["aa"]],
  ["^(a|b)*?c$", ["abc"], ["abd"]],
  ["^(a+)+$", ["a".repeat(50)], [`${"a".repeat(50)}!`]],
  ["^[a\\]b]+$", ["a]b"], ["c"]],
  ["^[]a]+$", ["]a"], ["b"]],
  ["^[^]a]$", ["b"], ["]"]],
  ['^\\{[\\w\\s:\\{\\}\\[\\]\\"]*}$', ["{a}", "{a b}"], ["a", "{\u00a0}"]],
];

/** What is no expression of Go's, though JavaScript takes most of them. */
const REFUSED: readonly (readonly [string, string])[] = [
  ["(", "missing closing ): `(`"],
  ["a)", "unexpected ): `a)`"],
  ["[a", "missing closing ]: `[a`"],
  ["a(?=b)", "invalid or unsupported Perl syntax: `(?=`"],
  ["a(?!b)", "invalid or unsupported Perl syntax: `(?!`"],
  ["(a)\\1", "invalid escape sequence: `\\1`"],
  ["\\C", "invalid escape sequence: `\\C`"],
  ["a\\Z", "invalid escape sequence: `\\Z`"],
  ["\\cA", "invalid escape sequence: `\\c`"],
  ["\\u0061", "invalid escape sequence: `\\u`"],
  ["[[:foo:]]", "invalid character class range: `[:foo:]`"],
  ["a**", "invalid nested repetition operator: `**`"],
  ["a{1001}", "invalid repeat count: `{1001}`"],
  ["*", "missing argument to repetition operator: `*`"],
  ["[z-a]", "invalid character class range: `z-a`"],
];

const shipped = (): readonly string[] => {
  const patterns = schemaNames().flatMap((name) => [
    ...JSON.stringify(loadSchema(name)).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g),
  ]);
  return [...new Set(patterns.map(([, pattern]) => JSON.parse(pattern as string) as string))];
};

type Case = readonly [pattern: string, text: string];

/** What Terraform's own function says, which is Go's engine: no match is an error, and so is what is no expression. */
function terraformSays(cases: readonly Case[]): readonly boolean[] {
  const [said] = evaluate(['[for c in jsondecode(file("cases.json")) : can(regex(c[0], c[1]))]'], {
    "cases.json": JSON.stringify(cases),
  });
  return said as readonly boolean[];
}

describe("Go's expressions", () => {
  test.each(CASES)("%j", (pattern, matching, others) => {
    expect(matching.filter((text) => !goMatches(pattern, text))).toEqual([]);
    expect(others.filter((text) => goMatches(pattern, text))).toEqual([]);
    expect(goPatternProblem(pattern)).toBeUndefined();
  });

  test.each(REFUSED)("%j is none: %s", (pattern, problem) => {
    expect(goPatternProblem(pattern)).toBe(`error parsing regexp: ${problem}`);
    expect(() => goMatches(pattern, "")).toThrow(problem);
  });

  test("that the schemas hold are all of them", () => {
    expect(shipped().length).toBeGreaterThan(20);
    expect(shipped().filter((pattern) => goPatternProblem(pattern) !== undefined)).toEqual([]);
  });

  test("match what Terraform says", () => {
    const cases: readonly Case[] = [
      ...CASES.flatMap(([pattern, matching, others]) => [...matching, ...others].map((text): Case => [pattern, text])),
      ...shipped().flatMap((pattern) => TEXTS.map((text): Case => [pattern, text])),
      ...REFUSED.map(([pattern]): Case => [pattern, "a"]),
    ];

    const said = terraformSays(cases);

    const wrong = cases.filter(
      ([pattern, text], index) => said[index] !== (goPatternProblem(pattern) === undefined && goMatches(pattern, text)),
    );
    expect(wrong).toEqual([]);
  });
});
