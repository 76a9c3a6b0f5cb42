/** Names that the operators, the brokers and what stands on them share in the cluster. */

/** Where operators, brokers of the cluster and all that stands on brokers live; only the platform has business there. */
export const RABBITMQ_NAMESPACE = "rabbitmq";

/** The issuer of the brokers' certificates, and the Secret of its own. */
export const AUTHORITY = "rabbitmq-authority";

/** API group and version of RabbitMQ's custom resources. */
export const RABBITMQ_API = "rabbitmq.com/v1beta1";

/** The Topology Operator sees no Secret without it (messaging-topology-operator v1.20, api/v1beta1/labels.go). */
export const TOPOLOGY_LABEL: Readonly<Record<string, string>> = { "rabbitmq.com/topology-operator": "true" };

/** Secret of a broker's certificate, key and authority (`ca.crt`). */
export const certificateSecret = (broker: string): string => `${broker}-tls`;
