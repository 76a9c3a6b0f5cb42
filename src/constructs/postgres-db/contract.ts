/** A PostgreSQL server. Its logical databases and roles, one per service, are made by `PostgresServices`. */
import { Construct, type IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { Target } from "../../model/target";
import { postgresDbImplementations } from "./implementations";
import type { PostgresDbProps } from "./props";

/** How the one who makes databases and roles gets in. */
export type PostgresAdmin =
  /** A secret in the cloud's secret store, with the properties `username` and `password`, rotated by the cloud. */
  | { readonly kind: "secret"; readonly secretId: string; readonly keyId: string }
  /** A token of the pod's own cloud identity (Azure: Entra ID). */
  | { readonly kind: "workload-identity"; readonly username: string }
  /** Nobody logs in: an operator in the cluster makes them (CloudNativePG). */
  | { readonly kind: "operator" };

export interface IPostgresDb extends IConstruct {
  /** Name of the server. */
  readonly serverName: string;
  readonly host: string;
  readonly port: number;
  /** Major version, such as `17`; literal. */
  readonly majorVersion: string;
  readonly admin: PostgresAdmin;
  readonly attributes: PostgresDbAttributes;
}

const SHAPE = {
  serverName: "string",
  host: "string",
  port: "number",
  majorVersion: "string",
  /** What only the target's own implementation understands: ids of its admin secret, keys, … */
  details: "map",
} as const;

export type PostgresDbContract = Contract<PostgresDbProps, IPostgresDb, typeof SHAPE>;
export const POSTGRES_DB: PostgresDbContract = defineContract("postgres-db", SHAPE, postgresDbImplementations);

export type PostgresDbAttributes = AttributesOf<typeof SHAPE>;

/** A PostgreSQL server on the target of its scope. */
export class PostgresDb extends Construct implements IPostgresDb {
  /** Adopts a server that exists. Makes no resources. */
  public static fromExisting(scope: Construct, id: string, attributes: PostgresDbAttributes): IPostgresDb {
    return Target.of(scope).implementation(POSTGRES_DB, scope).fromAttributes(scope, id, attributes);
  }

  /** The implementation of the target. */
  public readonly implementation: IPostgresDb;

  constructor(scope: Construct, id: string, props: PostgresDbProps) {
    super(scope, id);
    this.implementation = Target.of(this).implementation(POSTGRES_DB, this).create(this, "Default", props);
    this.node.defaultChild = this.implementation.node.defaultChild;
  }

  public get serverName(): string {
    return this.implementation.serverName;
  }
  public get host(): string {
    return this.implementation.host;
  }
  public get port(): number {
    return this.implementation.port;
  }
  public get majorVersion(): string {
    return this.implementation.majorVersion;
  }
  public get admin(): PostgresAdmin {
    return this.implementation.admin;
  }
  public get attributes(): PostgresDbAttributes {
    return this.implementation.attributes;
  }
}
