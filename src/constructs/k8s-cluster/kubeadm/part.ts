/** What bare hosts add to the section `cluster`: what concerns the hosts, beside what concerns the platform on them. */
import type { TargetPart } from "../../../model/component";
import type { ClusterSection } from "../section";
import { checkKubeadmCluster } from "./check-cluster";
import { kubeadmPlatformPart } from "./platform/part";

export const kubeadmClusterPart: TargetPart<ClusterSection> = {
  ...kubeadmPlatformPart,
  defaults: (facts, given) => ({
    ...(kubeadmPlatformPart.defaults?.(facts, given) as object | undefined),
    autoscaling: { enabled: false },
  }),
  check: (section, context) => [
    ...checkKubeadmCluster(section, context.facts),
    ...(kubeadmPlatformPart.check?.(section, context) ?? []),
  ],
};
