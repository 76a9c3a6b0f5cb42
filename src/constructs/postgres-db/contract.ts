/** A PostgreSQL server. Its logical databases and roles, one per service, are made by `PostgresServices`. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { postgresDbImplementations } from "./implementations";
import type { PostgresDbProps } from "./props";

/** How the one who makes databases and roles gets in. */
export type PostgresAdmin =
  /** A secret in the cloud's secret store, with the properties `username` and `password`, rotated by the cloud. */
  | { readonly kind: "secret"; readonly secretId: string; readonly keyId: string }
  /** A token of the pod's own cloud identity. */
  | { readonly kind: "workload-identity"; readonly username: string }
  /** An operator in the cluster knows it (CloudNativePG): a Secret with `username` and `password`, where the server's pods stand. */
  | { readonly kind: "operator"; readonly secretName: string };

export interface IPostgresDb extends IConstruct {
  /** Name of the server. */
  readonly serverName: string;
  readonly host: string;
  readonly port: number;
  /**
   * What only reads connects to: the replica; of several all of them, joined by commas, as clients take them (libpq, JDBC, Npgsql,
   * pgx), because each has a certificate of its own name; without replicas `host`.
   */
  readonly readerHost: string;
  /** Major version, such as `17`; literal. */
  readonly majorVersion: string;
  readonly admin: PostgresAdmin;
  readonly attributes: PostgresDbAttributes;
}

const SHAPE = {
  serverName: "string",
  host: "string",
  port: "number",
  readerHost: "string",
  majorVersion: "string",
  /** What only the target's own implementation understands: ids of its admin secret, keys, … */
  details: "map",
} as const;

export type PostgresDbContract = Contract<PostgresDbProps, IPostgresDb, typeof SHAPE>;
export const POSTGRES_DB: PostgresDbContract = defineContract("postgres-db", SHAPE, postgresDbImplementations);

export type PostgresDbAttributes = AttributesOf<typeof SHAPE>;

/** A PostgreSQL server on the target of its scope. */
export class PostgresDb extends contractClass(POSTGRES_DB, {
  serverName: true,
  host: true,
  port: true,
  readerHost: true,
  majorVersion: true,
  admin: true,
  attributes: true,
}) {}
