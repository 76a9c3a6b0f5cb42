/** One logical database and one least-privilege role per service, on a PostgreSQL server. Built inside the cluster. */
import type { Construct, IConstruct } from "constructs";
import { type AttributesOf, defineContract } from "../core/contract";
import type { ISecretStore } from "../secrets/secret-store";
import type { IPostgresDb } from "./postgres-db";

export interface PostgresServicesProps {
  readonly server: IPostgresDb;
  readonly secrets: ISecretStore;
  /** Namespace in which the databases are made; its Secrets hold the administrator's password. */
  readonly namespace: string;
  /** A logical database and a role of each name; lower-case, `a-z0-9-`. */
  readonly services: readonly string[];
  /** Prefix of the secrets' names in the store: `<env>/databases/<server>`. */
  readonly secretPrefix: string;
  /** Whether the services' secrets in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /** Raising it sets the passwords again, from the store. @default 1 */
  readonly passwordRevision?: number;
  /** The server's certificate authorities, PEM. @default none: connections are encrypted, but the server's name is not verified */
  readonly caBundle?: string;
}

export interface IPostgresServices extends IConstruct {
  /** Name, in the secret store, of the connection secret of a service: username, password, host, port, dbname, uri. */
  connectionSecret(service: string): string;
  readonly attributes: PostgresServicesAttributes;
}

export const POSTGRES_SERVICES = defineContract<
  PostgresServicesProps,
  IPostgresServices,
  { /** Service to secret name. */ connectionSecrets: "map" }
>("postgres-services", { connectionSecrets: "map" });

export type PostgresServicesAttributes = AttributesOf<typeof POSTGRES_SERVICES.shape>;

export type PostgresServicesFactory = (scope: Construct, id: string, props: PostgresServicesProps) => IPostgresServices;
