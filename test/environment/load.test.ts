import { edited } from "../helpers/edited";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { loadEnvironments } from "../../src/environment/load";
import { MADE_UP, SMALLEST } from "./made-up";

/** A folder of environment files; `undefined` makes a folder without one. */
function folder(files: Readonly<Record<string, string | undefined>>): string {
  const root = mkdtempSync(path.join(tmpdir(), "environments-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(root, name));
    if (text !== undefined) writeFileSync(path.join(root, name, "environment.yaml"), text);
  }
  return root;
}
const named = (name: string): string => edited(SMALLEST, "dev", name);

function load(files: Readonly<Record<string, string | undefined>>) {
  const root = folder(files);
  const { environments, broken, problems } = loadEnvironments(root, { components: MADE_UP, root });
  return {
    good: environments.map((environment) => environment.facts.name),
    broken: broken.map(({ name, problems: own }) => [
      name,
      ...own.map((problem) => `${problem.place?.file}: ${problem.code}`),
    ]),
    problems,
  };
}

describe("loadEnvironments", () => {
  test("given several environments, loads all, by name", () => {
    expect(load({ qa: named("qa"), dev: named("dev") })).toEqual({ good: ["dev", "qa"], broken: [], problems: [] });
  });

  test("given a broken one, loads the others and tells what is wrong with it", () => {
    expect(load({ dev: named("dev"), prod: "name: prod\ntarget: [" })).toEqual({
      good: ["dev"],
      broken: [["prod", "prod/environment.yaml: ENV_YAML_SYNTAX"]],
      problems: [],
    });
  });

  test("given the names of some, reads no other, and still sees what the others are called", () => {
    const root = folder({ dev: named("dev"), "dev-eu": named("dev-eu"), prod: "name: prod\ntarget: [" });
    const read = (...only: readonly string[]) => loadEnvironments(root, { components: MADE_UP, root, only });

    expect(read("dev")).toMatchObject({ environments: [{ facts: { name: "dev" } }], broken: [], problems: [] });
    expect(read("dev-eu")).toMatchObject({ environments: [], broken: [{ problems: [{ code: "ENV_NAME_PREFIX" }] }] });
    expect(read("qa")).toEqual({ environments: [], broken: [], problems: [] });
  });

  test("given a folder without a file, tells so", () => {
    expect(load({ dev: named("dev"), qa: undefined }).broken).toEqual([
      ["qa", "qa/environment.yaml: ENV_FILE_UNREADABLE"],
    ]);
  });

  test.each([
    ["both are right", named("dev")],
    ["the shorter is broken", "name: ["],
  ])("given a name that begins with another and a hyphen, refuses the longer, where %s", (_, dev) => {
    const loaded = load({ dev, "dev-eu": named("dev-eu"), device: named("device") });

    expect(loaded.good).toContain("device");
    expect(loaded.good).not.toContain("dev-eu");
    expect(loaded.broken).toContainEqual(["dev-eu", "dev-eu/environment.yaml: ENV_NAME_PREFIX"]);
  });

  test("given a hyphen prefix, names the pattern that would take both, and a name that would do", () => {
    const root = folder({ dev: named("dev"), "dev-eu": named("dev-eu") });

    expect(loadEnvironments(root, { components: MADE_UP, root }).broken[0]?.problems).toEqual([
      {
        code: "ENV_NAME_PREFIX",
        message:
          "'dev-eu' begins with 'dev-', and 'dev' is an environment too: `cdktf deploy 'dev-*'` would deploy both.",
        place: { file: path.join("dev-eu", "environment.yaml"), line: 1, column: 1, path: "name" },
        remedy: "Choose a name that does not begin with 'dev-', such as 'eu-dev'.",
      },
    ]);
  });

  test("given files and hidden folders beside them, ignores those", () => {
    const root = folder({ dev: named("dev"), ".git": undefined });
    writeFileSync(path.join(root, "README.md"), "x");

    expect(loadEnvironments(root, { components: MADE_UP }).broken).toEqual([]);
  });

  test("given no folder, tells so", () => {
    const { environments, problems } = loadEnvironments(path.join(tmpdir(), "no", "such", "folder"));

    expect(environments).toEqual([]);
    expect(problems).toMatchObject([{ code: "ENV_FOLDER_UNREADABLE" }]);
  });
});
