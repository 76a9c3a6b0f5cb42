/** `jangada`: contracts, and classes that take their implementation from the stack's Target. Loads no provider binding. */
export type { CredentialEndpoint, Permission, IWorkloadIdentity, WorkloadIdentityProps } from "./model/identity";
export type { AttributesOf, AttributeShape, Contract, Implementation, Implementations } from "./model/contract";
export { Target, type TargetName } from "./model/target";
export {
  type INetwork,
  Network,
  NETWORK,
  type NetworkAttributes,
  type Subnet,
  type SubnetTier,
} from "./constructs/network/contract";
export type { NetworkProps } from "./constructs/network/props";
export {
  type ClusterAuth,
  type ClusterPlatformProps,
  type IKubernetesCluster,
  KUBERNETES_CLUSTER,
  KubernetesCluster,
  type KubernetesClusterAttributes,
} from "./constructs/k8s-cluster/contract";
export type { KubernetesClusterProps } from "./constructs/k8s-cluster/props";
export {
  type IPostgresDb,
  POSTGRES_DB,
  type PostgresAdmin,
  PostgresDb,
  type PostgresDbAttributes,
} from "./constructs/postgres-db/contract";
export type { PostgresDbProps } from "./constructs/postgres-db/props";
export {
  type IPostgresServices,
  POSTGRES_SERVICES,
  PostgresServices,
  type PostgresServicesAttributes,
  type PostgresServicesProps,
} from "./constructs/postgres-db/postgres-services";
export {
  DEFAULT_CA_PATH,
  PostgresConnection,
  type PostgresConnectionProps,
} from "./constructs/postgres-db/postgres-connection";
export {
  type BrokerAdmin,
  type IMessageBroker,
  MESSAGE_BROKER,
  MessageBroker,
  type MessageBrokerAttributes,
} from "./constructs/rabbitmq/contract";
export type { MessageBrokerProps } from "./constructs/rabbitmq/props";
export {
  BROKER_SERVICES,
  BrokerServices,
  type BrokerServicesAttributes,
  type BrokerServicesProps,
  type IBrokerServices,
} from "./constructs/rabbitmq/topology/broker-services";
export { BrokerConnection, type BrokerConnectionProps } from "./constructs/rabbitmq/topology/broker-connection";
export {
  type IObjectStore,
  OBJECT_STORE,
  ObjectStore,
  type ObjectStoreAttributes,
  type StoreCredentials,
} from "./constructs/object-storage/contract";
export { ObjectStoreConnection, type ObjectStoreConnectionProps } from "./constructs/object-storage/store-connection";
export type { ObjectStoreProps } from "./constructs/object-storage/props";
export { Cache, CACHE, type CacheAttributes, type CacheMode, type ICache } from "./constructs/redis/contract";
export type { CacheProps } from "./constructs/redis/props";
export {
  CACHE_SERVICES,
  CacheServices,
  type CacheServicesAttributes,
  type CacheServicesProps,
  type ICacheServices,
} from "./constructs/redis/cache-services";
export { CacheConnection, type CacheConnectionProps } from "./constructs/redis/cache-connection";
export {
  type ExposeProps,
  type IIngress,
  Ingress,
  INGRESS,
  type IngressAttributes,
} from "./constructs/ingress/contract";
export type { IngressProps } from "./constructs/ingress/props";
export {
  type DeliverSecretProps,
  type GenerateSecretProps,
  type ISecretStore,
  type OpenedStore,
  type OpenStoreProps,
  type PublishSecretProps,
  SECRET_STORE,
  SecretStore,
  type SecretStoreAttributes,
  type StoreReference,
} from "./constructs/secrets/contract";
export { type IVelero, Velero, VELERO, type VeleroAttributes } from "./constructs/velero/contract";
export type { VeleroProps } from "./constructs/velero/props";
export {
  type IStateBucket,
  STATE_BUCKET,
  StateBucket,
  type StateBucketAttributes,
  type StateBucketProps,
} from "./constructs/state-bucket/contract";
export type { SecretStoreProps } from "./constructs/secrets/props";
export { JangadaError, formatProblem, type Place, type Problem } from "./errors";
