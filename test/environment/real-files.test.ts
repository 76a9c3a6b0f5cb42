/** The environment files of the repository and the fixtures load with the real components. */
import * as path from "node:path";
import { loadEnvironments, loadText } from "../../src/environment/load";
import { formatProblem } from "../../src/errors";
import { DEV } from "../helpers/environments";

const root = path.resolve(__dirname, "../..");
const at = (...parts: readonly string[]): string => path.join(root, ...parts);

describe("the environment files", () => {
  test.each(["infra/environments", "test/fixtures/environments"])("in %s are right", (directory) => {
    const { environments, broken, problems } = loadEnvironments(at(directory), { root });

    expect([...problems, ...broken.flatMap((each) => each.problems)].map(formatProblem)).toEqual([]);
    expect(environments.length).toBeGreaterThan(0);
    expect(environments.flatMap((environment) => environment.warnings)).toEqual([]);
  });

  test("the smallest has about ten lines", () => {
    const lines = DEV.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));

    expect(lines.length).toBeLessThanOrEqual(12);
  });

  test("the profile gives it all sections that a platform has to have", () => {
    const { environment } = loadText(DEV, "environment.yaml", { folder: "dev" });

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
