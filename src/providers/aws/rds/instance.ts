/** RDS instances, and what lives and what stays with them: the managed secret, log groups, snapshots, backups. */
import { awsRegions } from "../../../targets/eks/regions";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, isTrue, numberOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { managedKeyArn } from "../kms/simulated";
import { serviceLogGroup } from "../cloudwatch/simulated";
import {
  addCompanion,
  findByAttribute,
  objectsInRealm,
  retainedObjects,
  RETAINED,
  removeCompanion,
} from "../shared/lookups";
import { BASE32, LETTERS, textFromDigest, UPPER_AND_DIGITS, uuid } from "../shared/naming";
import { patternedResource } from "../shared/patterned-resource";
import { arn, locationOf, dnsSuffix } from "../shared/location";
import { actualVersion, familyOf, LICENSES, majorOf, PORTS } from "./engines";
import { refuseDelete, refuseInstance, refuseSubnetGroup } from "./instance-checks";
import { BACKUP, restoreReplacements } from "./restore-checks";

/** New for every life of an identifier, as far as something of an earlier one is kept; a renamed instance keeps its own. */
function resourceId(context: BehaviourContext, identifier: string): string {
  for (let count = 0; ; count++) {
    const id = `db-${textFromDigest(context.digest("rds", context.realm, identifier, String(count)), 26, BASE32)}`;
    const used = [context.world.get("aws_db_instance", id, context.realm), ...retainedObjects(context, BACKUP)].some(
      (object) => object?.id === id,
    );
    if (!used) return id;
  }
}

const identifierOf = (state: ValueObject): string => textOf(state.identifier) ?? "";

/** The secret that RDS keeps the master password in: `rds!db-<uuid>`. */
function secretFor(context: BehaviourContext, state: ValueObject): string {
  const hex = context.digest("rds-secret", context.realm, String(state.id));
  return arn(
    locationOf(context, state),
    "secretsmanager",
    `secret:rds!db-${uuid(hex)}-${textFromDigest(hex, 6, LETTERS)}`,
  );
}

/** Computed attributes that change with an argument, and are therefore unknown in the plan: the host name contains the identifier. */
const DERIVED_ATTRIBUTES: { readonly [argument: string]: readonly string[] } = {
  identifier: ["arn", "address", "endpoint"],
  port: ["endpoint"],
  engine_version: ["engine_version_actual"],
  manage_master_user_password: ["master_user_secret"],
  master_user_secret_kms_key_id: ["master_user_secret"],
};

const instance = patternedResource(
  {
    name: "identifier",
    id: (context, planned) =>
      resourceId(context, identifierOf(planned) || JSON.stringify(planned.identifier_prefix ?? "")),
    values: (context, state, prior) => {
      const location = locationOf(context, state);
      const identifier = identifierOf(state);
      const copied = sourceOf(context, state)?.attributes;
      const engine = textOf(state.engine) ?? textOf(copied?.engine) ?? "postgres";
      const port = numberOf(state.port) ?? PORTS[engine] ?? 5432;
      const host = `c${textFromDigest(context.digest("rds-host", context.realm), 11)}`;
      const address = `${identifier}.${host}.${location.region}.rds.${dnsSuffix(location.partition)}`;
      const zones = awsRegions[location.region]?.zones ?? [`${location.region}a`];
      return {
        resource_id: textOf(prior?.resource_id) ?? String(state.id),
        arn: arn(location, "rds", `db:${identifier}`),
        address,
        endpoint: `${address}:${port}`,
        port,
        hosted_zone_id: `Z${textFromDigest(context.digest("rds-zone", location.region), 13, UPPER_AND_DIGITS)}`,
        engine,
        engine_version: actualVersion(state.engine_version ?? copied?.engine_version_actual),
        engine_version_actual: actualVersion(state.engine_version ?? copied?.engine_version_actual),
        status: "available",
        ...DEFAULTS,
        availability_zone: zoneOf(context, state) ?? zones[0] ?? "",
        license_model: LICENSES[engine] ?? "",
        option_group_name: `default:${engine}-${majorOf(state.engine_version)}`,
        parameter_group_name: `default.${familyOf(engine, state.engine_version)}`,
        kms_key_id: isTrue(state.storage_encrypted) ? managedKeyArn(context, state, "rds") : "",
        performance_insights_kms_key_id: isTrue(state.performance_insights_enabled)
          ? managedKeyArn(context, state, "rds")
          : "",
        performance_insights_retention_period: isTrue(state.performance_insights_enabled) ? 7 : 0,
        ...storageOf(state),
        ...copiedAttributes(copied),
        master_user_secret: secretBlock(context, state),
      };
    },
  },
  {
    plan: (_context, planned, prior, config) => {
      if (!prior) return refuseSubnetGroup(config);
      for (const [argument, followers] of Object.entries(DERIVED_ATTRIBUTES)) {
        if (planned[argument] === prior[argument]) continue;
        for (const name of followers) planned[name] = UNKNOWN;
      }
      return [];
    },
    replace: (_context, planned, prior) => restoreReplacements(planned, prior),
    // A source is told of its replicas when it is read.
    read: (context, state) => {
      const identifier = identifierOf(state);
      state.replicas = objectsInRealm(context, "aws_db_instance")
        .filter(
          (other) => identifier !== "" && sourceOf(context, other.attributes)?.attributes.identifier === identifier,
        )
        .map((other) => identifierOf(other.attributes))
        .sort();
    },
    refuse: refuseInstance,
    refuseDelete,
    created: addManagedSecret,
    updated: (context, object, before) => {
      const [now, earlier] = [object, before].map(({ attributes }) => secretOf(attributes));
      if (earlier && earlier !== now) removeCompanion(context, "aws_secretsmanager_secret", earlier);
      addManagedSecret(context, object);
    },
    deleted: (context, { id, attributes }) => {
      removeCompanion(context, "aws_secretsmanager_secret", secretOf(attributes));
      const identifier = identifierOf(attributes);
      const snapshot = textOf(attributes.final_snapshot_identifier);
      const what = {
        db_instance_identifier: identifier,
        engine: attributes.engine ?? null,
        engine_version: attributes.engine_version_actual ?? null,
        kms_key_id: attributes.kms_key_id ?? null,
        allocated_storage: attributes.allocated_storage ?? null,
        [RETAINED]: true,
      };
      if (!isTrue(attributes.skip_final_snapshot) && snapshot) {
        addCompanion(context, "aws_db_snapshot", snapshot, {
          ...what,
          db_snapshot_identifier: snapshot,
          db_snapshot_arn: arn(locationOf(context), "rds", `snapshot:${snapshot}`),
          snapshot_type: "manual",
          status: "available",
        });
      }
      const days = numberOf(attributes.backup_retention_period) ?? 0;
      if (attributes.delete_automated_backups === false && days > 0) {
        addCompanion(context, BACKUP, id, { ...what, dbi_resource_id: id, backup_retention_period: days });
      }
    },
  },
);

