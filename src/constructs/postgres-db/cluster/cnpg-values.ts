/** Chart values of the operator, and of the plugin that carries backups. */
import type { Profile } from "../../../model/component";
import { CONTROLLER_REPLICAS, resources, topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { BACKUP_PLUGIN_RELEASE, OPERATOR_PODS, OPERATOR_RELEASE } from "./cnpg-names";

/**
 * It sees one namespace, and has rights in no other but for nodes, which it reads, and its own webhooks. Its definitions are templates of
 * the chart: Helm raises them with it, and leaves them there when it goes.
 */
export function operatorValues(profile: Profile): object {
  return {
    fullnameOverride: OPERATOR_RELEASE,
    replicaCount: CONTROLLER_REPLICAS[profile],
    crds: { create: true },
    config: { clusterWide: false },
    // Nobody gets rights to servers who has `view` or `edit` anywhere.
    rbac: { create: true, aggregateClusterRoles: false },
    serviceAccount: { create: true, name: OPERATOR_RELEASE },
    // `observability` makes what reads figures.
    monitoring: { podMonitorEnabled: false, grafanaDashboard: { create: false } },
    priorityClassName: PRIORITY.platform,
    topologySpreadConstraints: topologySpread(OPERATOR_PODS),
    resources: resources("50m", "128Mi", "512Mi"),
  };
}

/** One copy, which the chart exchanges by taking the old one away first: without it no server begins, those that run go on. */
export function pluginValues(): object {
  return {
    fullnameOverride: BACKUP_PLUGIN_RELEASE,
    replicaCount: 1,
    crds: { create: true },
    // Its own role reads and writes every Secret of the cluster, and hands out rights in every namespace.
    rbac: { create: false },
    serviceAccount: { create: true, name: BACKUP_PLUGIN_RELEASE },
    priorityClassName: PRIORITY.platform,
    resources: resources("20m", "64Mi", "256Mi"),
  };
}
