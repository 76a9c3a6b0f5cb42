/** The custom resources of the Topology Operator, from what the file says. Pure: names derive from names, and nothing from positions. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { RABBITMQ_API } from "../cluster/names";
import { bindingObject, memberObject, permissionObject, topicObject, userObject, vhostObject } from "./object-names";
import { queueArguments } from "./queue-arguments";
import {
  accessOf,
  type BindingSection,
  type ExchangeSection,
  type PolicySection,
  type QueueSection,
  type ServiceSection,
  servicesOf,
  type TopologySection,
  type VhostSection,
  vhostsOf,
} from "./section";

/** How the operator reaches a broker: one of the cluster by its name, any other by a Secret with `uri`, `username`, `password`. */
export type BrokerReference = { readonly name: string } | { readonly connectionSecret: { readonly name: string } };

export interface ObjectsProps {
  /** Names of the objects begin with it. */
  readonly broker: string;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** How Kubernetes' objects name the broker. */
  readonly reference: BrokerReference;
}

/** Taken out of the file, a queue or virtual host stays on the broker, with its messages: somebody has to delete it there. */
const RETAINED = { deletionPolicy: "retain" };

function object(
  { namespace, reference }: ObjectsProps,
  kind: string,
  name: string,
  spec: Readonly<Record<string, unknown>>,
): KubernetesObject {
  return {
    apiVersion: RABBITMQ_API,
    kind,
    metadata: { name, namespace },
    spec: { ...spec, rabbitmqClusterReference: reference },
  };
}

/** Empty maps are left out: the operator takes one that comes or goes for a change. */
const given = (key: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.keys(values).length > 0 ? { [key]: values } : {};

/** Virtual hosts, and what is in them. */
export function vhostObjects(
  props: ObjectsProps,
  topology: TopologySection,
  name: string,
): readonly KubernetesObject[] {
  return vhostsOf(topology, name).flatMap((vhost) => [
    vhostResource(props, vhost),
    ...vhost.exchanges.map((exchange) => exchangeResource(props, vhost.name, exchange)),
    ...vhost.queues.map((queue) => queueResource(props, vhost.name, queue)),
    ...vhost.bindings.map((binding) => bindingResource(props, vhost.name, binding)),
    ...vhost.policies.map((policy) => policyResource(props, vhost.name, policy)),
  ]);
}

function vhostResource(props: ObjectsProps, { name, defaultQueueType, ...limits }: VhostSection): KubernetesObject {
  const { maxConnections, maxQueues } = limits;
  return object(props, "Vhost", vhostObject(props.broker, name), {
    name,
    defaultQueueType,
    ...given("limits", {
      ...(maxConnections === undefined ? {} : { connections: maxConnections }),
      ...(maxQueues === undefined ? {} : { queues: maxQueues }),
    }),
    ...RETAINED,
  });
}

function exchangeResource(props: ObjectsProps, vhost: string, exchange: ExchangeSection): KubernetesObject {
  const { name, type, durable, autoDelete, alternateExchange } = exchange;
  return object(props, "Exchange", memberObject(props.broker, vhost, name), {
    name,
    vhost,
    type,
    durable,
    autoDelete,
    ...given("arguments", {
      ...exchange.arguments,
      ...(alternateExchange === undefined ? {} : { "alternate-exchange": alternateExchange }),
    }),
  });
}

function queueResource(props: ObjectsProps, vhost: string, queue: QueueSection): KubernetesObject {
  const { name, type, durable, autoDelete } = queue;
  return object(props, "Queue", memberObject(props.broker, vhost, name), {
    name,
    vhost,
    type,
    // Always said: what is not, the operator takes for `false`, where no webhook has made it `true`.
    durable,
    autoDelete,
    ...given("arguments", queueArguments(queue)),
    ...RETAINED,
  });
}

function bindingResource(props: ObjectsProps, vhost: string, binding: BindingSection): KubernetesObject {
  const { source, destination, destinationType, routingKey } = binding;
  return object(props, "Binding", bindingObject(props.broker, vhost, binding), {
    vhost,
    source,
    destination,
    destinationType,
    ...(routingKey === "" ? {} : { routingKey }),
    ...given("arguments", binding.arguments),
  });
}

function policyResource(props: ObjectsProps, vhost: string, policy: PolicySection): KubernetesObject {
  const { name, pattern, applyTo, priority, definition } = policy;
  return object(props, "Policy", memberObject(props.broker, vhost, name), {
    name,
    vhost,
    pattern,
    applyTo,
    priority,
    definition,
  });
}

/** A user, and the Secret from which the operator takes its name and password. */
export interface Login {
  readonly service: string;
  readonly revision: number;
  readonly username: string;
  readonly secretName: string;
}

/** Users with their rights: of each service one for each revision of its password that is valid. */
export function serviceObjects(
  props: ObjectsProps,
  topology: TopologySection,
  name: string,
  logins: readonly Login[],
): readonly KubernetesObject[] {
  return servicesOf(topology, name).flatMap((service) =>
    logins.filter((login) => login.service === service.name).flatMap((login) => userObjects(props, service, login)),
  );
}

function userObjects(props: ObjectsProps, service: ServiceSection, login: Login): readonly KubernetesObject[] {
  const { revision, username } = login;
  const { maxConnections, maxChannels } = service;
  const { broker } = props;
  return [
    userResource(props, login, {
      ...given("limits", {
        ...(maxConnections === undefined ? {} : { connections: maxConnections }),
        ...(maxChannels === undefined ? {} : { channels: maxChannels }),
      }),
    }),
    ...accessOf(service).flatMap(({ vhost, configure, write, read, topics }) => [
      object(props, "Permission", permissionObject(broker, service.name, revision, vhost), {
        vhost,
        user: username,
        permissions: { configure, write, read },
      }),
      ...topics.map((topic) =>
        object(props, "TopicPermission", topicObject(broker, service.name, revision, vhost, topic.exchange), {
          vhost,
          user: username,
          permissions: { exchange: topic.exchange, write: topic.write, read: topic.read },
        }),
      ),
    ]),
  ];
}

/**
 * The user that figures are read with. The tag lets it see nodes and connections; of a virtual host it sees the queues only if
 * it has permissions there, which are empty: it can neither read nor write a message, nor change anything.
 */
export function monitoringObjects(
  props: ObjectsProps,
  topology: TopologySection,
  name: string,
  login: Login,
): readonly KubernetesObject[] {
  const { service, revision, username } = login;
  return [
    userResource(props, login, { tags: ["monitoring"] }),
    ...vhostsOf(topology, name).map((vhost) =>
      object(props, "Permission", permissionObject(props.broker, service, revision, vhost.name), {
        vhost: vhost.name,
        user: username,
        permissions: { configure: "", write: "", read: "" },
      }),
    ),
  ];
}

function userResource(
  props: ObjectsProps,
  { service, revision, secretName }: Login,
  spec: Readonly<Record<string, unknown>>,
): KubernetesObject {
  return object(props, "User", userObject(props.broker, service, revision), {
    ...spec,
    importCredentialsSecret: { name: secretName },
  });
}
