import { edited } from "../helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { components } from "../../src/components";
import { loadText } from "../../src/environment/load-file";
import { type Component, defineComponent, defineRules, type RenamedField } from "../../src/model/component";
import { SMALLEST } from "./made-up";

function doubled(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("This is no number.");
  return value * 2;
}

const riggingRules = defineRules({
  schema: z.strictObject({
    masts: z.array(
      z.strictObject({ name: z.string(), ropes: z.strictObject({ min: z.int(), max: z.int() }), tarred: z.boolean() }),
    ),
    aws: z.strictObject({ harbours: z.array(z.string().regex(/^h/)), keys: z.strictObject({ hold: z.string() }) }),
    colour: z.string().optional(),
  }),
  check: ({ aws }) =>
    aws.harbours.length < 2
      ? [{ path: ["aws", "harbours"], code: "TOO_FEW_HARBOURS", message: "Two are the least." }]
      : [],
  renamed: [
    { former: "harbours", now: "aws.harbours" },
    { former: "keys.hold", now: "aws.keys.hold" },
    { former: "masts.*.tar", now: "masts.*.tarred" },
    ...(["min", "max"] as const).map((side): RenamedField => ({
      former: `masts.*.${side}`,
      now: `masts.*.ropes.${side}`,
      remedy: (value, entry, { facts, sections }) =>
        `Write \`${side}: ${doubled(value)}\` for '${entry["name"] as string}' of ${facts.name} (${Object.keys(sections).length}).`,
    })),
    { former: "masters", now: "/owner" },
  ],
});

/** A section of which nearly everything was called otherwise once. */
const rigging = defineComponent({
  name: "rigging",
  rules: () => riggingRules,
  build: {},
});

const COMPONENTS = [rigging] as unknown as readonly Component[];
const OWN: readonly RenamedField[] = [{ former: "retention.days", now: "tags.days" }];

const problemsOf = (text: string) =>
  loadText(text, "dev/environment.yaml", { components: COMPONENTS, renamed: OWN, folder: "dev" }).problems;

const placesOf = (text: string): readonly string[] =>
  problemsOf(text).map(({ code, place }) => `${place?.line}:${place?.column} ${place?.path} ${code}`);

const RIGHT = `${SMALLEST}rigging:
  masts: [{ name: main, tarred: true, ropes: { min: 2, max: 4 } }]
  aws: { harbours: [h1, h2], keys: { hold: here } }
`;

test("the file of today is right", () => {
  expect(problemsOf(RIGHT)).toEqual([]);
});

describe("an old spelling is refused at its place, and nothing else is said of it", () => {
  test("what only moved: the value as it is, at its new place", () => {
    const [problem, ...others] = problemsOf(
      edited(RIGHT, "aws: { harbours: [h1, h2], ", 'harbours: [h1, "h 2"]\n  aws: { '),
    );

    expect(others).toEqual([]);
    expect(problem).toEqual({
      code: "ENV_RENAMED",
      message: "'rigging.harbours' is now 'rigging.aws.harbours'.",
      place: { file: "dev/environment.yaml", line: 10, column: 3, path: "rigging.harbours" },
      remedy: "Write `harbours: [h1, h 2]` under 'rigging.aws'.",
    });
  });

  test("what is called otherwise, in an entry of a list", () => {
    const [problem, ...others] = problemsOf(edited(RIGHT, "tarred", "tar"));

    expect(others).toEqual([]);
    expect(problem?.place).toMatchObject({ line: 9, column: 25, path: "rigging.masts[0].tar" });
    expect(problem?.remedy).toBe("Write `tarred: true` in its place.");
  });

  test("what means something else now: the component's own words, which know the environment", () => {
    const problems = problemsOf(edited(RIGHT, "ropes: { min: 2, max: 4 }", "min: 1, max: 2"));

    expect(problems.map(({ message, remedy }) => [message, remedy])).toEqual([
      ["'rigging.masts[0].min' is now 'rigging.masts[0].ropes.min'.", "Write `min: 2` for 'main' of dev (0)."],
      ["'rigging.masts[0].max' is now 'rigging.masts[0].ropes.max'.", "Write `max: 4` for 'main' of dev (0)."],
    ]);
  });

  test("of a value that the component's own words make nothing of, the new place is told", () => {
    const [problem, ...others] = problemsOf(edited(RIGHT, "ropes: { min: 2, max: 4 }", "min: many"));

    expect(others).toEqual([]);
    expect(problem?.remedy).toBe("Write 'rigging.masts[0].ropes.min' instead.");
  });

  test("one whose map held nothing else, which is not known any more either", () => {
    const problems = problemsOf(
      edited(edited(RIGHT, "  aws: {", "  keys: { hold: here }\n  aws: {"), /, keys: .* }/, " }"),
    );

    expect(problems.map(({ remedy }) => remedy)).toEqual(["Write `hold: here` under 'rigging.aws.keys'."]);
  });

  test("one that belongs at the top of the file, which lacks it", () => {
    const problems = problemsOf(
      edited(edited(RIGHT, "owner: fishers\n", ""), "  masts:", "  masters: fishers\n  masts:"),
    );

    expect(problems.map(({ code, remedy }) => [code, remedy])).toEqual([
      ["ENV_RENAMED", "Write `owner: fishers` at the top of the file."],
    ]);
  });

  test("one of the file's own keys", () => {
    expect(placesOf(`${RIGHT}retention: { days: "3" }\n`)).toEqual(["11:14 retention.days ENV_RENAMED"]);
  });

  test("one that was written empty", () => {
    const problems = problemsOf(edited(edited(RIGHT, "harbours: [h1, h2], ", ""), "  masts:", "  harbours:\n  masts:"));

    expect(problems.map(({ remedy }) => remedy)).toEqual(["Write 'rigging.aws.harbours' instead."]);
  });

  test("one whose value would be refused at its new place: one thing after the other", () => {
    expect(
      placesOf(edited(edited(RIGHT, "harbours: [h1, h2], ", ""), "  masts:", "  harbours: [x]\n  masts:")),
    ).toEqual(["9:3 rigging.harbours ENV_RENAMED"]);
  });
});

