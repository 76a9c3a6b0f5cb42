/** What an exporter needs to read a server's figures, delivered to where everything runs that observes. */
import { Construct } from "constructs";
import { MONITORING_SERVICE, OBSERVABILITY_NAMESPACE } from "../../model/observed";
import type { IObservability } from "../observability/contract";
import type { ISecretStore } from "../secrets/contract";
import { servicePath, serviceStore } from "../secrets/names";
import { monitoringSecretName } from "./observed";
import type { IPostgresServices } from "./postgres-services";

/** The database that every server has: the figures of all are read from it. */
const DATABASE = "postgres";

export interface PostgresMonitoringProps {
  /** The databases whose figures are read. */
  readonly services: IPostgresServices;
  /** Where secrets are made and from where they are delivered. */
  readonly secrets: ISecretStore;
  /** Where figures are read, and the login is delivered to. */
  readonly observability: IObservability;
  /** The server's name in the file, and that under which its secrets are stored. */
  readonly name: string;
  /** Name of the server in the cloud: paths in the store are made of it. */
  readonly physical: string;
  /** Of the services' passwords, and of this one. */
  readonly passwordRevision: number;
}

/** A Secret with `username`, `password`, `host`, `port`, `database`, and `ca.crt` where not everybody knows the server's authorities. */
export class PostgresMonitoring extends Construct {
  constructor(scope: Construct, id: string, props: PostgresMonitoringProps) {
    super(scope, id);
    const { services, secrets, observability, name, physical, passwordRevision } = props;
    const { host, port, caBundle } = services.attributes;
    const authority = services.attributes.authoritySecrets[MONITORING_SERVICE];
    const { namespace } = observability;
    secrets.open({
      name: serviceStore(OBSERVABILITY_NAMESPACE, physical, MONITORING_SERVICE),
      namespace,
      path: servicePath(physical, MONITORING_SERVICE),
    });
    secrets.deliver(this, "Default", {
      namespace,
      secretName: monitoringSecretName(name, passwordRevision),
      remoteName: services.connectionSecret(MONITORING_SERVICE),
      template: { host, port, database: DATABASE, ...(caBundle === "" ? {} : { "ca.crt": caBundle }) },
      ...(authority === undefined ? {} : { others: { "ca.crt": { remoteName: authority, property: "ca.crt" } } }),
      refreshInterval: "5m",
      dependsOn: [services],
    });
  }
}
