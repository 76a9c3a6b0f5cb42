/** What an application needs to connect to its cache, as one Kubernetes Secret. */
import type { Construct } from "constructs";
import { ServiceConnection, type ServiceConnectionProps } from "../secrets/service-connection";
import type { ICacheServices } from "./cache-services";

export interface CacheConnectionProps extends ServiceConnectionProps {
  /** The cache's services: of this stack, or adopted from another one. */
  readonly services: ICacheServices;
  /** One of the services of `services`; else CACHE_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Name of the Kubernetes Secret. @default `<service>-redis` */
  readonly secretName?: string;
}

/**
 * A Secret with `username`, `password`, `host`, `port`, `mode`, `uri` (`rediss://`: TLS, always), `readerHost` and, where no public
 * authority signed the cache's certificate, `ca.crt`. User and password come from one reading of the store, so they always belong
 * together; the rest is put in on delivery, and follows the cache.
 */
export class CacheConnection extends ServiceConnection {
  /** @throws JangadaError CACHE_SERVICE_UNKNOWN. */
  constructor(scope: Construct, id: string, props: CacheConnectionProps) {
    super(scope, id, props, () => {
      const { services, service } = props;
      const authority = services.attributes.authoritySecrets[service];
      return {
        kind: "redis",
        of: services,
        remoteName: services.connectionSecret(service),
        ...(authority === undefined ? {} : { further: [authority] }),
        template: connectionTemplate(services),
      };
    });
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
