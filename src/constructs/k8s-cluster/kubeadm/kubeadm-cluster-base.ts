/** What every cluster of bare hosts does in the same way, whoever made it. */
import { Construct, type IConstruct } from "constructs";
import { JangadaError } from "../../../errors";
import type { CredentialEndpoint, IWorkloadIdentity, WorkloadIdentityProps } from "../../../model/identity";
import type { ClusterAuth, ClusterPlatformProps, IKubernetesCluster, KubernetesClusterAttributes } from "../contract";

/** Inside the cluster, which is another stack: loaded when it is built. */
const platform = (): typeof import("./platform") => require("./platform") as typeof import("./platform");

/** Names of the entries in `details` of a cluster's attributes. */
export const KUBEADM_DETAILS = ["client-certificate", "client-key"] as const;
export type KubeadmDetail = (typeof KUBEADM_DETAILS)[number];

export abstract class KubeadmClusterBase extends Construct implements IKubernetesCluster {
  /** The administrator's key is among its attributes: nobody else could hand it to the stacks that act inside the cluster. */
  public readonly sensitive = true;
  public readonly credentialEndpoints: readonly CredentialEndpoint[] = [];

  public abstract readonly clusterName: string;
  public abstract readonly version: string;
  public abstract readonly endpoint: string;
  public abstract readonly certificateAuthority: string;
  public abstract readonly administrator: { readonly certificate: string; readonly key: string };
  public abstract readonly attributes: KubernetesClusterAttributes;

  public get auth(): ClusterAuth {
    return { kind: "client-certificate", ...this.administrator };
  }

  /** @throws JangadaError TARGET_CANNOT if it were to be let do something: there is no cloud that would know of it */
  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    return new NoIdentity(scope, id, props);
  }

  public networking(scope: Construct, props: ClusterPlatformProps): IConstruct {
    return platform().kubeadmNetworking(scope, props);
  }

  public storageClass(scope: Construct, id: string, props: ClusterPlatformProps): IConstruct | undefined {
    return platform().kubeadmStorageClass(scope, id, props);
  }

  /** Hosts are added by whoever has them. */
  public autoscale(): IConstruct | undefined {
    return undefined;
  }
}

class NoIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations = {};
  public readonly podLabels = {};
  public readonly assumable = {};
  public readonly ready = [];

  constructor(
    scope: Construct,
    id: string,
    { namespace, serviceAccount, permissions, assumable = {} }: WorkloadIdentityProps,
  ) {
    super(scope, id);
    if (permissions.length === 0 && Object.keys(assumable).length === 0) return;
    throw new JangadaError({
      code: "TARGET_CANNOT",
      message: `The service account '${serviceAccount}' in '${namespace}' is to be let into a cloud's services, and bare hosts stand in none.`,
      place: { construct: this.node.path },
      remedy: "Give its pods a credential of that service, or run the service in the cluster.",
    });
  }
}
