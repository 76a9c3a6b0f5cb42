/** What may reach the pods of the namespace, and what they may reach. */
import type { CredentialEndpoint } from "../../../model/identity";
import type { ExporterMetrics } from "../../../model/observed";
import { type Allowance, ALLOW_HTTPS, allowCredentials } from "../../kit/cluster/namespace-guard";
import { alertmanagerEgress } from "../alerting/egress";
import type { AlertingSection } from "../alerting/section";
import { serverPorts } from "./exporters";
import { NAMESPACE, NODES_NAMESPACE, PORTS } from "./names";

/** On every node: the kubelet, and node-exporter. */
const NODE_PORTS = [10250, 9100];

/** Of the pods that read nodes: Prometheus reads them, and they reach the API server and Loki. */
export const NODES_ALLOWANCES = {
  ingress: [{ peers: [{ namespace: NAMESPACE }], ports: [PORTS.alloy] }],
  egress: [ALLOW_HTTPS, { peers: [{ namespace: NAMESPACE }], ports: [PORTS.loki] }],
} as const satisfies { readonly ingress: readonly Allowance[]; readonly egress: readonly Allowance[] };

export interface AllowancesProps {
  /** Address range of the network. */
  readonly networkCidr: string;
  /** The cluster that it runs in. */
  readonly cluster: { readonly credentialEndpoints: readonly CredentialEndpoint[] };
  /** Who is told of which alerts. */
  readonly alerting: AlertingSection;
  /** The exporters whose figures it shows or lets through. */
  readonly exporters: readonly ExporterMetrics[];
}

export function ownAllowances({ networkCidr, cluster, alerting, exporters }: AllowancesProps): {
  readonly ingress: readonly Allowance[];
  readonly egress: readonly Allowance[];
} {
  const inNetwork = [{ cidr: networkCidr }];
  return {
    ingress: [
      { peers: [{ namespace: NAMESPACE }, { namespace: NODES_NAMESPACE }], ports: [] },
      // The API server asks the operator about rules before it writes them.
      { peers: inNetwork, ports: [PORTS.operator] },
    ],
    egress: [
      ALLOW_HTTPS,
      ...allowCredentials(cluster),
      // Whatever serves metrics, in any namespace and on any port.
      { peers: ["cluster"], ports: [] },
      { peers: inNetwork, ports: [...NODE_PORTS, ...serverPorts(exporters)] },
      ...alertmanagerEgress(alerting),
    ],
  };
}
