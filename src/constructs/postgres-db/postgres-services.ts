/** One logical database, one owner and one login role per revision of its password for each service. Built inside the cluster. */
import type { Construct, IConstruct } from "constructs";
import { type AttributesOf, defineContract } from "../../model/contract";
import type { ISecretStore } from "../secrets/contract";
import type { IPostgresDb } from "./contract";

export interface PostgresServicesProps {
  readonly server: IPostgresDb;
  readonly secrets: ISecretStore;
  /** Namespace in which the databases are made; its Secrets hold the administrator's password. */
  readonly namespace: string;
  /** A logical database and roles of each name; lower-case, `a-z0-9-`. */
  readonly services: readonly string[];
  /** Prefix of the secrets' names in the store: `<env>/databases/<server>`. */
  readonly secretPrefix: string;
  /** Whether the services' secrets in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /**
   * Raising it by one gives every service a new user with a new password. The one before stays valid until the next raise;
   * older ones are shut. It is never lowered. @default 1
   */
  readonly passwordRevision?: number;
  /**
   * The server's certificate authorities, PEM: its certificate and its name are always verified.
   * @default the cloud's of `region`, where they are known
   */
  readonly caBundle?: string | undefined;
  /** The cloud's region; a literal. @default none: then `caBundle` is needed */
  readonly region?: string;
}

export interface IPostgresServices extends IConstruct {
  /** Name, in the secret store, of the secret with the username and password that a service is to use now. */
  connectionSecret(service: string): string;
  readonly attributes: PostgresServicesAttributes;
}

export const POSTGRES_SERVICES = defineContract<
  PostgresServicesProps,
  IPostgresServices,
  {
    /** Service to secret name. */
    connectionSecrets: "map";
    host: "string";
    port: "string";
    /** The server's certificate authorities, PEM. */
    caBundle: "string";
  }
>("postgres-services", { connectionSecrets: "map", host: "string", port: "string", caBundle: "string" });

export type PostgresServicesAttributes = AttributesOf<typeof POSTGRES_SERVICES.shape>;

export type PostgresServicesFactory = (scope: Construct, id: string, props: PostgresServicesProps) => IPostgresServices;
