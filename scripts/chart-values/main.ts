/**
 * Records the values of a chart: `npm run record-values -- <chart> <folder> "<source>"`. `<folder>` is the unpacked chart at exactly the
 * catalog's version (`helm pull <chart> --version <version> --untar`): its values.yaml, and its values.schema.json if it ships one, are
 * read; `<source>` says where the folder is from. Of the charts within it (`charts/<name>/`), the values stand under their names, beneath
 * what the chart itself says of them, as Helm merges them. Afterwards the difference is read by a person: a path that went away, a type that became
 * narrower.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { type ChartName, type ChartPin, charts } from "../../src/catalog/charts";
import { mergeValues } from "../../src/constructs/kit/cluster/merge-values";
import { recordLines, type Schema } from "./record";

function main([chart = "", folder = "", source = ""]: readonly string[]): void {
  if (!(chart in charts) || !existsSync(path.join(folder, "values.yaml")) || source === "") {
    throw new Error('use: npm run record-values -- <chart of the catalog> <folder of the chart> "<source>"');
  }
  const name = chart as ChartName;
  const { crds, skipCrds }: ChartPin = charts[name];
  if (crds !== "recorded" && !skipCrds && hasDefinitions(folder)) {
    throw new Error(
      `${name} has a crds/ folder, which Helm never upgrades. Record it (npm run record-crds), or say skipCrds in the catalog.`,
    );
  }
  const values = defaultsIn(folder);
  const schemaFile = path.join(folder, "values.schema.json");
  const schema = existsSync(schemaFile) ? (JSON.parse(readFileSync(schemaFile, "utf8")) as Schema) : undefined;
  const heading = `# ${name} ${charts[name].version}: values.yaml${schema ? " and values.schema.json" : ""} of ${source}`;
  const file = path.join(__dirname, "..", "..", "assets", "charts", "values", `${name}.txt`);
  writeFileSync(file, [heading, ...recordLines(name, values, schema), ""].join("\n"));
}

/** Whether Helm would install something from a `crds/` folder, of the chart or of one within it. */
function hasDefinitions(folder: string): boolean {
  const within = path.join(folder, "charts");
  const charts = existsSync(within) ? readdirSync(within).map((name) => path.join(within, name)) : [];
  return existsSync(path.join(folder, "crds")) || charts.some(hasDefinitions);
}

/** A chart's defaults, with those of the charts that it brings along. */
function defaultsIn(folder: string): Record<string, unknown> {
  const own = (read(path.join(folder, "values.yaml")) ?? {}) as Record<string, unknown>;
  const { dependencies = [] } = (read(path.join(folder, "Chart.yaml")) ?? {}) as {
    dependencies?: readonly { readonly name: string; readonly alias?: string }[];
  };
  return dependencies.reduce((values, { name, alias = name }) => {
    const within = path.join(folder, "charts", name);
    return existsSync(path.join(within, "values.yaml"))
      ? mergeValues(values, { [alias]: mergeValues(defaultsIn(within), (values[alias] ?? {}) as object) })
      : values;
  }, own);
}

function read(file: string): unknown {
  return existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined;
}

main(process.argv.slice(2));
