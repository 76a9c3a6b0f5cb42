/** Velero as pods of the cluster: server, agents on the nodes where they are needed, schedules, and a test of restoring. */
import { Construct } from "constructs";
import { validateProps } from "../../kit/cdktf/props";
import { Manifests } from "../../kit/cluster/manifests";
import type { PodSecurity } from "../../kit/cluster/namespace";
import { allowCredentials } from "../../kit/cluster/namespace-guard";
import { Operator } from "../../kit/cluster/operator/operator";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { ALLOW_STORES, platformKeys } from "../../object-storage/platform-keys";
import type { IVelero, VeleroAttributes } from "../contract";
import { VELERO_NAMESPACE } from "../names";
import { type VeleroProps, veleroPropsSchema } from "../props";
import { type BackupSchedule, usesFiles, usesNodes } from "../section";
import type { VeleroCloud } from "./cloud";
import { scheduleObject, snapshotClass } from "./objects";
import { RestoreTestJob } from "./restore-test";
import { veleroValues } from "./values";

const CHART = "velero";
const METRICS_PORT = 8085;

/** Of the key of a store that has keys. */
const KEYS_SECRET = "velero-store";

/** Loaded only where there is such a store. */
const loadKeyed = (): typeof import("../seaweedfs/keyed-store") =>
  require("../seaweedfs/keyed-store") as typeof import("../seaweedfs/keyed-store");

/**
 * All rights in the cluster: whatever was there, Velero must be able to put back. So nobody but those who may have all rights may
 * write into its namespace.
 */
export class ClusterVelero extends Construct implements IVelero {
  public readonly operator: Operator;
  /** By name. */
  public readonly schedules: Readonly<Record<string, Manifests>>;
  /** Undefined where none is asked for. */
  public readonly restoreTest: RestoreTestJob | undefined;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: VeleroProps, cloud: VeleroCloud) {
    super(scope, id);
    const { cluster, store, secrets, ...rest } = props;
    const credentials = store.credentialsFor(VELERO_NAMESPACE, VELERO_NAMESPACE);
    const keyed = credentials && loadKeyed();
    const { schedules, restoreTest, snapshotController, values } = validateProps(this, veleroPropsSchema, rest);
    const snapshots = [
      ...((snapshotController && cloud.snapshots?.(this)) || []),
      ...(cloud.snapshotRights?.(this) ?? []),
    ];
    this.operator = new Operator(this, "server", {
      chart: CHART,
      name: VELERO_NAMESPACE,
      podSecurity: podSecurityFor(schedules),
      metricsPort: METRICS_PORT,
      egress: keyed ? [ALLOW_STORES] : allowCredentials(cluster),
      ...(credentials && keyed
        ? {
            before: (self: Construct, namespaceReference: string) =>
              terraformDependables([
                platformKeys(self, "keys", {
                  store,
                  credentials,
                  secrets,
                  namespace: VELERO_NAMESPACE,
                  namespaceReference,
                  secretName: KEYS_SECRET,
                  template: { cloud: keyed.KEY_FILE },
                }),
              ]),
          }
        : {
            identify: (self: Construct, serviceAccount: string) =>
              cluster.identify(self, "identity", {
                namespace: VELERO_NAMESPACE,
                serviceAccount,
                permissions: store.permissions("read-write"),
              }),
          }),
      values: (identity) =>
        veleroValues(
          {
            schedules,
            store,
            cloud: keyed?.keyedStore ?? cloud,
            ...(keyed ? { keysSecret: KEYS_SECRET } : {}),
          },
          identity,
        ),
      ...(values ? { overrides: values } : {}),
      dependsOn: snapshots,
    });
    const namespace = this.operator.namespace.name;
    const after = [this.operator.chart.release];
    if (cloud.snapshotDriver !== undefined) {
      new Manifests(this, "snapshot-class", {
        releaseName: "velero-snapshot-class",
        namespace,
        objects: [snapshotClass(cloud.snapshotDriver, cloud.snapshotParameters)],
        dependsOn: [...snapshots, ...after],
      });
    }
    // A release for each: one that goes is told by its name.
    const place = new Construct(this, "schedules");
    this.schedules = Object.fromEntries(
      schedules.map((schedule) => [
        schedule.name,
        new Manifests(place, schedule.name, {
          releaseName: `schedule-${schedule.name}`,
          namespace,
          objects: [scheduleObject(schedule)],
          dependsOn: after,
        }),
      ]),
    );
    this.restoreTest =
      restoreTest && new RestoreTestJob(this, "restore-test", { namespace, restoreTest, dependsOn: after });
    this.node.defaultChild = this.operator.chart.release;
  }

  public get namespace(): string {
    return this.operator.namespace.name;
  }
  public get attributes(): VeleroAttributes {
    return { namespace: this.namespace };
  }
}

/** Files of running pods are read below the node's own folders, and volumes as root. */
function podSecurityFor(schedules: readonly BackupSchedule[]): PodSecurity {
  if (usesFiles(schedules)) return "privileged";
  return usesNodes(schedules) ? "baseline" : "restricted";
}