/** The server that a read replica copies. */
export function sourceOf(context: BehaviourContext, state: ValueObject): WorldObject | undefined {
  const source = textOf(state.replicate_source_db)?.split(":").at(-1);
  return source ? findByAttribute(context, "aws_db_instance", "identifier", source) : undefined;
}

/** What a replica in the same region has of its source, whatever is asked for. */
function copiedAttributes(source: ValueObject | undefined): { [name: string]: Value } {
  if (!source) return {};
  const names = ["allocated_storage", "db_name", "db_subnet_group_name", "kms_key_id", "storage_encrypted", "username"];
  return Object.fromEntries(names.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])));
}

/** RDS's own values for arguments that are left out. */
const DEFAULTS = {
  backup_retention_period: 1,
  backup_target: "region",
  backup_window: "03:00-03:30",
  ca_cert_identifier: "rds-ca-rsa2048-g1",
  character_set_name: "",
  database_insights_mode: "standard",
  db_name: "",
  db_subnet_group_name: "default",
  domain_fqdn: "",
  engine_lifecycle_support: "open-source-rds-extended-support",
  identifier_prefix: "",
  latest_restorable_time: "",
  listener_endpoint: [],
  maintenance_window: "sun:04:00-sun:04:30",
  master_user_secret_kms_key_id: "",
  monitoring_role_arn: "",
  multi_az: false,
  nchar_character_set_name: "",
  network_type: "IPV4",
  replica_mode: "",
  replicas: [],
  snapshot_identifier: "",
  timezone: "",
  username: "",
  vpc_security_group_ids: [],
} satisfies { [name: string]: Value };

/** gp3 brings 3000 operations and 125 MiB a second (AmazonRDS/latest/UserGuide/CHAP_Storage); nobody pays for less. */
function storageOf(state: ValueObject): { [name: string]: Value } {
  const type = textOf(state.storage_type) ?? (numberOf(state.iops) ? "io1" : "gp2");
  const gp3 = type === "gp3";
  return { storage_type: type, iops: gp3 ? 3000 : 0, storage_throughput: gp3 ? 125 : 0 };
}

function secretBlock(context: BehaviourContext, state: ValueObject): Value {
  if (!isTrue(state.manage_master_user_password)) return [];
  const key = textOf(state.master_user_secret_kms_key_id) || managedKeyArn(context, state, "secretsmanager");
  return [
    objectOf([
      ["kms_key_id", key],
      ["secret_arn", secretFor(context, state)],
      ["secret_status", "active"],
    ]),
  ];
}

const secretOf = (attributes: ValueObject): string | undefined =>
  textOf(firstOf(attributes.master_user_secret)?.secret_arn);

/** The zone of an instance that may choose: that of one of its subnets. */
function zoneOf(context: BehaviourContext, state: ValueObject): string | undefined {
  const group = findByAttribute(context, "aws_db_subnet_group", "name", state.db_subnet_group_name);
  const zones = textsOf(group?.attributes.subnet_ids).map((id) =>
    textOf(findByAttribute(context, "aws_subnet", "id", id)?.attributes.availability_zone),
  );
  return zones.filter((zone) => zone !== undefined).sort()[0];
}

/** The secret that RDS owns, and the log groups that it makes if nobody did. */
function addManagedSecret(context: BehaviourContext, { attributes }: WorldObject): void {
  const secret = secretOf(attributes);
  if (secret) {
    addCompanion(context, "aws_secretsmanager_secret", secret, {
      arn: secret,
      name:
        secret
          .split(":")
          .at(-1)
          ?.replace(/-.{6}$/, "") ?? "",
      name_prefix: "",
      kms_key_id: textOf(firstOf(attributes.master_user_secret)?.kms_key_id) ?? "",
      owning_service: "rds",
    });
  }
  for (const log of textsOf(attributes.enabled_cloudwatch_logs_exports)) {
    serviceLogGroup(context, `/aws/rds/instance/${identifierOf(attributes)}/${log}`);
  }
}

export { instance };
