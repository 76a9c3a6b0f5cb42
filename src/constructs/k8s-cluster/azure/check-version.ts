/** Kubernetes minors that AKS has, and no longer has. */
import { isSupportedMinor } from "../../../catalog/kubernetes";
import type { SectionProblem } from "../../../model/component";
import { AKS_VERSIONS, AKS_VERSIONS_AS_OF } from "../../../targets/aks/kubernetes-versions";

/** @param asOf the day on which the table was read: what a file means must not change overnight */
export function checkAksVersion(version: string, asOf: string = AKS_VERSIONS_AS_OF): readonly SectionProblem[] {
  const minor = AKS_VERSIONS[version];
  const served: readonly string[] = Object.entries(AKS_VERSIONS).flatMap(([name, { released, endOfLife }]) =>
    released <= asOf && asOf <= endOfLife && isSupportedMinor(name) ? [name] : [],
  );
  if (minor === undefined ? !isSupportedMinor(version) : served.includes(version)) return [];
  return [
    {
      path: ["version"],
      code: "KUBERNETES_NOT_ON_AKS",
      message:
        minor === undefined || minor.released > asOf
          ? `AKS does not have Kubernetes ${version} yet.`
          : `AKS dropped Kubernetes ${version} on ${minor.endOfLife}: it makes no cluster of it, and mends none.`,
      remedy: `Choose one of ${served.join(", ")}; raise a cluster that runs one minor at a time.`,
    },
  ];
}
