/** The chart that a release's arguments name. */
import { charts, type ChartPin } from "../../catalog/charts";
import type { ValueObject } from "../../rehearsal/protocol/value";
import { textOf } from "../../rehearsal/engine/attributes";
import { isLocal, readLocalChart, type LocalChart } from "./local-chart";

export interface Chart {
  readonly name: string;
  /** Undefined for a repository's chart whose version is not given: the newest one is not known here. */
  readonly version?: string;
  readonly appVersion: string;
  readonly local?: LocalChart;
}

/** The chart, or what is wrong with it in the provider's words; undefined while the arguments are not known. */
export function chartOf(state: ValueObject, worldFolder: string | undefined): Chart | string | undefined {
  const chart = textOf(state.chart);
  const repository = textOf(state.repository) || undefined;
  const version = textOf(state.version) || undefined;
  if (chart === undefined) return undefined;
  if (isLocal(chart, repository)) {
    const local = readLocalChart(chart, repository, worldFolder);
    if (typeof local === "string") return local;
    return { name: local.name, version: local.version, appVersion: local.appVersion, local };
  }
  const isRegistry = chart.startsWith("oci://") || repository?.startsWith("oci://");
  if (isRegistry && version === undefined) {
    return "version is required for a chart of an OCI registry: its newest one cannot be listed";
  }
  if (!isRegistry && repository === undefined && !/^https?:\/\//.test(chart)) {
    return `non-absolute URLs should be in form of repo_name/path_to_chart, got: ${chart}`;
  }
  const name = chart.slice(chart.lastIndexOf("/") + 1).replace(/-v?\d+\.\d+\.\d+.*\.tgz$/, "");
  return { name, version, appVersion: appVersionOf(name, version) };
}

/** The catalog knows it of the charts that it pins; many others give both the same number. */
function appVersionOf(chart: string, version: string | undefined): string {
  const pins: readonly ChartPin[] = Object.values(charts);
  return (
    pins.find((pin) => pin.chart === chart && pin.version === version)?.appVersion ?? version?.replace(/^v/, "") ?? ""
  );
}
