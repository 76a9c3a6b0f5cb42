/** Every release of every environment is held to what was recorded of its chart, and no chart of the catalog is installed by none. */
import * as fs from "node:fs";
import * as path from "node:path";
import { checkChartValues } from "../../src/catalog/chart-values";
import { type ChartName, type ChartPin, charts } from "../../src/catalog/charts";
import { synth } from "../../src/operations/synth";
import { BARE_HOSTS_CHARTS } from "../charts/bare-hosts";
import { environmentTexts } from "../charts/environments";
import { Stack } from "../constructs/observability/fixtures";
import { writeProject } from "../helpers/project";

interface Release {
  readonly environment: string;
  readonly name: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly values: object;
}

let releases: readonly Release[];

beforeAll(async () => {
  const project = writeProject(environmentTexts());
  try {
    const { stacks } = await synth({ project });
    releases = stacks.flatMap(({ name: environment, folder }) => {
      const stack = new Stack(JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as object);
      return stack.releases.map((name) => ({
        environment,
        name,
        resource: stack.release(name),
        values: stack.values(name),
      }));
    });
  } finally {
    fs.rmSync(project, { recursive: true });
  }
});

const isLocal = ({ resource }: Release): boolean => String(resource["chart"]).startsWith("./assets/");
const isOpaque = (value: unknown): boolean => typeof value === "string" && value.includes("${");

test("each is of a chart of the catalog, at its version, or of one of the project's own", () => {
  const foreign = releases
    .filter((release) => !isLocal(release))
    .filter(({ resource }) => {
      const pin = (charts as Readonly<Record<string, ChartPin>>)[String(resource["chart"])];
      return !pin || pin.version !== resource["version"] || pin.repository !== resource["repository"];
    });
  expect(foreign).toEqual([]);
});

test("each value of each is one that the chart knows, of its type", () => {
  const problems = releases
    .filter((release) => !isLocal(release))
    .flatMap(({ environment, name, resource, values }) =>
      checkChartValues(resource["chart"] as ChartName, values, { isOpaque }).map(
        ({ message }) => `${environment}/${name}: ${message}`,
      ),
    );
  expect(problems).toEqual([]);
});

test("every chart of the catalog is installed by one of them, or by a cluster of bare hosts", () => {
  const installed = new Set<string>([
    ...releases.map(({ resource }) => String(resource["chart"])),
    ...BARE_HOSTS_CHARTS,
  ]);
  expect(Object.keys(charts).filter((chart) => !installed.has(chart))).toEqual([]);
});

test("every chart has a file of expectations for what is rendered of it", () => {
  const files = fs.readdirSync(path.join(__dirname, "../charts"));
  const together: Readonly<Record<string, string>> = { "karpenter-crd": "karpenter" };
  const without = Object.keys(charts).filter((chart) => !files.includes(`${together[chart] ?? chart}.rendered.ts`));
  expect(without).toEqual([]);
});
