/**
 * Records the definitions of custom resources of a chart: `npm run record-crds -- <chart> <folder> "<source>"`. `<folder>` is the
 * unpacked chart at exactly the catalog's version, `<source>` says where it is from. Descriptions are left out: they would be
 * most of what every plan of a new environment shows.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseAllDocuments } from "yaml";
import { charts, type ChartName } from "../src/catalog/charts";

interface Definition {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [field: string]: unknown;
}

function main([chart = "", folder = "", source = ""]: readonly string[]): void {
  if (!(chart in charts) || !existsSync(path.join(folder, "crds")) || source === "") {
    throw new Error('use: npm run record-crds -- <chart of the catalog> <folder of the chart> "<source>"');
  }
  const { version } = charts[chart as ChartName];
  const definitions = readdirSync(path.join(folder, "crds"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(folder, "crds", file), "utf8")))
    .map((document) => withoutDescriptions(document.toJS() as Definition | null))
    .filter((definition): definition is Definition => definition?.kind === "CustomResourceDefinition");
  const file = path.join(__dirname, "..", "assets", "charts", "crds", `${chart}.json`);
  writeFileSync(file, `${JSON.stringify({ source: `${chart} ${version}: crds/ of ${source}`, definitions })}\n`);
}

/** A field of a schema may be called `description`: then it is an object. */
function withoutDescriptions<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutDescriptions) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "description" || typeof inner !== "string")
      .map(([key, inner]) => [key, withoutDescriptions<unknown>(inner)]),
  ) as T;
}

main(process.argv.slice(2));
