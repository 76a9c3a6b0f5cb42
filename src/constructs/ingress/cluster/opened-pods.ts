/** Lets the ingress controller reach pods of a namespace that is closed. Policies add up: nothing else is opened. */
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { TRAEFIK } from "./names";

/** Where pods that answer HTTP-01 challenges listen (cert-manager.io/docs/configuration/acme/http01), and their label. */
const CHALLENGE_PORT = 8089;
const CHALLENGE_LABEL = { "acme.cert-manager.io/http01-solver": "true" };

export interface OpenedPodsProps {
  /** Prefix of the policies' names. */
  readonly id: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels by which the pods are chosen. */
  readonly labels: Readonly<Record<string, string>>;
  /** Number or name of the container's port. */
  readonly port: number | string;
}

export class OpenedPods extends Construct {
  constructor(scope: Construct, id: string, props: OpenedPodsProps) {
    super(scope, id);
    this.open("Resource", props.id, props.namespace, props.labels, props.port);
    this.open("challenge", `${props.id}-challenge`, props.namespace, CHALLENGE_LABEL, CHALLENGE_PORT);
  }

  private open(
    id: string,
    name: string,
    namespace: string,
    labels: Readonly<Record<string, string>>,
    port: number | string,
  ): void {
    new NetworkPolicyV1(this, id, {
      metadata: { name, namespace },
      spec: {
        podSelector: { matchLabels: { ...labels } },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": TRAEFIK } } }],
            ports: [{ port: String(port), protocol: "TCP" }],
          },
        ],
      },
    });
  }
}
