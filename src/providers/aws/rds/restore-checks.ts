/**
 * Instances that are made from backups: what RDS refuses of them. Two things are not simulated: that it takes backup days, windows
 * and insights from the source at first, so that a second apply sets them (terraform-provider-aws#47742); and from when on there are
 * backups, because in a rehearsal everything has just been made.
 */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { Value, ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { firstOf, isTrue, numberOf, textOf } from "../../../rehearsal/engine/attributes";
import type { WorldObject } from "../../../rehearsal/world/world";
import { findByAttribute, objectsInRealm, retainedObjects } from "../shared/lookups";
import { actualProblems, apiError } from "../shared/refusal";
import { majorOf } from "./engines";

/** Automated backups that outlive their instance; Terraform has no type for them. */
export const BACKUP = "aws_db_instance_automated_backup";

/** Arguments that count when an instance is made: the provider replaces one for any change of them. */
export function restoreReplacements(planned: ValueObject, prior: ValueObject): readonly string[] {
  const name = "restore_to_point_in_time";
  return JSON.stringify(firstOf(planned[name]) ?? null) === JSON.stringify(firstOf(prior[name]) ?? null) ? [] : [name];
}

/** Of a new instance. */
export function refuseRestore(context: BehaviourContext, state: ValueObject): readonly Diagnostic[] {
  const block = firstOf(state.restore_to_point_in_time);
  const snapshot = textOf(state.snapshot_identifier);
  if (snapshot) {
    const start = `creating RDS DB Instance (restore from snapshot) (${textOf(state.identifier)})`;
    const source = snapshotOf(context, snapshot)?.attributes;
    if (source) return copiedProblems(start, state, source);
    // One that another account shares is not of this world.
    if (snapshot.startsWith("arn:")) return [];
    return [apiError(start, "DBSnapshotNotFound", `DBSnapshot ${snapshot} not found.`)];
  }
  if (!block) return [];
  const start = `creating RDS DB Instance (restore to point-in-time) (${textOf(state.identifier)})`;
  const arn = textOf(block.source_db_instance_automated_backups_arn);
  // Backups that were copied from another region are not of this world either.
  if (arn) return timeProblems(start, block);
  const source = sourceOf(context, block)?.attributes;
  if (source) return [...timeProblems(start, block, source), ...copiedProblems(start, state, source)];
  const from = textOf(block.source_db_instance_identifier) ?? textOf(block.source_dbi_resource_id) ?? "";
  return [apiError(start, "DBInstanceNotFound", `DBInstance ${from} not found.`)];
}

/** An instance by its name, as long as it is there; by its resource id also what it left. */
function sourceOf(context: BehaviourContext, block: ValueObject): WorldObject | undefined {
  const identifier = textOf(block.source_db_instance_identifier);
  if (identifier) return findByAttribute(context, "aws_db_instance", "identifier", identifier);
  const id = textOf(block.source_dbi_resource_id);
  return (
    findByAttribute(context, "aws_db_instance", "resource_id", id) ??
    retainedObjects(context, BACKUP).find(({ attributes }) => attributes.dbi_resource_id === id)
  );
}

function snapshotOf(context: BehaviourContext, name: string): WorldObject | undefined {
  return [...objectsInRealm(context, "aws_db_snapshot"), ...retainedObjects(context, "aws_db_snapshot")].find(
    ({ id, attributes }) => id === name || attributes.db_snapshot_arn === name,
  );
}

function timeProblems(start: string, block: ValueObject, source?: ValueObject): readonly Diagnostic[] {
  const time = textOf(block.restore_time);
  return actualProblems(
    source?.backup_retention_period === 0 &&
      apiError(start, "PointInTimeRestoreNotEnabled", "Automated backups are not enabled for the source instance."),
    time
      ? Date.parse(time) > Date.now() &&
          apiError(start, "InvalidRestoreFault", `The specified time ${time} is after the latest restorable time.`)
      : !isTrue(block.use_latest_restorable_time) &&
          apiError(
            start,
            "InvalidParameterCombination",
            "Either RestoreTime or UseLatestRestorableTime must be given.",
          ),
  );
}

/**
 * What an instance has of its source. Of a key, RDS takes the source's without a word, and Terraform's next plan is a replacement: a
 * rehearsal says it at once.
 */
function copiedProblems(start: string, state: ValueObject, source: ValueObject): readonly Diagnostic[] {
  const text = (value: Value | undefined): string => textOf(value) ?? "";
  const [key, askedKey] = [text(source.kms_key_id), text(state.kms_key_id)];
  const [least, storage] = [numberOf(source.allocated_storage) ?? 0, numberOf(state.allocated_storage) ?? 0];
  const version = text(source.engine_version_actual ?? source.engine_version);
  return actualProblems(
    // Of what the file names and nobody has made here, the key may be unsaid.
    source.kms_key_id !== null &&
      askedKey !== "" &&
      askedKey !== key &&
      apiError(
        start,
        "InvalidParameterCombination",
        `A restored instance keeps the key of its source, ${key || "none"}; it cannot have ${askedKey}.`,
      ),
    storage > 0 &&
      storage < least &&
      apiError(
        start,
        "InvalidParameterValue",
        `The allocated storage (${storage}) cannot be less than that of the source (${least}).`,
      ),
    version !== "" &&
      text(state.engine_version) !== "" &&
      majorOf(state.engine_version) !== majorOf(version) &&
      apiError(start, "InvalidParameterCombination", `A restored instance has the version of its source, ${version}.`),
  );
}
