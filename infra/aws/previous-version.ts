/** Refuses, at synth, an upgrade of the control plane that EKS would refuse after everything else was changed. */
import { checkMinorUpgrade } from "../../src/constructs/k8s-cluster/upgrade";
import { JangadaError } from "../../src/errors";
import type { EnvironmentStack } from "../modules/environment-stack";
import type { PreviousResource } from "../modules/previous-state";

export function checkPreviousVersion(stack: EnvironmentStack, previous: readonly PreviousResource[]): void {
  const section = stack.environment.sections["cluster"] as { readonly version?: string } | undefined;
  const deployed = previous.find((resource) => resource.type === "aws_eks_cluster")?.attributes["version"];
  if (typeof deployed !== "string" || !section?.version) return;
  const problem = checkMinorUpgrade(deployed, section.version, "EKS");
  if (problem) {
    throw new JangadaError({
      code: problem.code,
      message: problem.message,
      place: { file: stack.environment.file, path: "cluster.version", ...stack.environment.locate("cluster.version") },
      ...(problem.remedy ? { remedy: problem.remedy } : {}),
    });
  }
}
