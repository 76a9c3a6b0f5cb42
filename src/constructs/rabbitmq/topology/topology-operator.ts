/** What stands on a broker, made by the RabbitMQ Messaging Topology Operator: on brokers of the cluster and of clouds alike. */
import { readFileSync } from "node:fs";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Construct, type IDependable } from "constructs";
import { JangadaError, type Problem } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { MONITORING_SERVICE, OBSERVABILITY_NAMESPACE } from "../../../model/observed";
import { packageFile } from "../../kit/assets";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { physicalName } from "../../kit/cdktf/names";
import { portText } from "../../kit/cdktf/port-text";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { Manifests } from "../../kit/cluster/manifests";
import { type ScriptJobProps, scriptJob } from "../../kit/cluster/script-job";
import { brokerStore } from "../../secrets/names";
import { ServicePasswords, validRevisions } from "../../secrets/service-passwords";
import { RABBITMQ_NAMESPACE, TOPOLOGY_LABEL } from "../cluster/names";
import { AdoptedBrokerServices, connectionSecretOf } from "./adopted-services";
import type {
  BROKER_SERVICES,
  BrokerServicesAttributes,
  BrokerServicesProps,
  IBrokerServices,
} from "./broker-services";
import { checkTopology } from "./check";
import { AWAIT_LOGINS, loginsPod } from "./logins-job";
import {
  type BrokerReference,
  type Login,
  monitoringObjects,
  type ObjectsProps,
  serviceObjects,
  vhostObjects,
} from "./objects";
import { accessOf, servicesOf } from "./section";

/** A release's name ends at 53 characters (Helm). */
const MAX_RELEASE_NAME = 53;

const LABELS = { "app.kubernetes.io/name": "rabbitmq-services", "app.kubernetes.io/managed-by": "terraform" };

/** Below the path of a service: the authority that signed the broker's certificate. */
export const AUTHORITY_SECRET = "authority";

/** The user of a revision of a service's password. No service's name has an underscore: it is never another service's. */
export function brokerUser(service: string, revision: number): string {
  return revision === 1 ? service : `${service}_${revision}`;
}

/**
 * Passwords first, in the store and in the namespace; then the custom resources, once these are there, since the operator lets no
 * user in whose Secret it does not find; then whoever is told of a user, after that user has logged in.
 */
export class TopologyOperatorServices extends Construct implements IBrokerServices {
  public readonly attributes: BrokerServicesAttributes;
  /** Virtual hosts, and what is in them. */
  public readonly topology: Manifests;
  /** Users and their rights. */
  public readonly users: Manifests;
  /** Keeps the revision that is done: by it the review tells a raise from a lowering. */
  public readonly revision: ConfigMapV1;
  private readonly services: Construct;
  private readonly name: string;

  /**
   * @throws JangadaError RABBITMQ_ADMIN_MISSING; of `topology` RABBITMQ_TWICE, RABBITMQ_UNKNOWN, RABBITMQ_NAME_RESERVED,
   * RABBITMQ_PATTERN, RABBITMQ_QUEUE_ARGUMENT, RABBITMQ_POLICY_KEY and the others of the environment file.
   */
  constructor(scope: Construct, id: string, props: BrokerServicesProps) {
    super(scope, id);
    this.check(props);
    const { broker, topology, name, dependsOn = [] } = props;
    const namespace = props.namespace ?? RABBITMQ_NAMESPACE;
    const { passwordRevision } = topology;
    this.name = name;
    this.services = new Construct(this, "services");
    const names = [...servicesOf(topology, name).map((service) => service.name)].sort();
    const everybody = [...names, ...(props.monitoring === undefined ? [] : [MONITORING_SERVICE])];
    const passwords = everybody.map((service) => this.passwordsOf(service, namespace, props));
    const logins = everybody.flatMap((service, index) =>
      validRevisions(passwordRevision).map((revision): Login => ({
        service,
        revision,
        username: brokerUser(service, revision),
        secretName: passwords[index]?.nameOf(revision) ?? "",
      })),
    );
    const objects: ObjectsProps = { broker: name, namespace, reference: referenceTo(props) };
    this.topology = this.release("topology", namespace, vhostObjects(objects, topology, name), dependsOn);
    const there = this.job("credentials", props, {
      logins,
      after: [...dependsOn, ...passwords.map(({ ready }) => ready)],
    });
    this.users = this.release(
      "users",
      namespace,
      [
        ...serviceObjects(objects, topology, name, logins),
        ...logins
          .filter(({ service }) => service === MONITORING_SERVICE)
          .flatMap((login) => monitoringObjects(objects, topology, name, login)),
      ],
      [there, this.topology],
    );
    const url = `https://${broker.managementHost}:${portText(broker.managementPort)}`;
    const tried = this.job("logins", props, { logins, url, after: [this.users] });
    for (const service of passwords) service.publish([tried]);
    if (broker.authoritySecret !== "") this.publishAuthority(everybody, namespace, props, tried);
    this.revision = new ConfigMapV1(this, "revision", {
      metadata: { name: `${name}.password-revision`, namespace, labels: LABELS },
      data: { passwordRevision: String(passwordRevision) },
      dependsOn: terraformDependables([tried]),
    });
    this.attributes = attributesOf(props, names);
    if (props.monitoring) this.deliverMonitoring(props, props.monitoring);
    this.node.defaultChild = this.topology.release;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }

