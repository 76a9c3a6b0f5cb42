/** What RDS makes of PostgreSQL in general: classes, limits, names. Data, without cdktf. */
import type { DatabaseSize, PostgresMajorVersion } from "../../../catalog/postgres";

/** Instance classes by abstract size: Graviton, in all regions of the catalog. vCPU and memory from aws.amazon.com/rds/instance-types. */
export const RDS_INSTANCE_CLASSES: Readonly<Record<DatabaseSize, string>> = {
  /** 2 vCPU (burstable), 4 GiB */
  small: "db.t4g.medium",
  /** 2 vCPU, 8 GiB */
  medium: "db.m7g.large",
  /** 4 vCPU, 32 GiB */
  large: "db.r7g.xlarge",
};

/** GiB; of gp3 volumes (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage). */
export const RDS_STORAGE = { min: 20, max: 65_536 } as const;

/** Autoscaling needs a ceiling at least this much above what is allocated (RDS user guide, storage autoscaling). */
export const RDS_LEAST_GROWTH = 1.1;

/** Read replicas of one server (RDS user guide, working with read replicas). */
export const RDS_READ_REPLICAS = 15;

/** The identifier of a server's replica, counted from 1. */
export const rdsReplicaName = (server: string, ordinal: number): string => `${server}-replica-${ordinal}`;

/** An identifier of RDS has 63 characters (API reference, CreateDBInstance). */
export const RDS_IDENTIFIER_LENGTH = 63;

/** Family of the parameter groups of a major version. */
export const rdsParameterFamily = (version: PostgresMajorVersion): string => `postgres${version}`;

/** What RDS calls a server (API reference, CreateDBInstance). */
export const INSTANCE_IDENTIFIER = /^[a-z](?:-?[a-z0-9]){0,62}$/;

/** A server's resource id, by which the backups are found that one left that is gone (API reference, RestoreDBInstanceToPointInTime). */
export const RESOURCE_ID = /^db-[A-Z0-9]{10,64}$/;

/** Automated backups that are copied from another region (API reference, RestoreDBInstanceToPointInTime). */
export const BACKUPS_ARN = /^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:auto-backup:ab-[a-z0-9]+$/;

/** A snapshot, one that RDS took by itself (`rds:…`), or one that another account shares, by its ARN. */
export const SNAPSHOT =
  /^(?:(?:rds:)?[A-Za-z][A-Za-z0-9-]{0,254}|arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:snapshot:[A-Za-z0-9:-]+)$/;

/** Arguments that count when a server is made: ignored of one that exists, where a change would be a replacement. */
export const CREATION_ONLY: readonly string[] = ["restore_to_point_in_time", "snapshot_identifier", "username"];

/** What a restored server has of its source, and never changes: to take it for a change would be a replacement, too. */
export const OF_THE_SOURCE: readonly string[] = ["kms_key_id", "storage_encrypted"];
