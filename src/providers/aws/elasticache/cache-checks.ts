/** What ElastiCache refuses of caches, users and their groups. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { firstOf, isTrue, numberOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { isTieredCacheNode, knowsCacheNode, offersCacheNode } from "../../../targets/eks/cache-nodes";
import { isOlder } from "../../shared/versions";
import { locationOf } from "../shared/location";
import { findByAttribute, retainedObjects } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";

type Refusal = (code: string, message: string) => Diagnostic;

/** Snapshots that outlive what they are of; Terraform has no type for them. */
export const SNAPSHOT = "aws_elasticache_snapshot";

export function refuseGroup(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const start = doing(prior, "ElastiCache Replication Group", textOf(state.replication_group_id));
  const refusal: Refusal = (code, message) => apiError(start, code, message);
  return [
    ...nameProblems(refusal, textOf(state.replication_group_id), "ReplicationGroupId"),
    ...nodeProblems(context, refusal, state),
    ...failoverProblems(context, refusal, state),
    ...accessProblems(refusal, state, prior),
    ...engineProblems(context, refusal, state, prior),
  ];
}

/** Letters, digits and single hyphens (API reference, CreateReplicationGroup). */
function nameProblems(refusal: Refusal, name: string | undefined, parameter: string): readonly Diagnostic[] {
  return actualProblems(
    name !== undefined &&
      !/^(?=.{1,40}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/.test(name) &&
      refusal(
        "InvalidParameterValue",
        `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
      ),
  );
}

function nodeProblems(context: BehaviourContext, refusal: Refusal, state: ValueObject): readonly Diagnostic[] {
  const type = textOf(state.node_type);
  if (type === undefined || /^cache\.(?:m[1-4]|r[34]|t[12]|c1)\./.test(type)) return [];
  const { region } = locationOf(context, state);
  const offered = offersCacheNode(region, type);
  return actualProblems(
    !offered &&
      refusal(
        "InvalidParameterValue",
        knowsCacheNode(type)
          ? `The node type ${type} is not supported in the region ${region}.`
          : `Invalid cache node type: ${type}.`,
      ),
    offered &&
      isTieredCacheNode(type) !== isTrue(state.data_tiering_enabled) &&
      refusal("InvalidParameterCombination", `Data tiering must be enabled for r6gd node types, and for no others.`),
  );
}

function failoverProblems(context: BehaviourContext, refusal: Refusal, state: ValueObject): readonly Diagnostic[] {
  const clustered = isClustered(state);
  const copies = numberOf(state.replicas_per_node_group) ?? (numberOf(state.num_cache_clusters) ?? 1) - 1;
  const failsOver = isTrue(state.automatic_failover_enabled);
  const subnets = textsOf(
    findByAttribute(context, "aws_elasticache_subnet_group", "name", state.subnet_group_name)?.attributes.subnet_ids,
  );
  const zones = new Set(
    subnets.map((id) => textOf(findByAttribute(context, "aws_subnet", "id", id)?.attributes.availability_zone)),
  );
  return actualProblems(
    failsOver &&
      !clustered &&
      copies < 1 &&
      refusal(
        "InvalidParameterCombination",
        "Automatic failover is not supported for replication groups with fewer than two nodes.",
      ),
    clustered &&
      !failsOver &&
      refusal("InvalidParameterCombination", "Automatic failover must be enabled for cluster mode enabled groups."),
    isTrue(state.multi_az_enabled) &&
      !failsOver &&
      refusal("InvalidParameterCombination", "automatic_failover_enabled must be true if multi_az_enabled is true"),
    isTrue(state.multi_az_enabled) &&
      copies < 1 &&
      refusal("InvalidParameterCombination", "Multi-AZ must have at least one replica per node group."),
    isTrue(state.multi_az_enabled) &&
      subnets.length > 0 &&
      zones.size < 2 &&
      refusal(
        "InvalidParameterCombination",
        "Multi-AZ needs subnets in at least two Availability Zones in the cache subnet group.",
      ),
  );
}

function accessProblems(refusal: Refusal, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  const tls = isTrue(state.transit_encryption_enabled);
  return actualProblems(
    Boolean(textOf(state.auth_token)) &&
      !tls &&
      refusal("InvalidParameterCombination", "The AUTH token is only supported when encryption-in-transit is enabled"),
    textsOf(state.user_group_ids).length > 0 &&
      !tls &&
      refusal(
        "InvalidParameterCombination",
        "User group based access control requires encryption-in-transit to be enabled on the replication group.",
      ),
    // First `preferred`, which takes both, and then `required` (dg/in-transit-encryption-enable.html).
    prior !== null &&
      tls &&
      !isTrue(prior.transit_encryption_enabled) &&
      state.transit_encryption_mode === "required" &&
      refusal(
        "InvalidParameterCombination",
        "Transit encryption mode must be set to preferred before it is set to required.",
      ),
  );
}

function engineProblems(
  context: BehaviourContext,
  refusal: Refusal,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const major = textOf(state.engine_version)?.split(".")[0];
  const group = textOf(state.parameter_group_name);
  const family = textOf(findByAttribute(context, "aws_elasticache_parameter_group", "name", group)?.attributes.family);
  const engine = textOf(state.engine) ?? "redis";
  const [from, to] = [prior?.cluster_mode, state.cluster_mode].map(textOf);
  return actualProblems(
    prior !== null &&
      isOlder(prior.engine_version_actual ?? prior.engine_version, state.engine_version) &&
      refusal(
        "InvalidParameterCombination",
        `Cannot downgrade the engine version from ${textOf(prior.engine_version)} to ${textOf(state.engine_version)}.`,
      ),
    engine === "valkey" &&
      family !== undefined &&
      major !== undefined &&
      family !== `valkey${major}` &&
      refusal(
        "InvalidParameterCombination",
        `The parameter group ${group} with family ${family} can't be used with engine ${engine} ${textOf(state.engine_version)}.`,
      ),
    // Through `compatible` only, and never back to `disabled` from `enabled` (dg/modify-cluster-mode.html).
    prior !== null &&
      from !== undefined &&
      to !== undefined &&
      from !== to &&
      (to === "disabled" || from === "disabled") &&
      !(from === "compatible" || to === "compatible") &&
      refusal("InvalidParameterCombination", `Cluster mode cannot be changed from ${from} to ${to}.`),
  );
}

export const isClustered = (state: ValueObject): boolean =>
  (numberOf(state.num_node_groups) ?? 1) > 1 || state.cluster_mode === "enabled";

export function refuseGroupDelete(context: BehaviourContext, { attributes }: WorldObject): readonly Diagnostic[] {
  const id = textOf(attributes.replication_group_id);
  const snapshot = textOf(attributes.final_snapshot_identifier);
  const exists = snapshot !== undefined && retainedObjects(context, SNAPSHOT).some((kept) => kept.id === snapshot);
  return actualProblems(
    exists &&
      apiError(
        `deleting ElastiCache Replication Group (${id})`,
        "SnapshotAlreadyExistsFault",
        `Snapshot with specified name already exists: ${snapshot}`,
      ),
  );
}

export function refuseServerless(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const start = doing(prior, "ElastiCache Serverless Cache", textOf(state.name));
  const refusal: Refusal = (code, message) => apiError(start, code, message);
  const subnets = textsOf(state.subnet_ids);
  const zones = new Set(
    subnets.map((id) => textOf(findByAttribute(context, "aws_subnet", "id", id)?.attributes.availability_zone)),
  );
  return [
    ...nameProblems(refusal, textOf(state.name), "ServerlessCacheName"),
    ...actualProblems(
      subnets.length > 0 &&
        zones.size < 2 &&
        refusal("InvalidParameterValue", "Subnets of a serverless cache must be in at least two Availability Zones."),
    ),
  ];
}

/** IAM authentication takes one text for id and name; a valkey user cannot be without authentication (dg/Clusters.RBAC.html). */
export function refuseUser(_: BehaviourContext, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  const start = doing(prior, "ElastiCache User", textOf(state.user_id));
  const mode = textOf(firstOf(state.authentication_mode)?.type);
  const open = mode === "no-password-required" || isTrue(state.no_password_required);
  return [
    ...nameProblems((code, message) => apiError(start, code, message), textOf(state.user_id), "UserId"),
    ...actualProblems(
      mode === "iam" &&
        state.user_id !== state.user_name &&
        apiError(
          start,
          "InvalidParameterCombination",
          "User Id and User name must be same for authentication type: iam",
        ),
      engineOf(state) === "valkey" &&
        open &&
        apiError(start, "InvalidParameterCombination", "No password is not supported for users of the engine valkey."),
      !/(^|\s)(on|off)(\s|$)/.test(textOf(state.access_string) ?? "") &&
        apiError(start, "InvalidParameterValue", "Access String must begin with on or off."),
    ),
  ];
}

export function refuseUserGroup(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const start = doing(prior, "ElastiCache User Group", textOf(state.user_group_id));
  const users = textsOf(state.user_ids).map((id) => findByAttribute(context, "aws_elasticache_user", "user_id", id));
  const names = [
    ...(textsOf(state.user_ids).includes("default") ? ["default"] : []),
    ...users.flatMap((user) => textOf(user?.attributes.user_name) ?? []),
  ];
  const foreign = users.find((user) => user && engineOf(user.attributes) !== engineOf(state));
  return [
    ...nameProblems((code, message) => apiError(start, code, message), textOf(state.user_group_id), "UserGroupId"),
    ...actualProblems(
      engineOf(state) === "redis" &&
        !names.includes("default") &&
        apiError(start, "DefaultUserRequired", "User group needs to contain a user with the user name default."),
      new Set(names).size < names.length &&
        apiError(start, "DuplicateUserName", "A user group cannot contain two users with the same user name."),
      engineOf(state) === "redis" &&
        foreign &&
        apiError(start, "InvalidParameterValue", "A user group of the engine redis takes users of that engine only."),
    ),
  ];
}

const engineOf = (state: ValueObject): string => (textOf(state.engine) ?? "redis").toLowerCase();
