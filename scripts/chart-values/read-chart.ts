/** What a chart says of its values: its own, and those of the charts that it brings along. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { ChartName } from "../../src/catalog/charts";
import { mergeValues } from "../../src/constructs/kit/cluster/merge-values";
import { recordLines, type Schema } from "./record";

export interface ChartRecord {
  readonly lines: readonly string[];
  /** Whether the chart ships a schema of its values. */
  readonly hasSchema: boolean;
}

/** The record of an unpacked chart, without its heading. */
export function recordOf(chart: ChartName, folder: string): ChartRecord {
  const file = path.join(folder, "values.schema.json");
  const schema = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Schema) : undefined;
  return { lines: recordLines(chart, defaultsIn(folder), schema), hasSchema: schema !== undefined };
}

/** Whether Helm would install something from a `crds/` folder, of the chart or of one within it. */
export function hasDefinitions(folder: string): boolean {
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
