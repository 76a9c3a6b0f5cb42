import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkChartValues } from "../../src/catalog/chart-values";
import { freeFormValues } from "../../src/catalog/chart-free-form";
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
    expect(chartsSupporting("1.18")).toEqual([]);
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

  test.each(names)("of %s hold every map that is said to be free-form", (name) => {
    const paths = readFileSync(join(recorded, `${name}.txt`), "utf8").split("\n");
    const free = freeFormValues[name].map((path) => path.replace(/\.\*$/, ""));

    expect(free.filter((path) => !paths.some((known) => known.startsWith(`${path}.`)))).toEqual([]);
  });
});

describe("checkChartValues", () => {
  test("finds nothing in known keys, lists, free-form maps and removed defaults", () => {
    const values = {
      deployment: { replicas: 3, podAnnotations: { "example.org/a": "b" } },
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ anything: true }],
      securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } },
      ports: { grpc: { port: 9000 } },
      service: null,
      resources: undefined,
    };

    expect(checkChartValues("traefik", values)).toEqual([]);
  });

  test("names every unknown key, with its path and the nearest known one", () => {
    const problems = checkChartValues("cert-manager", { replicas: 2, webhook: { replicacount: 2, port: 1 } });

    expect(problems).toEqual([
      { path: ["replicas"], message: "The chart 'cert-manager' has no value 'replicas'." },
      {
        path: ["webhook", "replicacount"],
        message: "'webhook' of the chart 'cert-manager' has no value 'replicacount'.",
        nearest: "webhook.replicaCount",
      },
      { path: ["webhook", "port"], message: "'webhook' of the chart 'cert-manager' has no value 'port'." },
    ]);
  });

  test("checks the chart's own entry points, and leaves those of the user alone", () => {
    expect(checkChartValues("traefik", { ports: { web: { prt: 1 }, mine: { prt: 1 } } })).toMatchObject([
      { path: ["ports", "web", "prt"], nearest: "ports.web.port" },
    ]);
  });

  test("tells a map from a value", () => {
    expect(checkChartValues("traefik", { deployment: 3, image: { tag: { a: 1 } } })).toEqual([
      { path: ["deployment"], message: "'deployment' of the chart 'traefik' is a map." },
      { path: ["image", "tag"], message: "'image.tag' of the chart 'traefik' is not a map." },
    ]);
  });

  test("takes keys of every object's prototype for unknown", () => {
    expect(
      checkChartValues("traefik", JSON.parse('{"constructor": 1, "__proto__": {"a": 1}}') as object),
    ).toMatchObject([{ path: ["constructor"] }, { path: ["__proto__"] }]);
  });
});
