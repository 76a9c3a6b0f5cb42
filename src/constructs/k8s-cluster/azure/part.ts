/** What AKS adds to the component `cluster`: its own block's defaults and checks. */
import type { TargetPart } from "../../../model/component";
import type { ClusterSection } from "../section";

export const aksClusterPart: TargetPart<ClusterSection> = {
  defaults: ({ profile }) =>
    profile === "minimal" ? { azure: { systemPool: { vmSize: "Standard_D2ds_v5", nodes: { min: 2 } } } } : {},
};
