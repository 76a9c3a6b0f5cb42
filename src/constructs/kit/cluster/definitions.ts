/**
 * The definitions of custom resources of a chart that keeps them in its `crds/` folder. Helm installs that folder and never
 * upgrades it; as a release of their own they are raised with the catalog's version like everything else.
 */
import { readFileSync } from "node:fs";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ChartName } from "../../../catalog/charts";
import { packageFile } from "../assets";
import type { KubernetesObject } from "./kubernetes-object";
import { Manifests } from "./manifests";

export interface DefinitionsProps {
  /** A chart whose definitions are recorded in `assets/charts/crds`, and that skips its own (`skipCrds`). */
  readonly chart: ChartName;
  /** Where Helm keeps the release. */
  readonly namespace: string;
  readonly dependsOn?: readonly ITerraformDependable[];
}

export class Definitions extends Manifests {
  constructor(scope: Construct, id: string, props: DefinitionsProps) {
    super(scope, id, {
      releaseName: `${props.chart}-crds`,
      namespace: props.namespace,
      objects: recordedDefinitions(props.chart),
      ...(props.dependsOn ? { dependsOn: props.dependsOn } : {}),
    });
  }
}

/** As `npm run record-crds` wrote them. */
export function recordedDefinitions(chart: ChartName): readonly KubernetesObject[] {
  const text = readFileSync(packageFile("assets", "charts", "crds", `${chart}.json`), "utf8");
  return (JSON.parse(text) as { readonly definitions: readonly KubernetesObject[] }).definitions;
}
