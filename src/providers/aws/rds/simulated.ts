/** RDS: instances, and the groups that they are put into. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, numberOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { attributeOf, addCompanion, findByAttribute, RETAINED } from "../shared/lookups";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { arn, locationOf } from "../shared/location";
import { PORTS } from "./engines";
import { instance } from "./instance";
import { type HandMadeChanges, increasedBy } from "../../../rehearsal/engine/hand-made";

const distinctSubnetValues = (context: BehaviourContext, state: ValueObject, attribute: string): readonly string[] =>
  [...new Set(textsOf(state.subnet_ids).map((id) => attributeOf(context, "aws_subnet", id, attribute) ?? ""))].sort();

const subnetGroup = patternedResource(
  {
    id: "{name}",
    arn: "rds:subgrp:{name}",
    exists: { code: "DBSubnetGroupAlreadyExists", message: "The DB subnet group '{id}' already exists." },
    values: (context, state) => ({
      supported_network_types: ["IPV4"],
      vpc_id: distinctSubnetValues(context, state, "vpc_id")[0] ?? "",
    }),
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "RDS DB Subnet Group", textOf(state.name));
      const zones = distinctSubnetValues(context, state, "availability_zone");
      return actualProblems(
        zones.length < 2 &&
          apiError(
            start,
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`,
          ),
        distinctSubnetValues(context, state, "vpc_id").length > 1 &&
          apiError(start, "InvalidParameterValue", "The DB Subnet Group needs all subnets in one VPC."),
      );
    },
  },
);

/** Parameters of PostgreSQL that only a restart changes (pg_settings, context `postmaster`) and people set most. */
const STATIC_PARAMETERS = new Set([
  "autovacuum_max_workers",
  "huge_pages",
  "max_connections",
  "max_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "wal_buffers",
]);

const parameterGroup = patternedResource(
  {
    id: "{name}",
    arn: "rds:pg:{name}",
    exists: { code: "DBParameterGroupAlreadyExists", message: "Parameter group {id} already exists" },
  },
  {
    refuse: (_context, state, prior) => {
      const start = doing(prior, "RDS DB Parameter Group", textOf(state.name));
      const wrong = objectsOf(state.parameter).find(
        ({ name, apply_method: method }) => STATIC_PARAMETERS.has(textOf(name) ?? "") && method !== "pending-reboot",
      );
      return actualProblems(
        textOf(state.family)?.startsWith("postgres") &&
          wrong && {
            ...apiError(start, "InvalidParameterCombination", "cannot use immediate apply method for static parameter"),
            detail: `${textOf(wrong.name)} changes with a restart only: apply_method = "pending-reboot".`,
          },
      );
    },
    deleted: forgetIfSkipDestroy,
  },
);

/** With `skip_destroy` Terraform only forgets the object: it is retained, and its name stays taken. */
function forgetIfSkipDestroy(
  context: BehaviourContext,
  { type, id, attributes }: { type: string; id: string; attributes: ValueObject },
): void {
  if (isTrue(attributes.skip_destroy)) addCompanion(context, type, id, { ...attributes, [RETAINED]: true });
}

const snapshot = patternedResource({
  id: "{db_snapshot_identifier}",
  exists: {
    code: "DBSnapshotAlreadyExists",
    message: "Cannot create the snapshot because a snapshot with the identifier {id} already exists.",
  },
  values: (context, state) => {
    const instance = findByAttribute(
      context,
      "aws_db_instance",
      "identifier",
      state.db_instance_identifier,
    )?.attributes;
    return {
      db_snapshot_arn: arn(locationOf(context, state), "rds", `snapshot:${textOf(state.db_snapshot_identifier)}`),
      allocated_storage: numberOf(instance?.allocated_storage) ?? 0,
      availability_zone: instance?.availability_zone ?? "",
      encrypted: isTrue(instance?.storage_encrypted),
      engine: instance?.engine ?? "",
      engine_version: instance?.engine_version_actual ?? "",
      iops: numberOf(instance?.iops) ?? 0,
      kms_key_id: instance?.kms_key_id ?? "",
      license_model: instance?.license_model ?? "",
      option_group_name: instance?.option_group_name ?? "",
      port: numberOf(instance?.port) ?? PORTS.postgres ?? 0,
      snapshot_type: "manual",
      source_db_snapshot_identifier: "",
      source_region: "",
      status: "available",
      storage_type: instance?.storage_type ?? "",
      vpc_id: attributeOf(context, "aws_db_subnet_group", instance?.db_subnet_group_name, "vpc_id") ?? "",
    };
  },
});

export const rdsTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_db_instance: {
    ...instance,
    // Known to people by its name; the id is one that a new name leaves as it is.
    import: (context, id) =>
      findByAttribute(context, "aws_db_instance", "identifier", id) ??
      findByAttribute(context, "aws_db_instance", "id", id),
  },
  aws_db_subnet_group: subnetGroup,
  aws_db_parameter_group: parameterGroup,
  aws_db_option_group: patternedResource(
    {
      id: "{name}",
      arn: "rds:og:{name}",
      exists: { code: "OptionGroupAlreadyExistsFault", message: "An option group named {id} already exists." },
    },
    { deleted: forgetIfSkipDestroy },
  ),
  aws_db_snapshot: snapshot,
  aws_db_event_subscription: patternedResource({
    id: "{name}",
    arn: "rds:es:{name}",
    values: (context, state) => ({ customer_aws_id: locationOf(context, state).account }),
  }),
};

/** What people change by hand. */
export const rdsHandMade: HandMadeChanges = {
  changes: [
    { type: "aws_db_instance", set: (object) => increasedBy(object, "allocated_storage", 30) },
    { type: "aws_db_instance", set: (object) => increasedBy(object, "backup_retention_period", -7) },
    { type: "aws_db_instance", set: () => ({ deletion_protection: "false", multi_az: "false" }) },
    { type: "aws_db_instance", set: () => ({ publicly_accessible: "true" }) },
  ],
};
