/** What a target adds to an ingress: the load balancer before it, and the DNS of its zone. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { IWorkloadIdentity, Permission } from "../../../model/identity";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { Allowance } from "../../kit/cluster/namespace-guard";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import type { INetwork } from "../../network/contract";
import type { IngressSettings } from "../props";

export interface EdgeProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: IngressSettings;
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** The network that it stands in. */
  readonly network: INetwork;
}

/** The load balancer, as the ingress controller's Service asks for it. */
export interface EdgeService {
  readonly annotations: Readonly<Record<string, string>>;
  /** Further fields of the Service's spec, such as `loadBalancerClass`. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Whether connections begin with a PROXY header, which carries the client's address. */
  readonly proxyProtocol: boolean;
  /** Ranges that connections arrive from; only these are trusted to say who the client is. */
  readonly sources: readonly string[];
  /** Whether connections of the cluster's own pods come straight from them. @default false: they come as all others do */
  readonly fromPods?: boolean;
}

/** Files that a program finds in a folder of its container. */
export interface EdgeConfiguration {
  readonly folder: string;
  /** By name; nothing secret. */
  readonly files: Readonly<Record<string, string>>;
}

/** A DNS zone at the cloud, and how to write into it. */
export interface EdgeDns {
  readonly zoneId: string;
  /** Name servers to delegate to, of a zone that was made here; else none. */
  readonly nameServers: readonly string[] | undefined;
  /** What pods may do at the cloud. @default nothing: the zone's own credentials stand in Secrets */
  readonly permission?: Permission;
  /** `dns01` of an ACME solver. @param identity that of cert-manager's pods */
  solver(identity: IWorkloadIdentity | undefined): Readonly<Record<string, unknown>>;
  /** Values of the chart external-dns for this cloud. */
  readonly externalDns: Readonly<Record<string, unknown>>;
  /** Where it is reached, beside HTTPS. @default nowhere */
  readonly egress?: readonly Allowance[];
  /** What external-dns reads beside them. @default nothing */
  readonly configuration?: EdgeConfiguration;
}

/** A ClusterIssuer in place of an ACME server's. */
export interface EdgeIssuer {
  readonly name: string;
  /** It, and what it signs with. */
  readonly objects: readonly KubernetesObject[];
}

export interface Edge {
  readonly service: EdgeService;
  /** Absent without a zone. */
  readonly dns?: EdgeDns;
  /** Who signs certificates. @default an ACME server */
  readonly issuer?: EdgeIssuer;
  /** Labels of the namespace that the ingress controller runs in. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** What makes the load balancer: it must run before the Service is made, and until the Service is gone. */
  readonly ready: readonly ITerraformDependable[];
}

/** Builds a target's edge below the ingress. */
export type EdgeFactory = (scope: Construct, props: EdgeProps) => Edge;
