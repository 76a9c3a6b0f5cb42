/** The environment files of the repository and the fixtures load with the real components. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { loadEnvironment, loadEnvironments } from "../../src/environment/load";
import { formatProblem } from "../../src/errors";

const root = path.resolve(__dirname, "../..");
const at = (...parts: readonly string[]): string => path.join(root, ...parts);

describe("the environment files", () => {
  test.each(["infra/environments", "test/fixtures/environments"])("in %s are right", (directory) => {
    const { environments, broken, problems } = loadEnvironments(at(directory), { root });

    expect([...problems, ...broken.flatMap((each) => each.problems)].map(formatProblem)).toEqual([]);
    expect(environments.length).toBeGreaterThan(0);
    expect(environments.flatMap((environment) => environment.warnings)).toEqual([]);
  });

  test("the one of dev has about ten lines", () => {
    const text = readFileSync(at("infra/environments/dev/environment.yaml"), "utf8");
    const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));

    expect(lines.length).toBeLessThanOrEqual(12);
  });

  test("the profile gives dev all sections", () => {
    const { environment } = loadEnvironment(at("infra/environments/dev/environment.yaml"), { root });

    expect(Object.keys(environment?.sections ?? {}).sort()).toEqual([
      "cluster",
      "databases",
      "ingress",
      "metricsServer",
      "network",
      "secrets",
    ]);
  });
});
