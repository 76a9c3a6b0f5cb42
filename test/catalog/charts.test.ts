import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ChartName, charts, chartsSupporting } from "../../src/catalog/charts";

const names = Object.keys(charts) as ChartName[];
const recorded = join(__dirname, "../../assets/charts/values");
const source = readFileSync(join(__dirname, "../../src/catalog/charts.ts"), "utf8");

describe("the catalog of charts", () => {
  test.each(names)("pins %s exactly, in one of its own range", (name) => {
    const { version, kubernetes, repository } = charts[name];

    expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(kubernetes.from).toMatch(/^1\.\d+$/);
    expect(repository).toMatch(/^(https|oci):\/\/[^ ]+$/);
  });

  test.each(names)("tells Renovate where %s comes from", (name) => {
    const { chart, repository, version } = charts[name];
    const comment = /\/\/ renovate: (?<how>.*)\n\s*version: "(?<version>[^"]+)"/g;
    const lines = [...source.matchAll(comment)].map(({ groups }) => groups as { how: string; version: string });
    const expected = repository.startsWith("oci://")
      ? `datasource=docker depName=${repository.slice("oci://".length)}/${chart}`
      : `datasource=helm registryUrl=${repository} depName=${chart}`;

    expect(lines).toContainEqual({ how: expected, version });
  });

  test("supports a minor only where the chart's range holds it", () => {
    expect(chartsSupporting("1.34")).toEqual(names);
    expect(chartsSupporting("1.11")).toEqual([]);
    expect(chartsSupporting("1.99")).not.toContain("cert-manager");
    expect(chartsSupporting("latest")).toEqual([]);
  });
});

describe("the recorded chart values", () => {
  test.each(names)("of %s are those of its version", (name) => {
    const [heading] = readFileSync(join(recorded, `${name}.txt`), "utf8").split("\n");

    expect(heading).toMatch(new RegExp(`^# ${name} ${charts[name].version.replaceAll(".", "\\.")}: `));
  });

  test("belong to charts of the catalog", () => {
    const files = readdirSync(recorded).filter((file) => file.endsWith(".txt"));

    expect(files.map((file) => file.replace(".txt", "")).sort()).toEqual([...names].sort());
  });
});
