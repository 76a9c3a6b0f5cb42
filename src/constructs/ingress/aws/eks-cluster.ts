/** The EKS cluster below whatever stands for it. */
import type { IConstruct } from "constructs";
import { JangadaError } from "../../../errors";
import type { IEksCluster } from "../../k8s-cluster/aws/eks";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";

/** @throws JangadaError NOT_EKS of a cluster that cannot give pods an IAM policy of their own. */
export function eksCluster(cluster: IKubernetesCluster, scope: IConstruct): IEksCluster {
  const inner = (cluster as { readonly implementation?: IKubernetesCluster }).implementation ?? cluster;
  if ("podIdentity" in inner) return inner as IEksCluster;
  throw new JangadaError({
    code: "NOT_EKS",
    message: `The cluster '${cluster.node.path}' is not an EKS cluster: the AWS load balancer controller gets its permissions by EKS Pod Identity.`,
    place: { construct: scope.node.path },
    remedy: "Build the ingress for the target of its cluster.",
  });
}
