/** What is known of RDS, and of DocumentDB and Neptune, which are managed through the same API. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { Condition } from "../../../model/risk";
import { isOlder, isSameUpTo } from "../../shared/versions";
import { storeReplacedRule } from "../shared/rules";

const PERFORMANCE = "https://repost.aws/knowledge-center/rds-performance-impact";
const SETTINGS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html";
const STORAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html";

const REPLICAS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html";

const SERVER = "aws_db_instance";
const CLUSTER = "aws_rds_cluster";
const SERVERS = [SERVER, "aws_rds_cluster_instance"];
const ANY = [SERVER, CLUSTER, "aws_rds_cluster_instance"];
/** What has backups of its own. */
const BACKED_UP = [SERVER, CLUSTER, "aws_docdb_cluster"];

const DATABASE = "a database; what its final snapshot and retained backups do not hold is lost";

/** A copy: what it holds, its source holds, too. */
const REPLICA: Condition = {
  judge: ({ before, after }) => ({ holds: [before, after].some((side) => Boolean(side?.["replicate_source_db"])) }),
};

/** What a new server is made from: the backups of another one, or a snapshot. */
const RESTORED: Condition = {
  judge: ({ after }) => {
    const block: unknown = after?.["restore_to_point_in_time"];
    const from = (Array.isArray(block) ? (block[0] as unknown) : block) as
      Readonly<Record<string, unknown>> | undefined;
    const source = [
      from?.["source_db_instance_identifier"],
      from?.["source_dbi_resource_id"],
      from?.["source_db_instance_automated_backups_arn"],
      after?.["snapshot_identifier"],
    ].find((name): name is string => typeof name === "string" && name !== "");
    if (source === undefined) return { holds: false };
    const time = from?.["restore_time"];
    return { holds: true, after: typeof time === "string" && time !== "" ? `${source} as of ${time}` : source };
  },
};

