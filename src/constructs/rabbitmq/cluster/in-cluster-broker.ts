/** RabbitMQ as pods of the cluster, run by the RabbitMQ Cluster Operator. */
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { allowedRanges } from "../../kit/cdktf/allowed-ranges";
import { physicalName } from "../../kit/cdktf/names";
import { validateProps } from "../../kit/cdktf/props";
import { Manifests } from "../../kit/cluster/manifests";
import { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { AdoptedMessageBroker } from "../adopted-broker";
import { checkBroker } from "../check";
import type { IMessageBroker, MESSAGE_BROKER, MessageBrokerAttributes } from "../contract";
import { type MessageBrokerProps, messageBrokerSchema } from "../props";
import { brokerCertificate } from "./authority";
import { checkInCluster, nodesOf } from "./check";
import { certificateSecret, RABBITMQ_NAMESPACE } from "./names";
import { brokerPods, rabbitmqCluster } from "./rabbitmq-cluster";

const AMQPS = 5671;
const MANAGEMENT = 15_671;
/** Metrics, over TLS. */
const METRICS = 15_691;
/** A release's name ends at 53 characters (Helm). */
const MAX_RELEASE_NAME = 53;
/** Of a pod's label `controller-revision-hash`: `<name>-server-` and ten digits are in its 63 characters. */
const MAX_NAME = 45;

/**
 * One node or an odd number over zones, each with a volume, TLS only, reached from the given
 * ranges alone. It comes after the operators, and with `protected` is refused to be deleted.
 * @security CKV_K8S_21 in a namespace of its own
 */
export class InClusterBroker extends Construct implements IMessageBroker {
  public readonly runs = "in-cluster";
  public readonly port = AMQPS;
  public readonly managementPort = MANAGEMENT;
  public readonly admin = { kind: "operator" } as const;
  public readonly brokerName: string;
  public readonly version: string;
  public readonly host: string;
  public readonly authoritySecret: string;
  /** Who reaches it. */
  public readonly guard: NamespaceGuard;
  /** Its certificate and the `RabbitmqCluster`. */
  public readonly cluster: Manifests;
  /** Undefined of a single node: a budget would hold up every drain. */
  public readonly budget: PodDisruptionBudgetV1 | undefined;

  /** @throws JangadaError INVALID_PROPS, RABBITMQ_VERSION, RABBITMQ_NODES, RABBITMQ_WINDOW, RABBITMQ_OPEN. */
  constructor(scope: Construct, id: string, props: MessageBrokerProps) {
    super(scope, id);
    const { network, dependsOn = [], ...rest } = props;
    const settings = validateProps(this, messageBrokerSchema, rest, (broker) => [
      ...checkBroker(broker),
      ...checkInCluster(broker),
    ]);
    const namespace = settings.namespace ?? RABBITMQ_NAMESPACE;
    const name = physicalName([settings.name], MAX_NAME);
    this.brokerName = name;
    this.version = settings.version;
    this.host = `${name}.${namespace}.svc`;
    this.authoritySecret = certificateSecret(name);
    const after = terraformDependables(dependsOn);
    this.guard = new NamespaceGuard(this, "guard", {
      namespace,
      name: `${name}-broker`,
      pods: brokerPods(name),
      ingress: [
        {
          peers: [
            ...(settings.allow === undefined ? ["cluster" as const] : []),
            ...Object.values(allowedRanges(settings, network)).map((cidr) => ({ cidr })),
          ],
          ports: [AMQPS],
        },
        { peers: ["cluster"], ports: [METRICS] },
      ],
      dependsOn: after,
    });
    this.cluster = new Manifests(this, "Resource", {
      releaseName: physicalName(["rabbitmq", name], MAX_RELEASE_NAME),
      namespace,
      objects: [
        brokerCertificate(name, namespace),
        rabbitmqCluster({ name, namespace, settings, volumeClass: settings.volumeClass }),
      ],
      dependsOn: [this.guard.resource, ...after],
    });
    this.budget =
      nodesOf(settings) > 1
        ? new PodDisruptionBudgetV1(this, "budget", {
            metadata: { name, namespace },
            spec: { maxUnavailable: "1", selector: { matchLabels: { ...brokerPods(name) } } },
            dependsOn: after,
          })
        : undefined;
    this.node.defaultChild = this.cluster.release;
  }

  /** The same as of `host`: the Service of all nodes. */
  public get managementHost(): string {
    return this.host;
  }
  public get attributes(): MessageBrokerAttributes {
    const { brokerName, runs, version, host, port, managementHost, managementPort, authoritySecret } = this;
    return { brokerName, runs, version, host, port, managementHost, managementPort, authoritySecret, details: {} };
  }
}

export const inClusterBrokerImplementation: Implementation<
  MessageBrokerProps,
  IMessageBroker,
  typeof MESSAGE_BROKER.shape
> = {
  create: (scope, id, props) => new InClusterBroker(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedMessageBroker(scope, id, attributes),
};
