import { edited } from "../helpers/edited";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { loadEnvironment } from "../../src/environment/load";
import { load, MADE_UP, problemsOf, SMALLEST } from "./made-up";

describe("loadText", () => {
  test("given the smallest file, fills in the rest", () => {
    const { environment, problems } = load(SMALLEST);

    expect(problems).toEqual([]);
    expect(environment?.facts).toEqual({
      name: "dev",
      target: "eks",
      profile: "minimal",
      protected: false,
      region: "eu-west-1",
      account: "012345678901",
      admins: [],
      owner: "fishers",
      tags: { environment: "dev", owner: "fishers", managedBy: "jangada" },
      file: "dev/environment.yaml",
    });
    expect(environment?.state).toEqual({ backend: "local" });
    expect(environment?.compatibility).toBe("enforce");
    expect(environment?.moved).toEqual([]);
    expect(environment?.warnings).toEqual([]);
  });

  test("given a section left out, makes it from the profile if the profile makes a whole one", () => {
    const { environment } = load(SMALLEST);

    expect(environment?.sections).toEqual({
      sails: { cloth: "cotton", area: 10, trim: { angle: 45, auto: true } },
    });
  });

  test("given an empty section, takes it as left out", () => {
    expect(load(`${SMALLEST}sails:\ncrew:\n`).environment?.sections["sails"]).toMatchObject({ area: 10 });
  });

  test("given part of a section, puts the profile's defaults under it, key by key", () => {
    const { environment } = load(`${SMALLEST}sails:\n  trim: {angle: 10}\n`.replace("minimal", "full"));

    expect(environment?.sections["sails"]).toEqual({ cloth: "cotton", area: 20, trim: { angle: 10, auto: true } });
  });

  test("given a section that is a list, puts the component's defaults under each entry", () => {
    const { environment } = load(`${SMALLEST}nets:\n  - {name: a, depth: 1}\n  - {name: b, mesh: 7, depth: 2}\n`);

    expect(environment?.sections["nets"]).toEqual([
      { name: "a", mesh: 5, depth: 1 },
      { name: "b", mesh: 7, depth: 2 },
    ]);
  });

  test.each([
    ["minimal", false],
    ["standard", true],
    ["full", true],
  ])("given the profile %s, protects: %s", (profile, expected) => {
    expect(load(edited(SMALLEST, "minimal", profile)).environment?.facts.protected).toBe(expected);
  });

  test("given no profile, takes standard", () => {
    expect(load(edited(SMALLEST, "profile: minimal\n", "")).environment?.facts.profile).toBe("standard");
  });

  test("given a protected environment with local state, warns at the state", () => {
    const { environment } = load(`${SMALLEST}protected: true\nstate: {backend: local}\n`);

    expect(environment?.warnings).toMatchObject([
      { code: "ENV_STATE_LOCAL", place: { line: 9, column: 8, path: "state" } },
    ]);
  });

  test("given S3 as state, keeps what it says", () => {
    const { environment } = load(
      `${SMALLEST}state: {backend: s3, bucket: acme-state, prefix: platform, region: us-east-1}\n`,
    );

    expect(environment?.state).toEqual({
      backend: "s3",
      bucket: "acme-state",
      prefix: "platform",
      region: "us-east-1",
    });
  });

  test("given tags, puts them beside the project's own", () => {
    expect(load(`${SMALLEST}tags: {costCenter: "0042"}\n`).environment?.facts.tags).toEqual({
      costCenter: "0042",
      environment: "dev",
      owner: "fishers",
      managedBy: "jangada",
    });
  });

  test("given many mistakes, tells all of them, in the order of the file", () => {
    const text = `name: Dev
target: eks
profil: minimal
owner: 12
aws:
  account: 012345678901
sails:
  cloth: silk
  area: 0.5
  colour: red
crew:
  fishers:
    - {name: ana, task: {kind: fish}}
    - {task: {kind: sleep}, name: Bo}
`;

    expect(problemsOf(text)).toEqual([
      "1:7 name ENV_VALUE",
      "3:1 profil ENV_UNKNOWN_KEY",
      "4:8 owner ENV_TYPE",
      "5:1 aws.region ENV_MISSING",
      "6:12 aws.account ENV_TYPE",
      "8:10 sails.cloth ENV_VALUE",
      "9:9 sails.area ENV_TYPE",
      "10:3 sails.colour ENV_UNKNOWN_KEY",
      "11:1 crew.version ENV_MISSING",
      "13:19 crew.fishers[0].task.net ENV_MISSING",
      "14:21 crew.fishers[1].task.kind ENV_VALUE",
      "14:35 crew.fishers[1].name ENV_VALUE",
    ]);
  });

  test("given a component's finding, adds file, line and column", () => {
    const fishers = Array.from(
      { length: 6 },
      (_, index) => `    - {name: f-${"abcdef"[index]}, task: {kind: steer}}\n`,
    ).join("");
    const { problems } = load(`${SMALLEST}crew:\n  version: "1.34"\n  fishers:\n${fishers}`);

    expect(problems).toEqual([
      {
        code: "TOO_MANY_FISHERS",
        message: "In 'dev', 10 square metres carry 5 fishers.",
        place: { file: "dev/environment.yaml", line: 16, column: 7, path: "crew.fishers[5]" },
        remedy: "Take fewer, or a larger sail.",
      },
    ]);
  });

  test("given a section that a check relies on with a mistake, tells that mistake only", () => {
    expect(problemsOf(`${SMALLEST}sails: {area: x}\ncrew: {version: "1.34"}\n`)).toEqual(["8:15 sails.area ENV_TYPE"]);
  });

  test("given more mistakes than anybody reads, counts the rest", () => {
    const text = SMALLEST + Array.from({ length: 250 }, (_, index) => `x${index}: 1\n`).join("");

    const { problems } = load(text);

    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toMatchObject({ code: "ENV_MORE_PROBLEMS", message: "There are 50 more problems." });
  });

  test("given Windows line ends and a byte order mark in the file, finds the same positions", () => {
    const text = `${SMALLEST}sails: {area: x}\n`.replaceAll("\n", "\r\n");

    expect(problemsOf(text)).toEqual(["8:15 sails.area ENV_TYPE"]);
  });
});

