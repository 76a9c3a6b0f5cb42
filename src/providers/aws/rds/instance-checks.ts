/** What RDS refuses of an instance. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { failure } from "../../../rehearsal/engine/attributes";
import { isTrue, numberOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { attributeOf, findByAttribute, objectsInRealm, retainedObjects, findDuplicate } from "../shared/lookups";
import { apiError, actualProblems } from "../shared/refusal";
import { refuseRestore } from "./restore-checks";
import { actualVersion, compareVersions, familyOf, majorOf } from "./engines";

type Combination = (message: string) => Diagnostic;

/** Names that PostgreSQL on RDS keeps for itself. */
const RESERVED_USERS = new Set(["admin", "rdsadmin", "rds_superuser", "rdsrepladmin"]);

/** Below this many GiB, gp3 comes with its base performance alone (AmazonRDS/latest/UserGuide/CHAP_Storage). */
const GP3_STRIPED = 400;

/** Days that Database Insights' advanced mode keeps what it sees (AmazonRDS/latest/UserGuide/USER_DatabaseInsights). */
const ADVANCED_RETENTION = 465;

export function refuseInstance(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const identifier = textOf(state.identifier);
  const start = `${prior ? "updating" : "creating"} RDS DB Instance (${identifier})`;
  const combination: Combination = (message) => apiError(start, "InvalidParameterCombination", message);
  const twin = findDuplicate(context, state, ["identifier"]);
  return [
    ...actualProblems(twin && apiError(start, "DBInstanceAlreadyExists", "DB instance already exists")),
    ...missingProblems(state, prior),
    ...userProblems(start, state),
    ...storageProblems(combination, state, prior),
    ...versionProblems(context, combination, state, prior),
    ...monitoringProblems(combination, state),
    ...networkProblems(context, start, state),
    ...replicaProblems(context, state, prior),
    ...(prior ? [] : refuseRestore(context, state)),
  ];
}

/** RDS puts a replica into its source's subnet group where both are in one region, and takes no other word for it. */
export function refuseSubnetGroup(config: ValueObject): readonly Diagnostic[] {
  const source = textOf(config.replicate_source_db);
  return actualProblems(
    source &&
      !source.startsWith("arn:") &&
      textOf(config.db_subnet_group_name) &&
      apiError(
        `creating RDS DB Instance (read replica) (${textOf(config.identifier)})`,
        "DBSubnetGroupNotAllowedFault",
        "A DB subnet group cannot be given for a read replica in the region of its source.",
      ),
  );
}

/** Read replicas of one server (RDS user guide, working with read replicas). */
const MOST_REPLICAS = 15;

/** What RDS refuses of a read replica when it is made. Its source's password is not managed, and it has backups. */
function replicaProblems(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const name = textOf(state.replicate_source_db);
  if (!name || prior) return [];
  const start = `creating RDS DB Instance (read replica) (${textOf(state.identifier)})`;
  const source = findByAttribute(context, "aws_db_instance", "identifier", name.split(":").at(-1))?.attributes;
  const others = objectsInRealm(context, "aws_db_instance").filter(
    ({ attributes }) => textOf(attributes.replicate_source_db) === name,
  );
  return actualProblems(
    // github.com/terraform-aws-modules/terraform-aws-rds/issues/532
    isTrue(source?.manage_master_user_password) &&
      apiError(
        start,
        "InvalidParameterValue",
        `Creating read replicas for source instance with engine ${textOf(source?.engine)} where ManageMasterUserPassword is enabled is not supported.`,
      ),
    source?.backup_retention_period === 0 &&
      apiError(start, "InvalidDBInstanceState", "Automated backups are not enabled for this database instance."),
    others.length >= MOST_REPLICAS &&
      apiError(start, "InstanceQuotaExceeded", `The source instance has ${others.length} read replicas already.`),
  );
}

/** Of an instance that comes from nothing else, the provider asks for these before it calls AWS. */
function missingProblems(state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  const source = ["replicate_source_db", "snapshot_identifier"].some((name) => textOf(state[name]));
  const restored = ["s3_import", "restore_to_point_in_time"].some((name) => objectsOf(state[name]).length > 0);
  if (prior || source || restored) return [];
  const password =
    textOf(state.password) || numberOf(state.password_wo_version) || isTrue(state.manage_master_user_password);
  return actualProblems(
    !numberOf(state.allocated_storage) && failure(`"allocated_storage": required field is not set`),
    !textOf(state.engine) && failure(`"engine": required field is not set`),
    !textOf(state.username) && failure(`"username": required field is not set`),
    !password && failure(`one of "password", "password_wo" or "manage_master_user_password" is required`),
  );
}

function userProblems(start: string, state: ValueObject): readonly Diagnostic[] {
  const user = textOf(state.username) ?? "";
  const message = `MasterUsername ${user} cannot be used as it is a reserved word used by the engine`;
  return actualProblems(
    state.engine === "postgres" && RESERVED_USERS.has(user) && apiError(start, "InvalidParameterValue", message),
  );
}

