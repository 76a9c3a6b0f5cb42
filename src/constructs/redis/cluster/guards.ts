/** Who reaches the pods of a cache, and whom they reach. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { NamespaceGuard, type Peer } from "../../kit/cluster/namespace-guard";
import { labelsOf, READ_PORT, SENTINEL_PORT, STATUS_PORT, VALKEY_PORT } from "./names";

export interface CacheGuardsProps {
  /** The cache's physical name: which pods are meant. */
  readonly name: string;
  /** Where its objects stand. */
  readonly namespace: string;
  /** Whether a proxy stands before the nodes. */
  readonly proxied: boolean;
  /** Namespaces that reach it. */
  readonly clients: readonly string[];
  /** What must be there before the policies. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Its own pods and Jobs among each other; its clients at the proxy, or where there is none at its only node. The proxy's figures are for
 * every pod, whichever tool reads them: they hold no data. Nobody else.
 */
export function cacheGuards(scope: Construct, props: CacheGuardsProps): readonly NamespaceGuard[] {
  const { name, namespace, proxied, clients, dependsOn } = props;
  const own = { "app.kubernetes.io/instance": name };
  const among = [{ peers: [{ namespace, pods: own }], ports: [VALKEY_PORT, SENTINEL_PORT] }];
  const others = clients.map((client): Peer => ({ namespace: client }));
  return [
    new NamespaceGuard(scope, "guard", {
      namespace,
      name: `${name}-pods`,
      pods: own,
      ingress: among,
      egress: among,
      dependsOn,
    }),
    new NamespaceGuard(scope, "clients", {
      namespace,
      name: `${name}-clients`,
      pods: labelsOf(name, proxied ? "proxy" : "server"),
      ingress: [
        // Without a peer a rule would let everybody in.
        ...(others.length > 0 ? [{ peers: others, ports: [VALKEY_PORT, ...(proxied ? [READ_PORT] : [])] }] : []),
        ...(proxied ? [{ peers: ["cluster" as const], ports: [STATUS_PORT] }] : []),
      ],
      dependsOn,
    }),
  ];
}