export const rdsFacts: ServiceFacts = {
  holdsData: {
    [SERVER]: DATABASE,
    [CLUSTER]: DATABASE,
    aws_docdb_cluster: "a database",
    aws_neptune_cluster: "a database",
    aws_db_snapshot: "a backup",
  },
  billed: [SERVER],
  irreversible: [
    {
      types: [SERVER],
      attribute: "allocated_storage",
      closed: (real, wanted) => Number(wanted) < Number(real),
      reason: "A server's storage can grow, never shrink.",
      source: STORAGE,
    },
    {
      types: [SERVER, CLUSTER],
      attribute: "engine_version",
      closed: isOlder,
      reason: "An engine cannot go back to an older version.",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    },
  ],
  noise: [
    {
      name: "database-minor-upgrade",
      types: ANY,
      attribute: /^engine_version(_actual)?$/,
      reason: "RDS raises the minor version in the maintenance window, as auto_minor_version_upgrade asks.",
      when: ({ before, after }, { after: object }) =>
        object?.["auto_minor_version_upgrade"] !== false && isSameUpTo(1, before, after),
    },
    {
      name: "database-replicas",
      types: [SERVER],
      attribute: /^replicas(\[\d+\])?$/,
      reason: "RDS lists the copies of a server at it; each is a resource of its own.",
    },
    {
      name: "database-restorable-time",
      types: ANY,
      attribute: /^latest_restorable_time$/,
      reason: "It moves with every log that is backed up, every five minutes.",
    },
    {
      name: "rotated-secret",
      types: ANY,
      attribute: /^master_user_secret(\[0\])?\.secret_status$/,
      reason: "RDS rotates the administrator's password, and says so while it does.",
      when: ({ after }) => after === "rotating" || after === "active" || after === "creating",
    },
  ],
  madeByCloud: [
    {
      name: "managed-secret",
      type: "aws_secretsmanager_secret",
      reason: "RDS keeps the administrator's password in a secret of its own.",
      matches: ({ id }) => /(^|:)rds!/.test(id),
    },
  ],
  // No copy has what its source lacks, nor can a final snapshot be taken of it.
  exceptions: ["data-loss/deleted", "data-loss/replaced", "data-loss/no-final-snapshot"].map((rule) => ({
    rule,
    unless: REPLICA,
  })),
  rules: [
    {
      id: "downtime/replica-gone",
      risk: "downtime",
      types: [SERVER],
      actions: ["delete", "replace"],
      when: [REPLICA],
      reason:
        "A read replica goes: whoever reads from it is refused until they have another `readerHost`. No data is lost, its source has it.",
      source: REPLICAS,
    },
    {
      id: "downtime/replica-promoted",
      risk: "downtime",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "replicate_source_db", is: "removed" }],
      reason:
        "The replica of {before} becomes a server of its own, and follows its source no longer: whoever reads from it sees what was, and nothing new.",
      source: REPLICAS,
    },
    {
      id: "none/restored",
      risk: "none",
      types: [SERVER],
      actions: ["create"],
      when: [RESTORED],
      reason:
        "It is made from {after}, with its data, users and key; what it is made from stays as it is. Backup days, windows and insights are those of the source at first: the next deployment sets those of the file.",
      source: "https://github.com/hashicorp/terraform-provider-aws/pull/47742",
    },
    {
      id: "data-loss/backups-shorter",
      risk: "data-loss",
      types: BACKED_UP,
      actions: ["update", "replace"],
      when: [{ path: "backup_retention_period", is: "less" }],
      reason: "Backups are kept for {after} days instead of {before}: older ones are deleted at once.",
      source: SETTINGS,
    },
    {
      id: "data-loss/no-final-snapshot",
      risk: "data-loss",
      types: BACKED_UP,
      actions: ["create", "update", "replace"],
      when: [{ path: "skip_final_snapshot", becomes: [true] }],
      reason: "Once deleted, it will leave no final snapshot.",
    },
    {
      id: "exposure/tls-not-required",
      risk: "exposure",
      types: ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"],
      actions: ["update", "replace"],
      when: [{ path: "parameter[name=rds.force_ssl].value", becomes: ["0"] }],
      reason: "The server takes connections without TLS.",
    },
    {
      id: "downtime/database-class-standby",
      risk: "downtime",
      types: SERVERS,
      actions: ["update"],
      when: [
        { path: "instance_class", is: "changed" },
        { path: "multi_az", was: [true] },
      ],
      reason: "The server moves from {before} to {after}: it fails over to its standby, typically 60 to 120 seconds.",
      source: PERFORMANCE,
    },
    {
      id: "downtime/database-class",
      risk: "downtime",
      types: SERVERS,
      actions: ["update"],
      when: [{ path: "instance_class", is: "changed" }],
      unless: [{ path: "multi_az", was: [true] }],
      reason:
        "The server moves from {before} to {after} and restarts: without a standby for minutes, as long as its recovery takes.",
      source: PERFORMANCE,
    },
    {
      id: "downtime/database-version",
      risk: "downtime",
      types: [...SERVERS, CLUSTER],
      actions: ["update"],
      when: [{ path: "engine_version", is: "changed" }],
      reason:
        "The engine is upgraded from {before} to {after}: the server is away for minutes, with a standby too; a major upgrade of a large database takes longer.",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html",
    },
    {
      id: "downtime/database-port",
      risk: "downtime",
      types: SERVERS,
      actions: ["update"],
      when: [{ path: "port", is: "changed" }],
      reason: "The server restarts at once, and answers on port {after} instead of {before}.",
      source: SETTINGS,
    },
    {
      id: "downtime/database-storage-type",
      risk: "downtime",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "storage_type", is: "changed" }],
      reason:
        "The storage changes from {before} to {after}: between some types that is a short outage at the beginning.",
      source: SETTINGS,
    },
    storeReplacedRule(...SERVERS, CLUSTER),
    {
      id: "cost/insights-added",
      risk: "cost",
      direction: "up",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "database_insights_mode", becomes: ["advanced"] }],
      reason: "Advanced insights are paid for by the virtual CPU.",
    },
    {
      id: "none/storage-grows",
      risk: "none",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "allocated_storage", is: "more" }],
      reason:
        "Storage grows from {before} to {after} GiB without an outage. It never shrinks again, and cannot be changed for six hours.",
      source: STORAGE,
    },
  ],
};
