/** Names that users write into their own manifests. Nothing is loaded with them. */

/** The store of the administrators' secrets: their names are the cloud's, so no prefix tells them from others. */
export const ADMINISTRATORS_STORE = "database-administrators";

/** A ClusterRole: may bring secrets of its namespace's stores into the namespace. */
export const CONSUMER_ROLE = "external-secrets-consumer";

/** A ClusterRole: may write and delete secrets in its namespace's stores. */
export const PUBLISHER_ROLE = "external-secrets-publisher";

/** Of a namespace's own secrets, below the environment's prefix. */
export const namespacePath = (namespace: string): string => `namespaces/${namespace}/`;

/** Of the secrets of a database's service, below the environment's prefix. */
export const servicePath = (server: string, service: string): string => `databases/${server}/${service}/`;

/** Of the secrets of a cache's service, below the environment's prefix. */
export const cachePath = (cache: string, service: string): string => `redis/${cache}/${service}/`;

/** The store through which a namespace reads the secrets of a cache's service: four words, so that none is a database's. */
export const cacheStore = (namespace: string, cache: string, service: string): string =>
  [namespace, "redis", cache, service].join(".");

/** Of the secrets of a broker's service, below the environment's prefix. */
export const brokerPath = (broker: string, service: string): string => `rabbitmq/${broker}/${service}/`;

/** The store through which a namespace reads the secrets of a broker's service: four words, so that none is a database's. */
export const brokerStore = (namespace: string, broker: string, service: string): string =>
  [namespace, "rabbitmq", broker, service].join(".");

/** Of the key of a workload for a store of objects, below the environment's prefix. */
export const objectsPath = (store: string, namespace: string, service: string): string =>
  `object-storage/${store}/${namespace}/${service}/`;

/** The store through which a namespace reads that key: five words, so that none is another section's. */
export const objectsStore = (namespace: string, store: string, service: string): string =>
  [namespace, "object-storage", store, "key", service].join(".");

/** The store through which a namespace reads the secrets of a database's service. */
export const serviceStore = (namespace: string, server: string, service: string): string =>
  // Dots, which no part of the name has: two names cannot meet.
  [namespace, server, service].join(".");
