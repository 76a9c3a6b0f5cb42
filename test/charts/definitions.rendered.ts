/** The recorded definitions, held to the real charts: what stands in their `crds/` folders, and what Helm makes of the record. */
import * as path from "node:path";
import { parseAllDocuments } from "yaml";
import { type ChartName, type ChartPin, charts } from "../../src/catalog/charts";
import { recordedDefinitions } from "../../src/constructs/kit/cluster/definitions";
import { chartIn, helm } from "./helm";
import { isThere } from "./rendered";

const DEFINITIONS = path.join(__dirname, "../../assets/charts/definitions");
const all = (Object.entries(charts) as [ChartName, ChartPin][]).filter(([chart]) => isThere(chart));
const recorded = all.filter(([, { crds }]) => crds === "recorded").map(([chart]) => chart);
/** Charts that bring definitions alone need not be there: they have no folder of them. */
const others = all
  .filter(([, { crds, definitionsOnly }]) => crds !== "recorded" && !definitionsOnly)
  .map(([chart]) => chart);

/** What Helm would install from a chart's `crds/` folder, and from those of the charts within it. */
const inFolder = (chart: ChartName): readonly unknown[] =>
  // Helm prints file after file, also where none says that a document begins.
  documents(
    helm(["show", "crds", chartIn(process.env["JANGADA_CHARTS"] ?? "", chart)]).replace(/^apiVersion:/gm, "---\n$&"),
  );

test.each(recorded)(
  "the definitions of %s are those of its crds/ folder, without what is written for readers",
  (chart) => {
    const real = inFolder(chart).map(withoutDescriptions) as readonly Definition[];
    const kept = { "helm.sh/resource-policy": "keep" };

    expect(recordedDefinitions(chart)).toEqual(
      [...real]
        .filter(({ kind }) => kind === "CustomResourceDefinition")
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
        .map(({ metadata, ...rest }) => ({
          ...rest,
          metadata: { ...metadata, annotations: { ...metadata.annotations, ...kept } },
        })),
    );
  },
);

test.each(recorded)("Helm installs the recorded definitions of %s as they are", (chart) => {
  expect(documents(helm(["template", `${chart}-crds`, path.join(DEFINITIONS, chart)]))).toEqual(
    recordedDefinitions(chart),
  );
});

test.each(others)("%s leaves nothing to its crds/ folder", (chart) => {
  const { skipCrds }: ChartPin = charts[chart];
  const left = inFolder(chart).length > 0 && skipCrds !== true;

  expect(left).toBe(false);
});

interface Definition {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: object };
}

const documents = (text: string): readonly unknown[] =>
  parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter((document) => document !== null);

function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "description" || typeof inner !== "string")
      .map(([key, inner]) => [key, withoutDescriptions(inner)]),
  );
}
