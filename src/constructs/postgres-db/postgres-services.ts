/** One logical database, one owner and one login role per revision of its password for each service. Built inside the cluster. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import type { ISecretStore } from "../secrets/contract";
import type { IPostgresDb } from "./contract";
import { postgresServicesImplementations } from "./implementations";

export interface ServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface PostgresServicesProps {
  /** The server on which the databases are made. */
  readonly server: IPostgresDb;
  /** The store that keeps the passwords. */
  readonly secrets: ISecretStore;
  /** The cluster that the databases are made from, where its pods log in by identities of the cloud. @default they log in with a password */
  readonly cluster?: IKubernetesCluster;
  /** Namespace in which the databases are made; its Secrets hold the administrator's password. */
  readonly namespace: string;
  /** The same as a literal, where pods log in by identities of the cloud. @default `namespace` */
  readonly namespaceName?: string;
  /**
   * Names of the services: each gets a logical database and roles. Up to 40 characters `a-z0-9-`, none of PostgreSQL's own names
   * (POSTGRES_SERVICE_NAME), each once (POSTGRES_SERVICE_TWICE).
   */
  readonly services: readonly string[];
  /**
   * By service, the service accounts whose pods are it, where the server takes tokens of identities in place of passwords: one to twenty
   * (POSTGRES_SERVICE_ACCOUNTS). Names are literals. @default none: services have passwords
   */
  readonly serviceAccounts?: Readonly<Record<string, readonly ServiceAccount[]>>;
  /** Prefix of the secrets' names in the store: `<env>/databases/<server>`. */
  readonly secretPrefix: string;
  /** Whether the services' secrets in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /**
   * Raising it by one gives every service a new user with a new password. The one before stays valid until the next raise;
   * older ones are locked. 1 to 99999, never lowered (POSTGRES_REVISION). @default 1
   */
  readonly passwordRevision?: number;
  /** Whether there is also a role `monitoring`, which reads figures of the server and no data. @default false */
  readonly monitored?: boolean;
  /**
   * The server's certificate authorities, PEM: its certificate and its name are always verified.
   * @default the cloud's of `region`, where they are known; none where everybody knows them; of a server in the cluster its own, which no file says
   */
  readonly caBundle?: string | undefined;
  /** The cloud's region; a literal. @default none: then `caBundle` is needed (POSTGRES_AUTHORITIES_MISSING) */
  readonly region?: string;
}

export interface IPostgresServices extends IConstruct {
  /**
   * Name, in the secret store, of the secret with the username and password that a service is to use now; of one without a password
   * (`identities`), with the username and what its pods ask for tokens with.
   */
  connectionSecret(service: string): string;
  readonly attributes: PostgresServicesAttributes;
}

const SHAPE = {
  /** Service to secret name. */
  connectionSecrets: "map",
  host: "string",
  port: "string",
  /** What only reads connects to, as the server's `readerHost`. */
  readerHost: "string",
  /** The server's certificate authorities, PEM; empty where they are those that everybody knows, or where each service has a secret with them. */
  caBundle: "string",
  /** Service to the name of the secret with the authority (`ca.crt`) of a server in the cluster; none of others. */
  authoritySecrets: "map",
  /**
   * Service to the id by which its pods ask the cloud for tokens that the server takes in place of a password; none of services with
   * passwords.
   */
  identities: "map",
  /** Where connections are pooled before the server; empty where they are not. */
  poolerHost: "string",
} as const;

export type PostgresServicesContract = Contract<PostgresServicesProps, IPostgresServices, typeof SHAPE>;
export const POSTGRES_SERVICES: PostgresServicesContract = defineContract(
  "postgres-services",
  SHAPE,
  postgresServicesImplementations,
);

export type PostgresServicesAttributes = AttributesOf<typeof SHAPE>;

/** Databases and roles of services on the target of its scope. */
export class PostgresServices extends contractClass(POSTGRES_SERVICES, {
  connectionSecret: true,
  attributes: true,
}) {}
