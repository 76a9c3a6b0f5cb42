/** Whatever stands in the file: the answer is an environment or problems, never an exception. */
import * as fc from "fast-check";
import { stringify } from "yaml";
import { components } from "../../src/components";
import { loadText } from "../../src/environment/load-file";
import { decode } from "../../src/environment/read";
import { MADE_UP, SMALLEST } from "./made-up";

/** Loads with the made-up components and with the real ones. */
function answersOf(text: string) {
  return [MADE_UP, components].map((own) => loadText(text, "environment.yaml", { components: own }));
}

function expectAnswers(text: string): void {
  for (const { environment, problems } of answersOf(text)) {
    expect(environment === undefined).toBe(problems.length > 0);
    for (const problem of problems) {
      expect(problem.code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(problem.message).not.toBe("");
      expect(problem.place?.file).toBe("environment.yaml");
    }
  }
}

const KEYS = [
  "name",
  "target",
  "aws",
  "state",
  "tags",
  "moved",
  "sails",
  "crew",
  "nets",
  ...components.map(({ name }) => name),
];
/** Values as people get them wrong: of any kind, at any depth. */
const anything = fc.anything({
  maxDepth: 3,
  withBigInt: false,
  values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double()],
});

describe("garbage", () => {
  test.each([
    "name: {length: {}}",
    "name: {length: []}",
    "name: {length: {toString: 1}}",
    "owner: {length: {length: {}}}",
    "databases: {length: {}}",
    "databases: [{name: {length: {}}}]",
    "cluster: {pools: {length: {}}}",
    "aws: {admins: [{length: {}}]}",
    "aws: {account: {length: {}}}",
    "name: {size: {}}",
  ])("that has a length which is none never throws: %s", expectAnswers);

  test("as text never throws", () => {
    const fragment = fc.constantFrom(
      ..."[]{}:,-?!&*|>%@`'\"#\n \t",
      "- ",
      ": ",
      "a",
      "&a",
      "*a",
      "<<",
      "name",
      "\n  ",
      "---\n",
      "__proto__",
      "!!str ",
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => expectAnswers(parts.join(""))),
      { numRuns: 400 },
    );
  });

  test("as bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = decode(bytes);
        if ("text" in read) expectAnswers(read.text);
        else expect(read.findings).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  test("as values of known keys never throws", () => {
    const file = fc.dictionary(fc.constantFrom(...KEYS), anything, { maxKeys: 5 });
    fc.assert(
      fc.property(file, (data) =>
        expectAnswers(stringify(JSON.parse(JSON.stringify(data)) as unknown, { aliasDuplicateObjects: false })),
      ),
      { numRuns: 300 },
    );
  });

  test("within a file that is right otherwise never throws", () => {
    const sections = components.filter((component) => "def" in component.rules().schema);
    const garbled = fc.record({ name: fc.constantFrom(...sections.map(({ name }) => name)), value: anything });
    fc.assert(
      fc.property(garbled, ({ name, value }) => {
        expectAnswers(
          SMALLEST +
            stringify(
              { [name]: JSON.parse(JSON.stringify({ value })).value as unknown },
              { aliasDuplicateObjects: false },
            ),
        );
      }),
      { numRuns: 300 },
    );
  });
});
