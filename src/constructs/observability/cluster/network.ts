/** What may reach the pods of the namespace, and what they may reach. */
import type { CredentialEndpoint } from "../../../model/identity";
import { type Allowance, ALLOW_HTTPS, allowCredentials } from "../../kit/cluster/namespace-guard";
import { NAMESPACE, NODES_NAMESPACE, PORTS } from "./names";

/** On every node: the kubelet, and node-exporter. */
const NODE_PORTS = [10250, 9100];

export function ownAllowances(
  networkCidr: string,
  cluster: { readonly credentialEndpoints: readonly CredentialEndpoint[] },
): { readonly ingress: readonly Allowance[]; readonly egress: readonly Allowance[] } {
  return {
    ingress: [
      { peers: [{ namespace: NAMESPACE }, { namespace: NODES_NAMESPACE }], ports: [] },
      // The API server asks the operator about rules before it writes them.
      { peers: [{ cidr: networkCidr }], ports: [PORTS.operator] },
    ],
    egress: [
      ALLOW_HTTPS,
      ...allowCredentials(cluster),
      // Whatever serves metrics, in any namespace and on any port.
      { peers: ["cluster"], ports: [] },
      { peers: [{ cidr: networkCidr }], ports: NODE_PORTS },
    ],
  };
}
