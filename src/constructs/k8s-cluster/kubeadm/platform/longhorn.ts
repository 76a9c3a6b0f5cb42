/** Volumes with copies on several hosts, and snapshots of them: Longhorn. */
import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct, Dependable } from "constructs";
import type { Profile } from "../../../../model/component";
import { CONTROLLER_REPLICAS, resources } from "../../../kit/cluster/operator/copies";
import { Operator } from "../../../kit/cluster/operator/operator";
import { PRIORITY } from "../../../kit/cluster/priority";
import { DEFAULT_CLASS } from "./default-class";
import { LONGHORN_DRIVER, LONGHORN_NAMESPACE } from "./names";
import { snapshotController } from "./snapshot-controller";

/** Where its webhook and its conversions listen (longhorn-manager, types/setting.go). */
const WEBHOOK_PORT = 9502;
const METRICS_PORT = 9500;

export interface LonghornProps {
  /** Folder on every host. */
  readonly path: string;
  /** Copies of a volume. */
  readonly replicas: number;
  /** By which its controllers have copies. */
  readonly profile: Profile;
  /** Whether it refuses to be taken away, and with it every volume. */
  readonly protected: boolean;
  /** Of the nodes: the API server calls its webhook from there. */
  readonly networkCidr: string;
  /** Values of its chart. @default none */
  readonly values?: object | undefined;
  /** Values of the chart snapshot-controller. @default none */
  readonly snapshotValues?: object | undefined;
}

export class Longhorn extends Construct {
  /** Brings the kinds of snapshots, and what carries them out: not Longhorn's own, but the cluster's. */
  public readonly snapshots: Operator;
  public readonly operator: Operator;
  public readonly storageClass: StorageClassV1;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: LonghornProps) {
    super(scope, id);
    const { replicas } = props;
    this.snapshots = snapshotController(this, "snapshots", {
      replicas: CONTROLLER_REPLICAS[props.profile],
      values: props.snapshotValues,
    });
    const own = [{ namespace: LONGHORN_NAMESPACE }];
    this.operator = new Operator(this, "operator", {
      chart: "longhorn",
      name: LONGHORN_NAMESPACE,
      // It mounts, and speaks iSCSI, as the host's root.
      podSecurity: "privileged",
      metricsPort: METRICS_PORT,
      webhook: { port: WEBHOOK_PORT, cidr: props.networkCidr },
      // Between managers, engines and replicas, whose ports it chooses.
      ingress: [{ peers: own, ports: [] }],
      egress: [{ peers: own, ports: [] }],
      values: () => longhornValues(props),
      overrides: props.values,
      dependsOn: [this.snapshots.chart.release],
    });
    this.storageClass = new StorageClassV1(this, "class", {
      metadata: { name: "longhorn-replicated", annotations: DEFAULT_CLASS },
      storageProvisioner: LONGHORN_DRIVER,
      // Where the pod runs is where the first copy should be.
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: "Delete",
      allowVolumeExpansion: true,
      parameters: {
        numberOfReplicas: String(replicas),
        // Minutes after which a copy of a host that does not come back is made anew elsewhere.
        staleReplicaTimeout: "2880",
        fsType: "ext4",
        dataLocality: replicas > 1 ? "best-effort" : "disabled",
      },
      dependsOn: [this.operator.chart.release],
    });
    Dependable.implement(this, { dependencyRoots: [this.storageClass] });
    this.node.defaultChild = this.storageClass;
  }
}

function longhornValues({ path, replicas, profile, protected: kept }: LonghornProps): object {
  const copies = CONTROLLER_REPLICAS[profile];
  return {
    // A class of our own: of the chart's, Helm would refuse to change anything.
    persistence: { createStorageClass: false, defaultClass: false },
    defaultSettings: {
      defaultDataPath: path,
      defaultReplicaCount: replicas,
      // Two copies on one host are one that is lost with it.
      replicaSoftAntiAffinity: false,
      // Without it, an attached volume would stand where its host does not come back.
      nodeDownPodDeletionPolicy: "delete-both-statefulset-and-deployment-pod",
      // The last copy of a volume is not drained away with its host.
      nodeDrainPolicy: "block-if-contains-last-replica",
      storageOverProvisioningPercentage: 100,
      storageMinimalAvailablePercentage: 15,
      // It would be refused otherwise, and with it the whole release, where all of it is to go.
      deletingConfirmationFlag: !kept,
      // Nothing calls home.
      upgradeChecker: false,
      allowCollectingLonghornUsageMetrics: false,
      priorityClass: PRIORITY.node,
    },
    csi: {
      attacherReplicaCount: copies,
      provisionerReplicaCount: copies,
      resizerReplicaCount: copies,
      snapshotterReplicaCount: copies,
    },
    // It has no login of its own.
    longhornUI: { replicas: 0 },
    longhornManager: { priorityClass: PRIORITY.node, resources: resources("100m", "256Mi", "1Gi") },
    longhornDriver: { priorityClass: PRIORITY.cluster },
    // It asks before an upgrade what Helm's own `wait` does.
    preUpgradeChecker: { jobEnabled: false },
  };
}