describe("the messages", () => {
  function only(text: string) {
    const { problems } = load(text);
    expect(problems).toHaveLength(1);
    return problems[0];
  }

  test("given an unknown key, name the nearest known one and all that are allowed", () => {
    expect(only(`${SMALLEST}sails: {aera: 4}\n`)).toMatchObject({
      message: "The key 'aera' is not known in 'sails'.",
      remedy: "Did you mean 'area'? Known are: area, cloth, trim, values.",
    });
  });

  test("given an unknown key that resembles nothing, name all that are allowed", () => {
    expect(only(`${SMALLEST}zanzibar: {}\n`)?.remedy).toMatch(
      /^Known are: acknowledge, aws, azure, compatibility, crew, ignoreDrift, kubeadm, moved, name, /,
    );
  });

  test("given an unknown key within the chosen kind of a union, name the keys of that kind", () => {
    expect(only(`${SMALLEST}state: {backend: local, bucket: acme-state}\n`)?.remedy).toBe("Known are: backend, path.");
  });

  test("given a value that is not allowed, name the allowed ones and what they mean", () => {
    expect(only(`${SMALLEST}sails: {cloth: silk}\n`)).toMatchObject({
      message: "'cloth' cannot be 'silk'.",
      remedy: "One of: cotton, linen. What they are made of.",
    });
  });

  test("given a number out of range, name the range", () => {
    expect(only(`${SMALLEST}sails: {area: 41}\n`)).toMatchObject({
      message: "'area' is too big: at most 40.",
      remedy: "Square metres.",
    });
  });

  test("given an account without quotes, give it back in quotes with its leading zeros", () => {
    expect(only(edited(SMALLEST, '"012345678901"', "012345678901"))).toMatchObject({
      message: "'account' must be text, but is the number 12345678901.",
      remedy: 'Write it in quotes, so that YAML makes no number or boolean of it: `account: "012345678901"`.',
      place: { line: 6, column: 12, path: "aws.account" },
    });
  });

  test("given a version without quotes, give back what was written, not what YAML made of it", () => {
    expect(only(`${SMALLEST}crew: {version: 1.30}\n`)?.remedy).toContain('`version: "1.30"`');
  });

  test("given one of the allowed texts without quotes, give it back in quotes", () => {
    const fisher = "crew: {version: '1.34', fishers: [{name: ana, task: {kind: steer}, shift: 2}]}";

    expect(only(`${SMALLEST}${fisher}\n`)).toMatchObject({
      message: "'shift' cannot be 2.",
      remedy: 'Write it in quotes, so that YAML makes no number or boolean of it: `shift: "2"`.',
    });
  });

  test("given a missing key, describe it", () => {
    expect(only(edited(SMALLEST, "owner: fishers\n", ""))).toMatchObject({
      message: "'owner' is missing.",
      remedy: "Add `owner:` - The team or person who answers for it; a tag of everything.",
      place: { line: 1, column: 1 },
    });
  });

  test("given text where a list is expected, say so", () => {
    expect(only(`${SMALLEST}moved: databases.orders\n`)?.message).toBe(
      "'moved' must be a list, but is the text 'databases.orders'.",
    );
  });

  test("given text where a list is expected, say how one is written; not of what stands in one", () => {
    const listless = `${SMALLEST}crew: {version: "1.34", fishers: ana}\n`;
    const within = `${SMALLEST}  admins: [nobody]\n`;

    expect(only(listless)?.remedy).toContain("Each entry begins with `- `.");
    expect(only(within)?.remedy).toBeDefined();
    expect(only(within)?.remedy).not.toContain("Each entry");
  });

  test("given the wrong form within a union, tell what is wrong inside", () => {
    const text = `${SMALLEST}crew: {version: "1.34", fishers: [{name: ana, task: {kind: steer}, watch: [1]}]}\n`;

    expect(only(text)).toMatchObject({ place: { path: "crew.fishers[0].watch[0]" }, code: "ENV_TYPE" });
  });
});

