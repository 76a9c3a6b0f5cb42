/**
 * Records the definitions of custom resources of a chart as a chart of their own: `npm run record-crds -- <chart> <folder>
 * "<source>"`. `<folder>` is the unpacked chart at exactly the catalog's version, `<source>` says where it is from. Descriptions
 * are left out: they would be most of what Helm keeps of the release, which may not be more than a Secret holds.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { charts, type ChartName } from "../src/catalog/charts";

interface Definition {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** Helm hands the file through as it is: what stands in a definition is no template. */
const TEMPLATE = '{{ .Files.Get "definitions.yaml" }}\n';

function main([chart = "", folder = "", source = ""]: readonly string[]): void {
  if (!(chart in charts) || !existsSync(path.join(folder, "crds")) || source === "") {
    throw new Error('use: npm run record-crds -- <chart of the catalog> <folder of the chart> "<source>"');
  }
  const { version, appVersion } = charts[chart as ChartName];
  const found = (parse(readFileSync(path.join(folder, "Chart.yaml"), "utf8")) as { version: string }).version;
  if (found.replace(/^v/, "") !== version.replace(/^v/, "")) {
    throw new Error(`${folder} is version ${found}; the catalog pins ${version}.`);
  }
  const target = path.join(__dirname, "..", "assets", "charts", "definitions", chart);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.join(target, "templates"), { recursive: true });
  const about = {
    apiVersion: "v2",
    name: `${chart}-crds`,
    description: `Definitions of custom resources, from crds/ of ${source}. Written by npm run record-crds.`,
    type: "application",
    version,
    appVersion,
  };
  const lines = Object.entries(about).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  writeFileSync(path.join(target, "Chart.yaml"), lines.join(""));
  writeFileSync(path.join(target, "templates", "definitions.yaml"), TEMPLATE);
  const documents = definitionsIn(path.join(folder, "crds")).map(
    (definition) => `---\n${JSON.stringify(definition)}\n`,
  );
  writeFileSync(path.join(target, "definitions.yaml"), documents.join(""));
}

function definitionsIn(folder: string): readonly Definition[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(folder, file), "utf8")))
    .map((document) => withoutDescriptions(document.toJS() as Definition | null))
    .filter((definition): definition is Definition => definition?.kind === "CustomResourceDefinition")
    .map(kept)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** A definition stays when its release goes, or no longer names it: with it would go every object of its kind. */
function kept(definition: Definition): Definition {
  const annotations = { ...definition.metadata.annotations, "helm.sh/resource-policy": "keep" };
  return { ...definition, metadata: { ...definition.metadata, annotations } };
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
