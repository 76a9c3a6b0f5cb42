/** What a cluster is known by where no cloud keeps it: its authorities and keys, and who administers. All of it is secret, or as good as. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import type { ClusterSecretsProps } from "./kubeadm/secrets/cluster-secrets";

export interface IClusterAuthority extends IConstruct {
  /** Of the API server, base64 of PEM. */
  readonly certificateAuthority: string;
  /** Whoever administers, PEM. */
  readonly administrator: { readonly certificate: string; readonly key: string };
  /** By which nodes join. */
  readonly token: string;
  /** What lies on every control plane, by its path below `/etc/kubernetes`. */
  readonly controlPlaneFiles: Readonly<Record<string, string>>;
  /** What lies on every host that joins. */
  readonly joinFiles: Readonly<Record<string, string>>;
  readonly attributes: ClusterAuthorityAttributes;
  readonly sensitive: true;
}

const SHAPE = {
  certificateAuthority: "string",
  administratorCertificate: "string",
  administratorKey: "string",
  token: "string",
  controlPlaneFiles: "map",
  joinFiles: "map",
} as const;

export type ClusterAuthorityAttributes = AttributesOf<typeof SHAPE>;
export type ClusterAuthorityContract = Contract<ClusterSecretsProps, IClusterAuthority, typeof SHAPE>;

export const CLUSTER_AUTHORITY: ClusterAuthorityContract = defineContract("cluster-authority", SHAPE, {
  kubeadm: () =>
    (require("./kubeadm/cluster-authority") as typeof import("./kubeadm/cluster-authority"))
      .clusterAuthorityImplementation,
});