function storageProblems(
  combination: Combination,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const size = numberOf(state.allocated_storage) ?? 0;
  const most = numberOf(state.max_allocated_storage) ?? 0;
  const before = numberOf(prior?.allocated_storage) ?? 0;
  const small = state.storage_type === "gp3" && size < GP3_STRIPED && state.engine === "postgres";
  const faster = (numberOf(state.iops) ?? 3000) > 3000 || (numberOf(state.storage_throughput) ?? 125) > 125;
  return actualProblems(
    most > 0 && most <= size && combination("Max storage size must be greater than storage size"),
    size < before &&
      combination(`Requested storage size (${size}) cannot be less than the current storage size (${before})`),
    small &&
      faster &&
      combination(
        `You can't specify IOPS or storage throughput for engine ${textOf(state.engine)} and a storage size less than ${GP3_STRIPED}.`,
      ),
  );
}

/** Up only, over a major only when told, and with a parameter group of the family. */
function versionProblems(
  context: BehaviourContext,
  combination: Combination,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const engine = textOf(state.engine) ?? "postgres";
  const [from, to] = [prior?.engine_version_actual ?? prior?.engine_version, state.engine_version].map(
    actualVersion,
  ) as [string, string];
  // A major alone asks for no minor: whichever runs is right.
  const sameMajor = majorOf(from) === majorOf(state.engine_version);
  const loose = !textOf(state.engine_version)?.includes(".");
  const down = prior !== null && compareVersions(to, from) < 0 && !(loose && sameMajor);
  const jump = prior !== null && !sameMajor && compareVersions(to, from) > 0;
  const group = textOf(state.parameter_group_name);
  const family = textOf(findByAttribute(context, "aws_db_parameter_group", "name", group)?.attributes.family);
  const wanted = familyOf(engine, state.engine_version);
  return actualProblems(
    down && combination(`Cannot upgrade ${engine} from ${from} to ${to}`),
    jump &&
      !isTrue(state.allow_major_version_upgrade) &&
      combination("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."),
    family !== undefined &&
      family !== wanted &&
      combination(
        `The Parameter Group ${group} with DBParameterGroupFamily ${family} cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${wanted}`,
      ),
  );
}

function monitoringProblems(combination: Combination, state: ValueObject): readonly Diagnostic[] {
  const retention = numberOf(state.performance_insights_retention_period) ?? 0;
  const watched = isTrue(state.performance_insights_enabled) && retention >= ADVANCED_RETENTION;
  return actualProblems(
    (numberOf(state.monitoring_interval) ?? 0) > 0 &&
      !textOf(state.monitoring_role_arn) &&
      combination("A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."),
    state.database_insights_mode === "advanced" &&
      !watched &&
      combination(
        `To enable the Advanced mode of Database Insights, modify your DB instance to enable Performance Insights and set the retention period for Performance Insights to at least ${ADVANCED_RETENTION} days.`,
      ),
  );
}

/** The instance and its security groups stand in one VPC. */
function networkProblems(context: BehaviourContext, start: string, state: ValueObject): readonly Diagnostic[] {
  const vpc = textOf(
    findByAttribute(context, "aws_db_subnet_group", "name", state.db_subnet_group_name)?.attributes.vpc_id,
  );
  const other = textsOf(state.vpc_security_group_ids)
    .map((id) => attributeOf(context, "aws_security_group", id, "vpc_id"))
    .find((of) => of !== undefined && vpc !== undefined && of !== vpc);
  return actualProblems(
    other &&
      apiError(
        start,
        "InvalidVPCNetworkStateFault",
        `The DB instance and EC2 security group are in different VPCs. The DB instance is in ${vpc} and the EC2 security group is in ${other}`,
      ),
  );
}

export function refuseDelete(context: BehaviourContext, { attributes }: WorldObject): readonly Diagnostic[] {
  const identifier = textOf(attributes.identifier);
  const start = `deleting RDS DB Instance (${identifier})`;
  const snapshot = textOf(attributes.final_snapshot_identifier);
  const skips = isTrue(attributes.skip_final_snapshot);
  const taken = [
    ...retainedObjects(context, "aws_db_snapshot"),
    context.world.get("aws_db_snapshot", snapshot ?? "", context.realm),
  ];
  return actualProblems(
    isTrue(attributes.deletion_protection) &&
      apiError(
        start,
        "InvalidParameterCombination",
        "Cannot delete protected DB Instance, please disable deletion protection and try again.",
      ),
    !skips &&
      textOf(attributes.replicate_source_db) &&
      apiError(
        start,
        "InvalidParameterCombination",
        "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance",
      ),
    !skips && !snapshot && failure("final_snapshot_identifier is required when skip_final_snapshot is false"),
    !skips &&
      taken.some((object) => object !== undefined && object.id === snapshot) &&
      apiError(
        start,
        "DBSnapshotAlreadyExists",
        `Cannot create the snapshot because a snapshot with the identifier ${snapshot} already exists.`,
      ),
  );
}
