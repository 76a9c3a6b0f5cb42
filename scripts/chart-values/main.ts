/**
 * Records the values of a chart: `npm run record-values -- <chart> <folder> "<source>"`. `<folder>` is the unpacked chart at exactly the
 * catalog's version (`helm pull <chart> --version <version> --untar`): its values.yaml, and its values.schema.json if it ships one, are
 * read; `<source>` says where the folder is from. Of the charts within it (`charts/<name>/`), the values stand under their names, beneath
 * what the chart itself says of them, as Helm merges them. Afterwards the difference is read by a person: a path that went away, a type that became
 * narrower.
 */
import { existsSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { type ChartName, type ChartPin, charts } from "../../src/catalog/charts";
import { hasDefinitions, recordOf } from "./read-chart";

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
  const { lines, hasSchema } = recordOf(name, folder);
  const heading = `# ${name} ${charts[name].version}: values.yaml${hasSchema ? " and values.schema.json" : ""} of ${source}`;
  const file = path.join(__dirname, "..", "..", "assets", "charts", "values", `${name}.txt`);
  writeFileSync(file, [heading, ...lines, ""].join("\n"));
}

main(process.argv.slice(2));
