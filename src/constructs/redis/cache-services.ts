/** The passwords of a cache's users: made in the cluster, kept in the secret store, told to the server. Built inside the cluster. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { Runs } from "../../model/runs";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import type { ISecretStore } from "../secrets/contract";
import type { ICache } from "./contract";
import { cacheServicesImplementations } from "./implementations";

export interface CacheServicesProps {
  /** Where the cache runs: decides which implementation there is. */
  readonly runs: Runs;
  /** The cache whose users get passwords. */
  readonly cache: ICache;
  /** The store that keeps the passwords. */
  readonly secrets: ISecretStore;
  /** The cluster in which the passwords are made. */
  readonly cluster: IKubernetesCluster;
  /** Namespace in which they are made: nobody but the platform has rights there. A store of `secretPrefix` must be open to it. */
  readonly namespace: string;
  /** The same as a literal, where that is a reference: names of identities derive from it. @default `namespace` */
  readonly namespaceName?: string;
  /** Prefix of the secrets' names in the store: `<env>/redis/<cache>`. */
  readonly secretPrefix: string;
  /** Whether the secrets in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /**
   * Raising it by one gives every user a new password. The one before stays valid until the next raise. 1 to 99999, never lowered
   * (CACHE_REVISION). @default 1
   */
  readonly passwordRevision?: number;
}

export interface ICacheServices extends IConstruct {
  /**
   * Name, in the secret store, of the secret with the username and password that a service is to use now.
   * @throws JangadaError CACHE_SERVICE_UNKNOWN
   */
  connectionSecret(service: string): string;
  readonly attributes: CacheServicesAttributes;
}

const SHAPE = {
  runs: "string",
  /** Service to secret name. */
  connectionSecrets: "map",
  /** Service to the name of the secret with the authority that signed the cache's certificate; none where it is a public one. */
  authoritySecrets: "map",
  host: "string",
  port: "string",
  mode: "string",
  readerHost: "string",
} as const;

export type CacheServicesContract = Contract<CacheServicesProps, ICacheServices, typeof SHAPE>;
export const CACHE_SERVICES: CacheServicesContract = defineContract(
  "redis-services",
  SHAPE,
  cacheServicesImplementations,
);

export type CacheServicesAttributes = AttributesOf<typeof SHAPE>;

/** The passwords of a cache's users, on the target of its scope. */
export class CacheServices extends contractClass(CACHE_SERVICES, {
  connectionSecret: true,
  attributes: true,
}) {}
