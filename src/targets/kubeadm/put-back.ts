/** Which resource of the stack `cluster` runs a stage on a host again. Its provisioners do what a deployment does there, in the same order. */
import type { PutBack } from "../../model/machine";
import type { KubeadmBlock } from "./block";
import type { Stage } from "./stages";

/** @param host name of the host; undefined for what is done once */
const resource = (name: string, host?: string): string =>
  host === undefined ? `terraform_data.cluster_${name}` : `terraform_data.cluster_${name}["${host}"]`;

/** What lays the stages there. */
export const uploadOf = (host: string): string => resource("files", host);

export function putBackOf(
  stage: Stage,
  host: string,
  stages: KubeadmBlock["stages"],
): (differs: readonly string[]) => PutBack {
  switch (stage) {
    case "join":
      return (differs) => (differs.includes(`node ${host}`) ? noMember(host) : converged(host, stages));
    case "converge":
      return () => converged(host, stages);
    case "health":
      return () => ({
        reason: "It is the cluster that is not well, and no file of a host.",
        remedy: `See what the stage says: bash .jangada/run.sh health, on ${host}.`,
      });
    default:
      return () => ({ addresses: [resource(stage, host)] });
  }
}

/** What makes a member would take it out of the cluster first, and reset its host. */
const noMember = (host: string): PutBack => ({
  reason: `${host} is no node of the cluster any more, and what makes a node of it resets the host first.`,
  remedy: "If nothing on it is needed: give it 'state: absent', deploy, take that out again, and deploy.",
});

/** What a member is kept by; the gate looks at whatever was made anew. */
function converged(host: string, stages: KubeadmBlock["stages"]): PutBack {
  if (stages.converge === false) {
    return {
      reason: "The file leaves the stage converge out, which is what keeps a member as it is to be.",
      remedy: `Take 'converge: false' out of kubeadm.stages, or do by hand what the check tells on ${host}.`,
    };
  }
  return {
    addresses: [resource(`converge_${host}`)],
    ...(stages.health === false ? {} : { along: [resource("health")] }),
  };
}
