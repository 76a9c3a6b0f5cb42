/**
 * Custom resources in a Helm release of the constant local chart. `kubernetes_manifest` would need the cluster and the
 * custom resource's definition at plan time; a release needs neither, so a new environment plans from nothing.
 */
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, type ITerraformDependable, TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { packageFile } from "../assets";
import type { KubernetesObject } from "./kubernetes-object";
import { DEFAULT_TIMEOUT_SECONDS, RELEASE_SETTINGS, releaseDependencies } from "./release-settings";
import { priorityClassesIn } from "./priority-classes";
import { valuesText } from "./values-text";

export interface ManifestsProps {
  /** Name of the Helm release; unique in its namespace. */
  readonly releaseName: string;
  /** Where Helm keeps the release, and where namespaced objects go that name no namespace. */
  readonly namespace: string;
  /** The Kubernetes objects, by which the release is one. */
  readonly objects: readonly KubernetesObject[];
  /** Seconds. @default 600 */
  readonly timeoutSeconds?: number;
  /** Whether objects that are there already become the release's, instead of being refused. @default false */
  readonly takeOwnership?: boolean;
  /** Whether the release is done when its pods are ready, and not before. @default true */
  readonly wait?: boolean;
  /** The release that brings the definitions of the objects' kinds, and whatever checks them. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Objects, applied as they are. Helm does not wait until custom resources are ready. */
export class Manifests extends Construct {
  /** What it carries. */
  public readonly objects: readonly KubernetesObject[];
  /** The local chart: one for all releases of a stack. */
  public readonly chart: TerraformAsset;
  public readonly release: Release;

  constructor(scope: Construct, id: string, props: ManifestsProps) {
    super(scope, id);
    this.objects = props.objects;
    this.chart = chartOf(TerraformStack.of(this));
    const values = valuesText({ objects: props.objects });
    this.release = new Release(this, "Resource", {
      ...RELEASE_SETTINGS,
      ...(props.wait === false ? UNAWAITED : {}),
      ...(props.takeOwnership ? { takeOwnership: true } : {}),
      name: props.releaseName,
      namespace: props.namespace,
      chart: `./${this.chart.path}`,
      timeout: props.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      values: [values],
      dependsOn: releaseDependencies(priorityClassesIn(this, values), props.dependsOn),
    });
    this.node.defaultChild = this.release;
  }
}

/** An atomic release waits whatever else is said. */
const UNAWAITED = { wait: false, waitForJobs: false, atomic: false };

const CHART = "manifests-chart";

function chartOf(stack: TerraformStack): TerraformAsset {
  const existing = stack.node.tryFindChild(CHART) as TerraformAsset | undefined;
  return (
    existing ??
    new TerraformAsset(stack, CHART, {
      path: packageFile("assets", "charts", "manifests"),
      type: AssetType.DIRECTORY,
    })
  );
}
