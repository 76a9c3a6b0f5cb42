/** What an application needs to connect to its database, as one Kubernetes Secret. */
import type { Construct } from "constructs";
import { ServiceConnection, type ServiceConnectionProps } from "../secrets/service-connection";
import type { IPostgresServices } from "./postgres-services";

/** Where an application finds the Secret's `ca.pem`, if it mounts the Secret at `/etc/postgres`. */
export const DEFAULT_CA_PATH = "/etc/postgres/ca.pem";

export interface PostgresConnectionProps extends ServiceConnectionProps {
  /** The server's services: of this stack, or adopted from another one. */
  readonly services: IPostgresServices;
  /** One of the services of `services`; else POSTGRES_SERVICE_UNKNOWN. */
  readonly service: string;
  /** Name of the Kubernetes Secret. @default `<service>-database` */
  readonly secretName?: string;
  /** Absolute path at which the application finds `ca.pem`: the `sslrootcert` of `uri`. @default "/etc/postgres/ca.pem" */
  readonly caPath?: string;
}

/**
 * A Secret with `username`, `password`, `host`, `readerHost`, `port`, `dbname`, `uri` and `ca.pem`. Only user and password come from the
 * store, both from one reading, so they always belong together; the rest is put in on delivery, and follows the server.
 * Where connections are pooled there is also `poolerHost`; of a server in the cluster `ca.pem` comes from the store, too.
 * A service without a password (`identities` of the attributes) has `authentication`, which says so, `clientId` and `tenant` in place of
 * `password`: what its pods ask for the token with that the server takes as a password. `uri` has none then.
 * `uri` verifies the server's certificate and its name (`sslmode=verify-full`); where its authorities are those that everybody knows,
 * there is no `ca.pem`.
 */
export class PostgresConnection extends ServiceConnection {
  /** @throws JangadaError POSTGRES_SERVICE_UNKNOWN. */
  constructor(scope: Construct, id: string, props: PostgresConnectionProps) {
    super(scope, id, props, () => {
      const { services, service, caPath = DEFAULT_CA_PATH } = props;
      const authority = services.attributes.authoritySecrets[service];
      return {
        kind: "database",
        of: services,
        remoteName: services.connectionSecret(service),
        template: connectionTemplate(services, service, caPath, authority !== undefined),
        ...(authority === undefined ? {} : { others: { "ca.pem": { remoteName: authority, property: "ca.crt" } } }),
      };
    });
  }
}

/** The keys beside what the store holds, as templates over username and password. */
function connectionTemplate(
  { attributes }: IPostgresServices,
  service: string,
  caPath: string,
  hasAuthority: boolean,
): Readonly<Record<string, string>> {
  const { host, readerHost, poolerHost, port, caBundle } = attributes;
  // `system`: the authorities that everybody knows, where the application runs (libpq, from PostgreSQL 16 on).
  const authorities = hasAuthority || caBundle !== "" ? encodeURIComponent(caPath) : "system";
  const user =
    attributes.identities[service] === undefined ? "{{ .username }}:{{ .password | urlquery }}" : "{{ .username }}";
  const query = `sslmode=verify-full&sslrootcert=${authorities}`;
  return {
    host,
    readerHost,
    ...(poolerHost === "" ? {} : { poolerHost }),
    port,
    dbname: service,
    uri: `postgresql://${user}@${host}:${port}/${service}?${query}`,
    ...(caBundle === "" ? {} : { "ca.pem": caBundle }),
  };
}
