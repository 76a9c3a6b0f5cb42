/** Who reaches MinIO's servers, and whom they reach. */
import type { Construct } from "constructs";
import { OBSERVABILITY_NAMESPACE } from "../../../../model/observed";
import { NamespaceGuard, type Peer } from "../../../kit/cluster/namespace-guard";
import { podsWith, type ServerGuardsProps } from "../guards";
import { JOB_LABELS, S3_HTTPS_PORT } from "../endpoint/names";
import { LABELS, USERS_LABELS } from "./names";

/**
 * All of it goes through one port: the servers among each other, Jobs, clients, and whoever reads figures, which not every pod may for that
 * reason. Nobody reaches anything outside.
 */
export function minioGuards(scope: Construct, props: ServerGuardsProps): readonly NamespaceGuard[] {
  const { namespace, clients, dependsOn } = props;
  const among = { peers: [podsWith(LABELS)], ports: [S3_HTTPS_PORT] };
  const readers = [...new Set([OBSERVABILITY_NAMESPACE, ...clients])];
  return [
    new NamespaceGuard(scope, "guard", { namespace, dependsOn }),
    new NamespaceGuard(scope, "servers", {
      namespace,
      name: "servers",
      pods: LABELS,
      ingress: [
        among,
        {
          peers: [
            podsWith(JOB_LABELS),
            podsWith(USERS_LABELS),
            ...readers.map((reader): Peer => ({ namespace: reader })),
          ],
          ports: [S3_HTTPS_PORT],
        },
      ],
      egress: [among],
      dependsOn,
    }),
    new NamespaceGuard(scope, "buckets", { namespace, name: "buckets", pods: JOB_LABELS, egress: [among], dependsOn }),
    new NamespaceGuard(scope, "users-guard", {
      namespace,
      name: "users",
      pods: USERS_LABELS,
      egress: [among],
      dependsOn,
    }),
  ];
}
