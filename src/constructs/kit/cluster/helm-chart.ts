/** A release of a chart of the catalog. */
import { Release } from "@cdktf/provider-helm/lib/release";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { checkChartValues } from "../../../catalog/chart-values";
import { type ChartName, type ChartPin, charts } from "../../../catalog/charts";
import { JangadaError } from "../../../errors";
import { mergeValues } from "./merge-values";
import { priorityClassesIn } from "./priority-classes";
import { DEFAULT_TIMEOUT_SECONDS, RELEASE_SETTINGS, releaseDependencies } from "./release-settings";
import { valuesText } from "./values-text";

export interface HelmChartProps {
  /** Which chart; its version is pinned in the catalog. */
  readonly chart: ChartName;
  readonly releaseName: string;
  readonly namespace: string;
  /** What the project sets. */
  readonly values: object;
  /** The user's `values`, merged last: objects key by key, lists replaced, `null` removes a chart's default. @default none */
  readonly overrides?: object;
  /** Seconds. @default 600 */
  readonly timeoutSeconds?: number;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A Helm release. */
export class HelmChart extends Construct {
  public readonly release: Release;

  /**
   * @throws JangadaError CHART_UNKNOWN_VALUE, CHART_VALUE_TYPE, CHART_VALUE_NOT_ALLOWED, CHART_VALUE_MISSING: for every value, of the project or the
   * user, that the chart does not know or does not take.
   */
  constructor(scope: Construct, id: string, props: HelmChartProps) {
    super(scope, id);
    const pin: ChartPin = charts[props.chart];
    const values = mergeValues(props.values, props.overrides ?? {});
    const problems = checkChartValues(props.chart, values, { isOpaque: (value) => Token.isUnresolved(value) });
    if (problems.length > 0) {
      throw new JangadaError(
        problems.map(({ path, ...problem }) => ({
          ...problem,
          place: { construct: this.node.path, path: `values.${path.join(".")}` },
        })),
      );
    }
    const text = valuesText(values);
    this.release = new Release(this, "Resource", {
      ...RELEASE_SETTINGS,
      name: props.releaseName,
      namespace: props.namespace,
      repository: pin.repository,
      chart: pin.chart,
      version: pin.version,
      ...(pin.skipCrds || pin.crds === "recorded" ? { skipCrds: true } : {}),
      ...(pin.definitionsOnly ? { takeOwnership: true } : {}),
      timeout: props.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      values: [text],
      dependsOn: releaseDependencies(priorityClassesIn(this, text), props.dependsOn),
    });
    this.node.defaultChild = this.release;
  }
}
