/** What bare hosts add to the section `cluster` for the platform's own parts: checks, versions, and what is observed of them. */
import type { TargetPart, VersionUse } from "../../../../model/component";
import { chartValueProblems } from "../../../kit/cluster/check-values";
import type { ClusterSection } from "../../section";
import { checkPlatform } from "./check";
import { storageKind } from "./defaults";
import { type KubeadmClusterBlock, PLATFORM_CHARTS } from "./section";

type PlatformChart = (typeof PLATFORM_CHARTS)[number];

export const kubeadmPlatformPart: TargetPart<ClusterSection> = {
  check: (section, context) => [
    ...checkPlatform(section, context),
    ...PLATFORM_CHARTS.flatMap((chart) =>
      chartValueProblems(chart, section.kubeadm.values[chart], ["kubeadm", "values", chart]),
    ),
  ],
  versions: ({ kubeadm }, { facts }) =>
    chartsOf(kubeadm, storageKind(kubeadm, facts)).map((name): VersionUse => ({
      kind: "chart",
      name,
      path: ["version"],
    })),
  observed: ({ kubeadm }, { facts }) =>
    (require("./observed") as typeof import("./observed")).platformObserved(kubeadm, storageKind(kubeadm, facts)),
};

/** The charts that an environment installs. */
export function chartsOf(
  { loadBalancers }: KubeadmClusterBlock,
  kind: ReturnType<typeof storageKind>,
): readonly PlatformChart[] {
  return [
    "tigera-operator",
    ...(loadBalancers.pools.length > 0 ? (["metallb"] as const) : []),
    ...(kind === "local-path" ? (["local-path-provisioner"] as const) : []),
    ...(kind === "longhorn" ? (["snapshot-controller", "longhorn"] as const) : []),
  ];
}
