/** What an application needs to connect to its broker, as one Kubernetes Secret. */
import type { Construct } from "constructs";
import { ServiceConnection, type ServiceConnectionProps } from "../../secrets/service-connection";
import type { BrokerServicesAttributes, IBrokerServices } from "./broker-services";

export interface BrokerConnectionProps extends ServiceConnectionProps {
  /** The broker's services: of this stack, or adopted from another one. */
  readonly services: IBrokerServices;
  /** One of the services of `services`; else RABBITMQ_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Name of the Kubernetes Secret. @default `<service>-rabbitmq` */
  readonly secretName?: string;
}

/**
 * A Secret with `username`, `password`, `host`, `port`, `vhost`, `uri` and, where no public authority signed the broker's
 * certificate, `ca.crt`. User and password come from one reading of the store, so they always belong together; the rest is put in
 * on delivery, and follows the broker.
 */
export class BrokerConnection extends ServiceConnection {
  /** @throws JangadaError RABBITMQ_SERVICE_UNKNOWN, SECRET_STORE_MISSING. */
  constructor(scope: Construct, id: string, props: BrokerConnectionProps) {
    super(scope, id, props, () => {
      const { services, service } = props;
      const authority = services.attributes.authoritySecrets[service];
      return {
        kind: "rabbitmq",
        of: services,
        remoteName: services.connectionSecret(service),
        ...(authority === undefined ? {} : { further: [authority] }),
        template: connectionTemplate(services.attributes, service),
      };
    });
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
