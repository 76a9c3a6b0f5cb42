/** YAML that is made to hurt its reader: refused by limits, without being expanded, and never by an exception. */
import { problemsOf, SMALLEST } from "./made-up";
import { load } from "./made-up";

/** Aliases that double ten times, nine at a time: a billion values, if anybody expanded them. */
const BILLION_LAUGHS = [
  "a: &a [x, x, x, x, x, x, x, x, x]",
  ...[..."bcdefghi"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`),
].join("\n");

describe("hostile YAML", () => {
  test.each<[what: string, text: string, problems: readonly string[]]>([
    ["an alias bomb", BILLION_LAUGHS, ["1:29 - ENV_YAML_LIMIT"]],
    ["an alias to itself", "a: &a [*a]", ["1:8 - ENV_YAML_LIMIT"]],
    ["a map that holds itself", "a: &a\n  b: *a", ["2:6 - ENV_YAML_LIMIT"]],
    ["too many aliases", `a: &a x\nb: [${Array(101).fill("*a").join(", ")}]`, ["2:401 - ENV_YAML_LIMIT"]],
    ["deep brackets", "[".repeat(500_000), ["1:42 - ENV_YAML_LIMIT"]],
    ["deep braces", "{a: ".repeat(200_000), ["1:165 - ENV_YAML_LIMIT"]],
    ["deep lists on one line", "- ".repeat(400_000), ["1:83 - ENV_YAML_LIMIT"]],
    ["deep explicit keys", "? ".repeat(400_000), ["1:83 - ENV_YAML_LIMIT"]],
    [
      "deep indentation",
      Array.from({ length: 1000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"),
      ["42:42 - ENV_YAML_LIMIT"],
    ],
    [
      "very many keys",
      Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join("\n"),
      ["20001:1 - ENV_YAML_LIMIT"],
    ],
    ["very many entries", `a: [${"1,".repeat(100_000)}]`, ["1:60002 - ENV_YAML_LIMIT"]],
    ["very many quotes", '"'.repeat(900_000), ["1:120001 - ENV_YAML_LIMIT"]],
    ["very many anchors", "&x ".repeat(100_000), ["1:301 - ENV_YAML_LIMIT"]],
    ["an endless value", `a: ${"x".repeat(200_000)}`, ["1:4 - ENV_YAML_LIMIT"]],
    ["a tag of another language", "a: !!python/object/apply:os.system [ls]", ["1:4 - ENV_YAML_TAG"]],
    ["a binary tag", "a: !!binary aGk=", ["1:4 - ENV_YAML_TAG"]],
    ["YAML 1.1", "%YAML 1.1\n---\nprotected: yes", ["1:1 - ENV_YAML_DIRECTIVE"]],
    ["a tag directive", "%TAG ! tag:x,2000:\n---\na: 1", ["1:1 - ENV_YAML_DIRECTIVE"]],
    ["two documents", `${SMALLEST}---\nname: prod\n`, ["8:1 - ENV_YAML_MULTIPLE_DOCUMENTS"]],
    ["a prototype key", `${SMALLEST}__proto__: {protected: false}\n`, ["8:1 - ENV_YAML_FORBIDDEN_KEY"]],
    [
      "a constructor key below",
      `${SMALLEST}sails: {values: {constructor: {prototype: {x: 1}}}}\n`,
      ["8:18 sails.values ENV_YAML_FORBIDDEN_KEY"],
    ],
    ["a merge key", `${SMALLEST}sails: {<<: {area: 2}}\n`, ["8:9 sails ENV_YAML_MERGE_KEY"]],
    ["a key twice", `${SMALLEST}owner: me\n`, ["8:1 owner ENV_YAML_DUPLICATE_KEY"]],
    ["a key twice, once in quotes", `${SMALLEST}"owner": me\n`, ["8:1 owner ENV_YAML_DUPLICATE_KEY"]],
    ["a key twice below", `${SMALLEST}sails: {area: 1, area: 2}\n`, ["8:18 sails.area ENV_YAML_DUPLICATE_KEY"]],
    ["a map as key", `${SMALLEST}? {a: b}\n: c\n`, ["8:3 - ENV_YAML_KEY"]],
    ["an empty key", `${SMALLEST}: c\n`, ["8:1 - ENV_YAML_KEY"]],
    ["an alias without anchor", `${SMALLEST}tags: {a: *b}\n`, ["8:11 tags.a ENV_YAML_ALIAS"]],
    ["a tab as indentation", "aws:\n\taccount: x\n", ["2:1 - ENV_YAML_SYNTAX"]],
    ["a bracket that is never closed", "a: [1, 2\n", ["2:1 - ENV_YAML_SYNTAX"]],
    ["a quote that is never closed", 'a: "x\n', ["2:1 - ENV_YAML_SYNTAX"]],
    ["a colon in plain text", "owner: a: b\n", ["1:8 - ENV_YAML_SYNTAX"]],
  ])("given %s, is refused", (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("given a prototype key, changes no prototype", () => {
    load(`${SMALLEST}sails: {values: {__proto__: {polluted: true}, constructor: {prototype: {polluted: true}}}}\n`);

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("given a few aliases, follows them", () => {
    const { environment } = load(`${SMALLEST}sails: {values: {a: &a [1, 2], b: *a}}\n`);

    expect(environment?.sections["sails"]).toMatchObject({ values: { a: [1, 2], b: [1, 2] } });
  });

  test("given a string tag, takes the text as it is", () => {
    expect(load(`${SMALLEST}tags: {costCenter: !!str 0042}\n`).environment?.facts.tags["costCenter"]).toBe("0042");
  });
});