describe("loadEnvironment", () => {
  function write(folder: string, content: string | Buffer): string {
    const directory = path.join(mkdtempSync(path.join(tmpdir(), "environment-")), folder);
    mkdirSync(directory);
    const file = path.join(directory, "environment.yaml");
    writeFileSync(file, content);
    return file;
  }

  test("given a file, shows it relative to the root", () => {
    const file = write("dev", SMALLEST);

    const { environment, problems } = loadEnvironment(file, {
      components: MADE_UP,
      root: path.dirname(path.dirname(file)),
    });

    expect(problems).toEqual([]);
    expect(environment?.file).toBe(path.join("dev", "environment.yaml"));
  });

  test("given a file outside the root, shows it as it is", () => {
    const file = write("dev", SMALLEST);

    expect(loadEnvironment(file, { components: MADE_UP, root: "/somewhere/else" }).environment?.file).toBe(file);
  });

  test("given a name that is not its folder's, refuses it", () => {
    const { problems } = loadEnvironment(write("prod", SMALLEST), { components: MADE_UP });

    expect(problems).toMatchObject([
      {
        code: "ENV_NAME_FOLDER",
        place: { line: 1, column: 7, path: "name" },
        remedy: "Write `name: prod`, or rename the folder.",
      },
    ]);
  });

  test("given a byte order mark, ignores it", () => {
    const file = write("dev", `\uFEFF${SMALLEST}`);

    expect(loadEnvironment(file, { components: MADE_UP }).environment?.facts.name).toBe("dev");
  });

  test.each([
    ["no file", undefined, "ENV_FILE_UNREADABLE"],
    ["UTF-16", Buffer.from(SMALLEST, "utf16le"), "ENV_FILE_ENCODING"],
    ["Latin-1", Buffer.from("name: d\xe9v", "latin1"), "ENV_FILE_ENCODING"],
    ["NUL", Buffer.from("name: dev\0\n"), "ENV_FILE_ENCODING"],
    ["an empty file", "", "ENV_FILE_EMPTY"],
    ["comments only", "# nothing\n", "ENV_FILE_EMPTY"],
    ["10 MB", Buffer.alloc(10 * 1024 * 1024, "a"), "ENV_FILE_TOO_LARGE"],
  ])("given %s, refuses it", (_, content, code) => {
    const file = content === undefined ? path.join(tmpdir(), "there", "is", "none.yaml") : write("dev", content);

    expect(loadEnvironment(file, { components: MADE_UP }).problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("given a folder instead of a file, refuses it", () => {
    expect(loadEnvironment(tmpdir()).problems).toMatchObject([{ code: "ENV_FILE_UNREADABLE" }]);
  });

  test("given a control character, tells where it is", () => {
    expect(loadEnvironment(write("dev", "name: dev\ntar\u0007get: eks\n")).problems).toMatchObject([
      {
        code: "ENV_FILE_ENCODING",
        message: "The file holds the control character U+0007.",
        place: { line: 2, column: 4 },
      },
    ]);
  });
});