test("several are all told, and what else is wrong too", () => {
  const text = `${SMALLEST}rigging:
  harbours: [h1, h2]
  keys: { hold: here }
  colour: 3
  flag: red
  masts:
    - { name: main, tar: true, min: 1, max: 2 }
    - { name: fore, tar: false, min: 1, max: 2 }
`;

  expect(placesOf(text)).toEqual(
    [
      "9:3 rigging.harbours ENV_RENAMED",
      "10:11 rigging.keys.hold ENV_RENAMED",
      "11:11 rigging.colour ENV_TYPE",
      "12:3 rigging.flag ENV_UNKNOWN_KEY",
      ...[14, 15].flatMap((line, index) =>
        [
          [21, "tar"],
          [line === 14 ? 32 : 33, "min"],
          [line === 14 ? 40 : 41, "max"],
        ].map(([column, key]) => `${line}:${column} rigging.masts[${index}].${key} ENV_RENAMED`),
      ),
    ].map((place) => place.replace(/^(14|15):/, (_, line: string) => `${line}:`)),
  );
});

describe("an old spelling beside the new one", () => {
  test("is refused: the new one stays", () => {
    const [problem, ...others] = problemsOf(edited(RIGHT, "  masts:", "  harbours: [h1]\n  masts:"));

    expect(others).toEqual([]);
    expect(problem?.message).toBe("'rigging.harbours' is now 'rigging.aws.harbours', which is there too.");
    expect(problem?.remedy).toBe("Keep 'rigging.aws.harbours', and remove this.");
  });

  test("hides nothing of what is wrong with the new one", () => {
    expect(placesOf(edited(edited(RIGHT, "  masts:", "  harbours: [h1]\n  masts:"), "h1, h2]", "h1]"))).toEqual([
      "9:3 rigging.harbours ENV_RENAMED",
      "11:20 rigging.aws.harbours TOO_FEW_HARBOURS",
    ]);
  });
});

test("a long value is not repeated", () => {
  const long = Array.from({ length: 40 }, (_, index) => `h${index}`).join(", ");

  const [problem] = problemsOf(
    edited(edited(RIGHT, "harbours: [h1, h2], ", ""), "  masts:", `  harbours: [${long}]\n  masts:`),
  );

  expect(problem?.remedy).toBe("Write `harbours:` with what it holds under 'rigging.aws'.");
});

test("a secret in an old place is told as a secret, and not repeated", () => {
  const secret = "AKIAIOSFODNN7EXAMPLQ";

  const problems = problemsOf(
    edited(edited(RIGHT, ", keys: { hold: here }", ""), "  masts:", `  keys: { hold: ${secret} }\n  masts:`),
  );

  expect(JSON.stringify(problems)).not.toContain(secret);
  expect(problems.map(({ code }) => code)).toContain("ENV_SECRET");
});

test.each([
  "[]",
  "3",
  "{ masts: 3 }",
  "{ masts: [3] }",
  "{ masts: [{ min: x, max: [] }], aws: 3, harbours: {} }",
  "{ keys: [] }",
])("a section that is no such thing (%s) is refused, and nothing is thrown", (section) => {
  expect(problemsOf(`${SMALLEST}rigging: ${section}\n`)).not.toEqual([]);
});

test("every former spelling stands in the changelog's table", () => {
  const changelog = fs.readFileSync(path.resolve(__dirname, "../../CHANGELOG.md"), "utf8");
  const [, table = ""] = changelog.split("#### Where fields went");
  const rows = table.split("Props of constructs")[0]?.split("\n") ?? [];
  const missing = components.flatMap(({ name, rules }) =>
    (rules().renamed ?? [])
      .filter(({ former }) => {
        const key = former.split(".").at(-1) ?? "";
        return !rows.some((row) => {
          const [, before = ""] = row.split("|");
          return before.includes(`\`${name}`) && before.includes(`.${key}\``);
        });
      })
      .map(({ former }) => `${name}.${former}`),
  );

  expect(components.some(({ rules }) => rules().renamed !== undefined)).toBe(true);
  expect(missing).toEqual([]);
});
