/** What may reach the pods of a platform namespace, and what they may reach. Everything else is refused. */
import { NetworkPolicyV1, type NetworkPolicyV1SpecEgressTo } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CredentialEndpoint } from "../../../model/identity";
import { Target } from "../../../model/target";
import { factsOf } from "../../../targets";

/** The other side of a connection. */
export type Peer =
  /** Pods of one namespace, all or those with the labels. */
  | { readonly namespace: string; readonly pods?: Readonly<Record<string, string>> }
  /** Every pod of the cluster. */
  | "cluster"
  /** Addresses, without those of `except`. */
  | { readonly cidr: string; readonly except?: readonly string[] };

export interface Allowance {
  /** Any of these. */
  readonly peers: readonly Peer[];
  /** Port numbers, or names of container ports. Empty: any port. */
  readonly ports: readonly (number | string)[];
  /** @default ["TCP"] */
  readonly protocols?: readonly ("TCP" | "UDP")[];
}

export interface NamespaceGuardProps {
  /** The namespace that is guarded. */
  readonly namespace: string;
  /** Name of the network policy. @default "platform" */
  readonly name?: string;
  /** Only pods with these labels. What several policies let in is let in. @default every pod of the namespace */
  readonly pods?: Readonly<Record<string, string>>;
  /** @default nothing may connect */
  readonly ingress?: readonly Allowance[];
  /** @default nothing but DNS may be reached */
  readonly egress?: readonly Allowance[];
  /** What must be there before it. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** The cloud's metadata service: whoever reaches it may act as the node. */
export const METADATA_SERVICE = "169.254.169.254/32";
/** Everywhere but the metadata service. */
export const ANYWHERE: Peer = { cidr: "0.0.0.0/0", except: [METADATA_SERVICE] };

/** HTTPS to anywhere: the API server, whose addresses are not known before the cluster is, and the cloud's own services. */
export const ALLOW_HTTPS: Allowance = { peers: [ANYWHERE], ports: [443] };
/** What pods must reach to get credentials of their cloud identity: HTTPS, and the cluster's own endpoints for them. */
export function allowCredentials(cluster: {
  readonly credentialEndpoints: readonly CredentialEndpoint[];
}): readonly Allowance[] {
  return cluster.credentialEndpoints.map(({ cidr, port }) => ({ peers: [{ cidr }], ports: [port] }));
}
/** The cluster's own DNS; every namespace gets it. */
const ALLOW_DNS: Allowance = {
  peers: [{ namespace: "kube-system", pods: { "k8s-app": "kube-dns" } }],
  ports: [53],
  protocols: ["UDP", "TCP"],
};

/** One network policy for every pod of a namespace: both directions are closed but for what it names. */
export class NamespaceGuard extends Construct {
  public readonly resource: NetworkPolicyV1;

  constructor(scope: Construct, id: string, props: NamespaceGuardProps) {
    super(scope, id);
    const target = Target.find(this);
    const apiPort = target && factsOf(target.name)?.apiServerPort;
    const rules = (allowances: readonly Allowance[]): { peers: NetworkPolicyV1SpecEgressTo[]; ports: PortRule[] }[] =>
      allowances.map((allowance) => ({
        peers: allowance.peers.map(peerRule),
        ports: portRules(withApi(allowance, apiPort)),
      }));
    this.resource = new NetworkPolicyV1(this, "Resource", {
      metadata: { name: props.name ?? "platform", namespace: props.namespace },
      spec: {
        podSelector: props.pods ? { matchLabels: { ...props.pods } } : {},
        policyTypes: ["Ingress", "Egress"],
        ingress: rules(props.ingress ?? []).map(({ peers, ports }) => ({ from: peers, ports })),
        egress: rules([ALLOW_DNS, ...(props.egress ?? [])]).map(({ peers, ports }) => ({ to: peers, ports })),
      },
      ...(props.dependsOn ? { dependsOn: [...props.dependsOn] } : {}),
    });
    this.node.defaultChild = this.resource;
  }
}

/** Whoever may ask the API server by HTTPS may where it listens elsewhere, too. */
function withApi(allowance: Allowance, apiPort: number | undefined): Allowance {
  return allowance === ALLOW_HTTPS && apiPort !== undefined
    ? { ...allowance, ports: [...allowance.ports, apiPort] }
    : allowance;
}

interface PortRule {
  readonly port: string;
  readonly protocol: string;
}

function portRules({ ports, protocols = ["TCP"] }: Allowance): PortRule[] {
  return ports.flatMap((port) => protocols.map((protocol) => ({ port: String(port), protocol })));
}

function peerRule(peer: Peer): NetworkPolicyV1SpecEgressTo {
  if (peer === "cluster") return { namespaceSelector: {} };
  if ("cidr" in peer) {
    return { ipBlock: { cidr: peer.cidr, except: peer.except ? [...peer.except] : undefined } };
  }
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } },
    ...(peer.pods ? { podSelector: { matchLabels: { ...peer.pods } } } : {}),
  };
}