  private check({ broker, topology, name, connectionSecret }: BrokerServicesProps): void {
    const place = { construct: this.node.path };
    const problems = checkTopology(topology, name)
      .filter(({ severity }) => severity !== "warning")
      .map(({ path, code, message, remedy }): Problem => ({
        code,
        message,
        place: { ...place, path: `topology.${path.join(".")}` },
        ...(remedy === undefined ? {} : { remedy }),
      }));
    if (broker.admin.kind !== "operator" && connectionSecret === undefined) {
      problems.push({
        code: "RABBITMQ_ADMIN_MISSING",
        message: `Nobody said how the operator gets into the broker '${broker.brokerName}'.`,
        place: { ...place, path: "connectionSecret" },
        remedy: "Name a Secret with `uri`, `username` and `password` of its administrator.",
      });
    }
    if (problems.length > 0) throw new JangadaError(problems);
  }

  private passwordsOf(service: string, namespace: string, props: BrokerServicesProps): ServicePasswords {
    return new ServicePasswords(this.services, service, {
      secrets: props.secrets,
      namespace,
      server: props.name,
      service,
      username: (revision) => brokerUser(service, revision),
      remotePrefix: `${props.secretPrefix}/${service}`,
      revision: props.topology.passwordRevision,
      deleteWithEnvironment: props.deleteWithEnvironment,
      labels: TOPOLOGY_LABEL,
      dependsOn: props.dependsOn ?? [],
    });
  }

  private release(
    id: string,
    namespace: string,
    objects: readonly KubernetesObject[],
    after: readonly IDependable[],
  ): Manifests {
    return new Manifests(this, id, {
      releaseName: physicalName(["rabbitmq", this.name, id], MAX_RELEASE_NAME),
      namespace,
      objects,
      dependsOn: terraformDependables(after),
    });
  }

  private job(
    id: "credentials" | "logins",
    { broker, name, namespace = RABBITMQ_NAMESPACE }: BrokerServicesProps,
    {
      logins,
      url,
      after,
    }: { readonly logins: readonly Login[]; readonly url?: string; readonly after: readonly IDependable[] },
  ): Construct {
    const scope = new Construct(this, id);
    const props: ScriptJobProps = {
      name: `${name}-${id}`,
      namespace,
      labels: LABELS,
      files: { [AWAIT_LOGINS]: readFileSync(packageFile("assets", "rabbitmq", AWAIT_LOGINS), "utf8") },
      pod: (files) =>
        loginsPod({
          ...(url === undefined ? {} : { url }),
          files,
          logins: logins.map(({ secretName }) => secretName),
          authoritySecret: url === undefined ? "" : broker.authoritySecret,
        }),
      // Another life of the broker among it: one that has been made anew under its old address knows nobody.
      known: [broker.host, broker.attributes.details["life"] ?? ""],
      dependsOn: after,
    };
    scriptJob(scope, props);
    return scope;
  }

  /** Only the authority's certificate, to where the service reads its password. */
  private publishAuthority(
    services: readonly string[],
    namespace: string,
    { broker, secrets, secretPrefix, deleteWithEnvironment }: BrokerServicesProps,
    after: IDependable,
  ): void {
    const scope = new Construct(this, "authority");
    for (const service of services) {
      secrets.publish(scope, service, {
        namespace,
        secretName: broker.authoritySecret,
        remoteName: `${secretPrefix}/${service}/${AUTHORITY_SECRET}`,
        keys: ["ca.crt"],
        deleteWithEnvironment,
        dependsOn: [after],
      });
    }
  }

  private deliverMonitoring(
    { broker, name, secrets, secretPrefix }: BrokerServicesProps,
    { observability, secretName }: NonNullable<BrokerServicesProps["monitoring"]>,
  ): void {
    const path = `${secretPrefix}/${MONITORING_SERVICE}`;
    const namespace = OBSERVABILITY_NAMESPACE;
    secrets.open({
      name: brokerStore(namespace, name, MONITORING_SERVICE),
      namespace,
      path: `${path.slice(secrets.prefix.length)}/`,
    });
    secrets.deliver(this, "monitoring", {
      namespace,
      namespaceReference: observability.namespace,
      secretName,
      remoteName: `${path}/current`,
      template: { host: broker.managementHost, port: portText(broker.managementPort) },
      ...(broker.authoritySecret === "" ? {} : { further: [`${path}/${AUTHORITY_SECRET}`] }),
      dependsOn: [this.services, this.revision],
    });
  }
}

function referenceTo({ broker, connectionSecret }: BrokerServicesProps): BrokerReference {
  return connectionSecret === undefined
    ? { name: broker.brokerName }
    : { connectionSecret: { name: connectionSecret } };
}

function attributesOf(
  { broker, topology, name, secretPrefix }: BrokerServicesProps,
  names: readonly string[],
): BrokerServicesAttributes {
  const secret = (what: string): Readonly<Record<string, string>> =>
    Object.fromEntries(names.map((service) => [service, `${secretPrefix}/${service}/${what}`]));
  return {
    connectionSecrets: secret("current"),
    authoritySecrets: broker.authoritySecret === "" ? {} : secret(AUTHORITY_SECRET),
    vhosts: Object.fromEntries(
      servicesOf(topology, name).map((service) => [service.name, accessOf(service)[0]?.vhost ?? service.name]),
    ),
    host: broker.host,
    port: portText(broker.port),
  };
}

export const topologyOperatorImplementation: Implementation<
  BrokerServicesProps,
  IBrokerServices,
  typeof BROKER_SERVICES.shape
> = {
  create: (scope, id, props) => new TopologyOperatorServices(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedBrokerServices(scope, id, attributes),
};
