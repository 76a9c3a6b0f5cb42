/** What an application needs to connect to its broker, as one Kubernetes Secret. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { ISecretStore } from "../../secrets/contract";
import type { BrokerServicesAttributes, IBrokerServices } from "./broker-services";

export interface BrokerConnectionProps {
  /** The broker's services: of this stack, or adopted from another one. */
  readonly services: IBrokerServices;
  /** The store from which the Secret is read; it must be open to the namespace. */
  readonly secrets: ISecretStore;
  /** One of the services of `services`; else RABBITMQ_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Namespace of the application; it must exist. */
  readonly namespace: string;
  /** Name of the Kubernetes Secret. @default `<service>-rabbitmq` */
  readonly secretName?: string;
  /** How often the store is read again, as a Go duration: how soon a new password arrives. @default "5m" */
  readonly refreshInterval?: string;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

/**
 * A Secret with `username`, `password`, `host`, `port`, `vhost`, `uri` and, where no public authority signed the broker's
 * certificate, `ca.crt`. User and password come from one reading of the store, so they always belong together; the rest is put in
 * on delivery, and follows the broker.
 */
export class BrokerConnection extends Construct {
  public readonly secretName: string;
  /** What an application's pods come after. */
  public readonly delivered: IConstruct & IDependable;

  /** @throws JangadaError RABBITMQ_SERVICE_UNKNOWN, SECRET_STORE_MISSING. */
  constructor(scope: Construct, id: string, props: BrokerConnectionProps) {
    super(scope, id);
    const { services, secrets, service, namespace } = props;
    const authority = services.attributes.authoritySecrets[service];
    this.secretName = props.secretName ?? `${service}-rabbitmq`;
    this.delivered = secrets.deliver(this, "Resource", {
      namespace,
      secretName: this.secretName,
      remoteName: services.connectionSecret(service),
      ...(authority === undefined ? {} : { further: [authority] }),
      template: connectionTemplate(services.attributes, service),
      refreshInterval: props.refreshInterval ?? "5m",
      dependsOn: [...(props.dependsOn ?? []), services],
    });
    this.node.defaultChild = this.delivered.node.defaultChild;
  }
}

/** The keys beside what the store holds, as templates over it. */
function connectionTemplate(
  { host, port, vhosts }: BrokerServicesAttributes,
  service: string,
): Readonly<Record<string, string>> {
  const vhost = vhosts[service] ?? service;
  return {
    host,
    port,
    vhost: verbatim(vhost),
    uri: `amqps://{{ .username }}:{{ .password | urlquery }}@${host}:${port}/${encodeURIComponent(vhost)}`,
  };
}

/** A text that no template takes for its own. */
function verbatim(text: string): string {
  return text.includes("{{") ? `{{ ${JSON.stringify(text)} }}` : text;
}
