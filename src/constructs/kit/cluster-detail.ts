/** What a cluster tells of itself that only its own target understands. */
import type { IConstruct } from "constructs";
import { JangadaError } from "../../errors";

/** A cluster, as far as its attributes tell it. */
export interface DetailedCluster extends IConstruct {
  readonly attributes: { readonly details: Readonly<Record<string, string | undefined>> };
}

/**
 * @param shownBy The command of the cloud's own client that shows it.
 * @throws JangadaError CLUSTER_DETAIL_MISSING
 */
export function clusterDetail(cluster: DetailedCluster, name: string, shownBy: string): string {
  const value = cluster.attributes.details[name];
  if (value !== undefined) return value;
  throw new JangadaError({
    code: "CLUSTER_DETAIL_MISSING",
    message: `The cluster '${cluster.node.id}' has no '${name}' among its details.`,
    place: { construct: cluster.node.path, path: `details.${name}` },
    remedy: `Give it with the other attributes: \`${shownBy}\` shows them.`,
  });
}
