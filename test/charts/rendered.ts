/** What `npm run test:charts` rendered before the tests: every environment, with every release of it. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { ChartName } from "../../src/catalog/charts";
import type { RenderedEnvironment, RenderedRelease } from "./gather";
import { chartIn, type KubernetesDocument } from "./helm";

let read: readonly RenderedEnvironment[] | undefined;

export function environments(): readonly RenderedEnvironment[] {
  const folder = process.env["JANGADA_RENDERED"];
  if (!folder) throw new Error("Nothing is rendered: run `npm run test:charts -- <folder with charts>`.");
  read ??= fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as RenderedEnvironment);
  return read;
}

export interface ReleaseOfEnvironment {
  readonly environment: RenderedEnvironment;
  readonly release: RenderedRelease;
  readonly documents: readonly KubernetesDocument[];
}

/** Every release of a chart, in whatever environment; `name` of those of that name alone. At least one, or a test would hold nothing. */
export function releasesOfChart(chart: ChartName, name?: string): readonly ReleaseOfEnvironment[] {
  const found = environments().flatMap((environment) =>
    environment.releases
      .filter((release) => release.chart === chart && (name === undefined || release.name === name))
      .map((release) => ({ environment, release, documents: release.documents })),
  );
  if (found.length === 0) throw new Error(`No environment has a release of the chart ${chart} that was rendered.`);
  return found;
}

/** The release of a chart in an environment. */
export function releaseIn(environment: string, chart: ChartName, name?: string): ReleaseOfEnvironment {
  const found = releasesOfChart(chart, name).find((one) => one.environment.name === environment);
  if (!found) throw new Error(`${environment} has no release of the chart ${chart}.`);
  return found;
}

/** Whether the chart was put where charts are looked for: what needs another is named as not rendered. */
export function isThere(chart: ChartName): boolean {
  try {
    chartIn(process.env["JANGADA_CHARTS"] ?? "", chart);
    return true;
  } catch {
    return false;
  }
}

export function ofKind(documents: readonly KubernetesDocument[], ...kinds: readonly string[]): KubernetesDocument[] {
  return documents.filter(({ kind }) => kinds.includes(kind));
}

export function named(documents: readonly KubernetesDocument[], kind: string, name: string): KubernetesDocument {
  const found = documents.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`no ${kind} '${name}'`);
  return found;
}
