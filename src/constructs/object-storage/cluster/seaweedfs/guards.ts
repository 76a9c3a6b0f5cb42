/** Who reaches the servers of objects, and whom they reach. */
import type { Construct } from "constructs";
import { NamespaceGuard, type Peer } from "../../../kit/cluster/namespace-guard";
import { podsWith, type ServerGuardsProps } from "../guards";
import { JOB_LABELS, S3_HTTPS_PORT } from "../endpoint/names";
import { labelsOf, LIFECYCLE_LABELS, METRICS_PORT, RELEASE } from "./names";

const SERVERS = { "app.kubernetes.io/instance": RELEASE };

/**
 * The parts among each other; runs of the lifecycle at every part; Jobs and clients at the gateways alone. Figures are for every pod, whichever
 * tool reads them: they hold no data. Nobody reaches anything outside.
 */
export function serverGuards(scope: Construct, props: ServerGuardsProps): readonly NamespaceGuard[] {
  const { namespace, clients, dependsOn } = props;
  const among = { peers: [podsWith(SERVERS)], ports: [] };
  const gateways = { peers: [podsWith(labelsOf("s3"))], ports: [S3_HTTPS_PORT] };
  return [
    new NamespaceGuard(scope, "guard", { namespace, dependsOn }),
    new NamespaceGuard(scope, "servers", {
      namespace,
      name: "servers",
      pods: SERVERS,
      ingress: [
        among,
        { peers: [podsWith(LIFECYCLE_LABELS)], ports: [] },
        { peers: ["cluster"], ports: [METRICS_PORT] },
      ],
      egress: [among],
      dependsOn,
    }),
    new NamespaceGuard(scope, "gateways", {
      namespace,
      name: "gateways",
      pods: labelsOf("s3"),
      ingress: [
        {
          peers: [podsWith(JOB_LABELS), ...clients.map((client): Peer => ({ namespace: client }))],
          ports: [S3_HTTPS_PORT],
        },
      ],
      dependsOn,
    }),
    new NamespaceGuard(scope, "buckets", {
      namespace,
      name: "buckets",
      pods: JOB_LABELS,
      egress: [gateways],
      dependsOn,
    }),
    new NamespaceGuard(scope, "lifecycle-guard", {
      namespace,
      name: "lifecycle",
      pods: LIFECYCLE_LABELS,
      egress: [among],
      dependsOn,
    }),
  ];
}
