/** A control plane goes up, one minor at a time. Said here at synth, and by `UpgradeGuard` at plan. */
import type { SectionProblem } from "../../model/component";

/**
 * What is wrong with going from one minor to another; undefined if nothing is.
 * @param from the deployed minor, such as `1.34`
 * @param to the minor that the environment file names
 * @param who runs the control plane, as people call it
 */
export function checkMinorUpgrade(from: string, to: string, who: string): SectionProblem | undefined {
  const [deployed, wanted] = [minorNumber(from), minorNumber(to)];
  if (deployed === undefined || wanted === undefined) return undefined;
  const steps = wanted - deployed;
  if (steps === 0 || steps === 1) return undefined;
  if (steps < 0) {
    return {
      path: ["version"],
      code: "KUBERNETES_DOWNGRADE",
      message: `The cluster runs Kubernetes ${from}; it cannot go back to ${to}.`,
      remedy: `Write version: "${from}". To run an older minor, make a new cluster beside this one.`,
    };
  }
  return {
    path: ["version"],
    code: "KUBERNETES_UPGRADE_SKIPS",
    message: `The cluster runs Kubernetes ${from}; ${who} raises one minor at a time, and ${to} is ${steps} away.`,
    remedy: `Write version: "1.${deployed + 1}", deploy, and then go on.`,
  };
}

/** 34 of `1.34`; a patch behind it does not matter. */
function minorNumber(version: string): number | undefined {
  const match = /^1\.(\d{1,3})(\.|$)/.exec(version);
  return match ? Number(match[1]) : undefined;
}
