/** One release once more, with other values. */
import type { RenderedRelease } from "./gather";
import { chartIn, helmTemplate, isOfCatalog, type KubernetesDocument } from "./helm";

/** Of the environments' releases: charts that ask for a newer one do not render. */
const KUBERNETES = "1.35";

export function renderAgain(release: RenderedRelease, values: object): readonly KubernetesDocument[] {
  if (!isOfCatalog(release.chart)) throw new Error(`${release.chart} is no chart of the catalog.`);
  const folder = chartIn(process.env["JANGADA_CHARTS"] ?? "", release.chart);
  return helmTemplate(folder, { ...release, values: values as Readonly<Record<string, unknown>> }, KUBERNETES);
}
