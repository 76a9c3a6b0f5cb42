/** The kinds of snapshots of volumes, and what carries them out: no driver's own, but the cluster's. Clouds bring it along. */
import type { Construct } from "constructs";
import { disruptionBudget, resources, topologySpread } from "../../../kit/cluster/operator/copies";
import { Operator } from "../../../kit/cluster/operator/operator";
import { PRIORITY } from "../../../kit/cluster/priority";
import { SNAPSHOT_NAMESPACE } from "./names";

const METRICS_PORT = 8080;

export interface SnapshotControllerProps {
  /** Its pods: one works, another one takes over. */
  readonly replicas: number;
  /** Values of its chart. @default none */
  readonly values?: object | undefined;
}

export const snapshotController = (
  scope: Construct,
  id: string,
  { replicas, values }: SnapshotControllerProps,
): Operator =>
  new Operator(scope, id, {
    chart: "snapshot-controller",
    name: SNAPSHOT_NAMESPACE,
    metricsPort: METRICS_PORT,
    values: () => snapshotValues(replicas),
    overrides: values,
  });

function snapshotValues(replicas: number): object {
  const labels = { "app.kubernetes.io/name": "snapshot-controller" };
  const { enabled, ...budget } = disruptionBudget(replicas);
  return {
    installCRDs: false,
    controller: {
      fullnameOverride: "snapshot-controller",
      replicaCount: replicas,
      priorityClassName: PRIORITY.cluster,
      resources: resources("20m", "32Mi", "128Mi"),
      ...(enabled ? { pdb: budget } : {}),
      podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        runAsUser: 10001,
        capabilities: { drop: ["ALL"] },
      },
      topologySpreadConstraints: topologySpread(labels),
    },
  };
}
