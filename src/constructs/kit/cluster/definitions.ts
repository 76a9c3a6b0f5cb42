/**
 * The definitions of custom resources of a chart that keeps them in its `crds/` folder. Helm installs that folder and never
 * upgrades it; as a release of their own they are raised with the catalog's version like everything else. They are a chart in
 * a folder and not values: values are megabytes of text that every plan, review and state would carry.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, type ITerraformDependable, TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { ChartName } from "../../../catalog/charts";
import { packageFile } from "../assets";
import type { KubernetesObject } from "./kubernetes-object";
import { DEFAULT_TIMEOUT_SECONDS, RELEASE_SETTINGS } from "./release-settings";
import { valuesText } from "./values-text";

export interface DefinitionsProps {
  /** A chart whose definitions are recorded in `assets/charts/definitions`. */
  readonly chart: ChartName;
  /** Where Helm keeps the release. */
  readonly namespace: string;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A release of definitions. They stay when it goes: with them would go every object of their kinds. It takes over those that the
 * cluster has already, be it from the chart's own `crds/` directory, which Helm installs and does not own, or by anybody's hand.
 */
export class Definitions extends Construct {
  public readonly release: Release;

  constructor(scope: Construct, id: string, props: DefinitionsProps) {
    super(scope, id);
    const chart = chartOf(TerraformStack.of(this), props.chart);
    this.release = new Release(this, "Resource", {
      ...RELEASE_SETTINGS,
      name: `${props.chart}-crds`,
      namespace: props.namespace,
      chart: `./${chart.path}`,
      takeOwnership: true,
      timeout: DEFAULT_TIMEOUT_SECONDS,
      values: [valuesText({ definitions: summaryOf(recordedDefinitions(props.chart)) })],
      dependsOn: props.dependsOn ? [...props.dependsOn] : undefined,
    });
    this.node.defaultChild = this.release;
  }
}

/** A definition, as far as one reads it here. */
export interface RecordedDefinition extends KubernetesObject {
  readonly spec: { readonly versions: readonly { readonly name: string; readonly served: boolean }[] };
}

/** As `npm run record-crds` wrote them: a line each. */
export function recordedDefinitions(chart: ChartName): readonly RecordedDefinition[] {
  const text = readFileSync(packageFile("assets", "charts", "definitions", chart, "definitions.yaml"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as RecordedDefinition);
}

/** What a plan shows of them, by name. The chart has no values: these are for those who read plans and reviews. */
function summaryOf(definitions: readonly RecordedDefinition[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    definitions.map((definition) => [
      definition.metadata.name,
      {
        served: definition.spec.versions.filter(({ served }) => served).map(({ name }) => name),
        digest: createHash("sha256").update(JSON.stringify(definition)).digest("hex").slice(0, DIGEST_LENGTH),
      },
    ]),
  );
}

/** Of a SHA-256 in hexadecimal: to tell two texts apart, not to prove anything. */
const DIGEST_LENGTH = 16;

function chartOf(stack: TerraformStack, chart: ChartName): TerraformAsset {
  const id = `${chart}-crds-chart`;
  const existing = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  const path = packageFile("assets", "charts", "definitions", chart);
  return existing ?? new TerraformAsset(stack, id, { path, type: AssetType.DIRECTORY });
}
