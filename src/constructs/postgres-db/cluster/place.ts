/** What a server in the cluster must know of where it stands: no file says it, whoever builds the server does. */
import type { IDependable } from "constructs";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import type { IObjectStore } from "../../object-storage/contract";
import type { ISecretStore } from "../../secrets/contract";

export interface ClusterPlace {
  /** The namespace `postgres`, where it is made in the same stack as a reference; a store of `secrets` must be open to it. */
  readonly namespace: string;
  /** The cluster whose pods it consists of. */
  readonly cluster: IKubernetesCluster;
  /** Where the administrator's password is made and kept. */
  readonly secrets: ISecretStore;
  /** Prefix of the secrets' names in the store: `<env>/databases/<server>`. */
  readonly secretPrefix: string;
  /** Whether the administrator's secret in the store goes when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /** Where base backups and the log are kept. */
  readonly backups: IObjectStore;
  /** Namespaces whose pods reach the server. */
  readonly clients: readonly string[];
  /** What must be there before it: the operators. */
  readonly dependsOn: readonly IDependable[];
}
