/** What throws away, once a day, what the stores say has had its time: SeaweedFS does it when it is told to. */
import { CronJobV1 } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SEAWEEDFS_IMAGE } from "../../../../catalog/seaweedfs";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../../kit/cluster/restricted";
import type { ObjectServersSection } from "../../../object-servers/section";
import { OBJECTS_NAMESPACE } from "../endpoint/names";
import {
  FILER_PORT,
  LIFECYCLE_LABELS,
  LIFECYCLE_SERVICE,
  MASTER_PORT,
  partCertificate,
  podsOf,
  S3_GRPC_PORT,
} from "./names";
import { filersOf, mastersOf } from "./sizes";

export interface LifecycleRunsProps {
  /** Where they run. */
  readonly namespace: string;
  /** How many there are. */
  readonly servers: Pick<ObjectServersSection, "servers" | "copies">;
  /** What must be there before them: the servers. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** At night, and beside the hours at which backups begin. */
const SCHEDULE = "41 4 * * *";
/** Hours: what a day has changed is read once. */
const HOURS = 6;

const CERTIFICATE = "/run/certificate";

export class LifecycleRuns extends Construct {
  public readonly cronJob: CronJobV1;

  constructor(scope: Construct, id: string, props: LifecycleRunsProps) {
    super(scope, id);
    const { namespace, dependsOn } = props;
    this.cronJob = new CronJobV1(this, "Resource", {
      metadata: { name: "object-storage-lifecycle", namespace, labels: { ...LIFECYCLE_LABELS } },
      spec: {
        schedule: SCHEDULE,
        concurrencyPolicy: "Forbid",
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: { ...LIFECYCLE_LABELS } },
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: (HOURS + 1) * 3600,
            template: { metadata: { labels: { ...LIFECYCLE_LABELS } }, spec: pod(props) },
          },
        },
      },
      dependsOn: [...dependsOn],
    });
    this.node.defaultChild = this.cronJob;
  }
}

/** The shell of SeaweedFS ends well whatever became of its command: what it said last tells. */
const SCRIPT = [
  'said=$(printf "%s\\n" "$COMMAND" | weed shell -master="$MASTERS" -filer="$FILER" 2>&1)',
  'printf "%s\\n" "$said"',
  'case "$said" in *"cursors checkpointed"*) ;; *) exit 1 ;; esac',
].join("\n");

function pod({ servers }: LifecycleRunsProps) {
  const texts = {
    HOME: "/tmp",
    COMMAND: `s3.lifecycle.run-shard -shards 0-15 -s3 ${LIFECYCLE_SERVICE}.${OBJECTS_NAMESPACE}:${S3_GRPC_PORT} -events 0 -runtime ${HOURS}h`,
    MASTERS: podsOf("master", mastersOf(servers), MASTER_PORT).join(","),
    FILER: podsOf("filer", filersOf(servers), FILER_PORT)[0] ?? "",
    WEED_GRPC_CA: `${CERTIFICATE}/ca.crt`,
    WEED_GRPC_CLIENT_CERT: `${CERTIFICATE}/tls.crt`,
    WEED_GRPC_CLIENT_KEY: `${CERTIFICATE}/tls.key`,
  };
  return {
    ...RESTRICTED_JOB_POD,
    container: [
      {
        name: "lifecycle",
        image: SEAWEEDFS_IMAGE,
        imagePullPolicy: "IfNotPresent",
        command: ["sh", "-euc", SCRIPT],
        env: Object.entries(texts).map(([name, value]) => ({ name, value })),
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
        securityContext: restrictedContainer(),
        volumeMount: [
          { name: "certificate", mountPath: CERTIFICATE, readOnly: true },
          { name: "scratch", mountPath: "/tmp" },
        ],
      },
    ],
    volume: [
      { name: "certificate", secret: { secretName: partCertificate("client"), defaultMode: "0440" } },
      { name: "scratch", emptyDir: { sizeLimit: "64Mi" } },
    ],
  };
}
