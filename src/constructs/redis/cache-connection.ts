/** What an application needs to connect to its cache, as one Kubernetes Secret. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { ISecretStore } from "../secrets/contract";
import type { ICacheServices } from "./cache-services";

export interface CacheConnectionProps {
  /** The cache's services: of this stack, or adopted from another one. */
  readonly services: ICacheServices;
  /** The store from which the Secret is read; it must be open to the namespace. */
  readonly secrets: ISecretStore;
  /** One of the services of `services`; else CACHE_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Namespace of the application; it must exist. */
  readonly namespace: string;
  /** Name of the Kubernetes Secret. @default `<service>-redis` */
  readonly secretName?: string;
  /** How often the store is read again, as a Go duration: how soon a new password arrives. @default "5m" */
  readonly refreshInterval?: string;
  /** What must exist before this; a construct means every resource in it. @default none */
  readonly dependsOn?: readonly IDependable[];
}

/**
 * A Secret with `username`, `password`, `host`, `port`, `mode`, `uri` (`rediss://`: TLS, always), `readerHost` and, where no public
 * authority signed the cache's certificate, `ca.crt`. User and password come from one reading of the store, so they always belong
 * together; the rest is put in on delivery, and follows the cache.
 */
export class CacheConnection extends Construct {
  public readonly secretName: string;
  /** What an application's pods come after. */
  public readonly delivered: IConstruct & IDependable;

  /** @throws JangadaError CACHE_SERVICE_UNKNOWN. */
  constructor(scope: Construct, id: string, props: CacheConnectionProps) {
    super(scope, id);
    const { services, secrets, service, namespace } = props;
    const authority = services.attributes.authoritySecrets[service];
    this.secretName = props.secretName ?? `${service}-redis`;
    this.delivered = secrets.deliver(this, "Resource", {
      namespace,
      secretName: this.secretName,
      remoteName: services.connectionSecret(service),
      ...(authority === undefined ? {} : { further: [authority] }),
      template: connectionTemplate(services),
      refreshInterval: props.refreshInterval ?? "5m",
      dependsOn: [...(props.dependsOn ?? []), services],
    });
    this.node.defaultChild = this.delivered.node.defaultChild;
  }
}

/** The keys beside `username` and `password`, as templates over those two. */
function connectionTemplate({ attributes }: ICacheServices): Readonly<Record<string, string>> {
  const { host, port, mode, readerHost } = attributes;
  return {
    host,
    port,
    mode,
    readerHost,
    uri: `rediss://{{ .username | urlquery }}:{{ .password | urlquery }}@${host}:${port}/0`,
  };
}
