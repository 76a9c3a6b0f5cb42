import { edited } from "../../helpers/edited";
import * as fs from "node:fs";
import { chooseEnvironments } from "../../../src/operations/selection/environments";
import { matchesGlob } from "../../../src/operations/selection/glob";
import { chooseStacks, environmentOf, tierOf } from "../../../src/operations/selection/stacks";
import { DEV, writeEnvironment, writeProject } from "../../helpers/project";
import { problemsOf } from "../../helpers/problems-of";

describe("patterns", () => {
  test.each<[string, string, boolean]>([
    ["dev", "dev", true],
    ["dev", "dev-2", false],
    ["prod-*", "prod-eu", true],
    ["prod-*", "prod", false],
    ["*", "anything", true],
    ["pr-?", "pr-7", true],
    ["pr-?", "pr-17", false],
    ["a.c", "abc", false],
    ["a+(b", "a+(b", true],
  ])("%s against %s: %s", (pattern, name, expected) => {
    expect(matchesGlob(pattern, name)).toBe(expected);
  });
});

describe("chooseEnvironments", () => {
  const named = (name: string): string => edited(DEV, "name: dev #", `name: ${name} #`);
  const project = writeProject({ dev: DEV, "prod-eu": named("prod-eu"), "prod-us": named("prod-us") });
  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

  const names = (...patterns: readonly string[]): readonly string[] =>
    chooseEnvironments({ project, patterns }).map(({ facts }) => facts.name);

  test.each<[readonly string[], readonly string[]]>([
    [[], ["dev", "prod-eu", "prod-us"]],
    [["dev"], ["dev"]],
    [["prod-*"], ["prod-eu", "prod-us"]],
    [
      ["prod-*", "prod-eu", "dev"],
      ["dev", "prod-eu", "prod-us"],
    ],
  ])("given %j, takes %j, each once", (patterns, expected) => {
    expect(names(...patterns)).toEqual(expected);
  });

  test("given a name that is not there, names the nearest; given a pattern that matches nothing, what there is", () => {
    const problems = problemsOf(() => names("prod-ue", "stage-*"));

    expect(problems.map(({ code }) => code)).toEqual(["NO_SUCH_ENVIRONMENT", "NO_SUCH_ENVIRONMENT"]);
    expect(problems[0]?.remedy).toBe("Did you mean 'prod-eu'?");
    expect(problems[1]?.remedy).toContain("dev, prod-eu, prod-us");
  });

  test("given a broken file among those chosen, says what is wrong in it; of others, nothing", () => {
    writeEnvironment(project, "qa", "name: qa\nprofile: enormous\n");

    expect(problemsOf(() => names("qa")).length).toBeGreaterThan(1);
    expect(problemsOf(() => names("dev"))).toEqual([]);
  });
});

describe("chooseStacks", () => {
  const stacks = ["dev-network", "dev-data", "prod-eu-network", "prod-eu-data"].map((name) => ({ name }));
  const environments = ["dev", "prod-eu"];
  const chosen = (...patterns: readonly string[]): readonly string[] =>
    chooseStacks(stacks, patterns, environments).map(({ name }) => name);

  test.each<[readonly string[], readonly string[]]>([
    [[], ["dev-network", "dev-data", "prod-eu-network", "prod-eu-data"]],
    [["data"], ["dev-data", "prod-eu-data"]],
    [["dev-data"], ["dev-data"]],
    [["net*"], ["dev-network", "prod-eu-network"]],
    [
      ["prod-*-data", "network"],
      ["dev-network", "prod-eu-network", "prod-eu-data"],
    ],
  ])("given %j, takes %j in their order", (patterns, expected) => {
    expect(chosen(...patterns)).toEqual(expected);
  });

  test("given a name that is not there, names the nearest, stack or tier", () => {
    expect(problemsOf(() => chosen("netwrok")).map(({ remedy }) => remedy)).toEqual(["Did you mean 'network'?"]);
    expect(problemsOf(() => chosen("dev-dtaa"))[0]?.remedy).toBe("Did you mean 'dev-data'?");
    expect(problemsOf(() => chosen("workloads"))[0]?.code).toBe("NO_SUCH_STACK");
  });

  test("given an environment whose name holds a hyphen, knows the tier", () => {
    expect(environmentOf("prod-eu-data", environments)).toBe("prod-eu");
    expect(tierOf("prod-eu-data", environments)).toBe("data");
    expect(environmentOf("own-stack", environments)).toBeUndefined();
  });
});
