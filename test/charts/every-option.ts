/** The variant whose file says every option: `variants/every-option.yaml`. */
import type { ChartName } from "../../src/catalog/charts";
import type { KubernetesDocument } from "./helm";
import { environments, releaseIn } from "./rendered";

export const EVERY_OPTION = "every-option";

/** What a chart's release comes to there. */
export const everyOption = (chart: ChartName, name?: string): readonly KubernetesDocument[] =>
  releaseIn(EVERY_OPTION, chart, name).documents;

/** Objects of a release of the project's own: custom resources, roles, servers without a chart. */
export function objectsOf(environment: string, release: string): readonly KubernetesDocument[] {
  const found = environments()
    .find(({ name }) => name === environment)
    ?.releases.find(({ name }) => name === release);
  if (!found) throw new Error(`${environment} has no release ${release}.`);
  return found.documents;
}
