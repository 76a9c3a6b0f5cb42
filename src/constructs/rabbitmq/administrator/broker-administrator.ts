/** Gives a broker's administrator a password that no state holds. */
import { readFileSync } from "node:fs";
import type { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Construct, type IConstruct, type IDependable } from "constructs";
import { JangadaError } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { packageFile } from "../../kit/assets";
import { portText } from "../../kit/cdktf/port-text";
import { scriptJob } from "../../kit/cluster/script-job";
import { AdoptedBrokerAccess } from "../adopted-access";
import type { BROKER_ACCESS, BrokerAccessAttributes, BrokerAccessProps, IBrokerAccess } from "../broker-access";
import { CHANGE_PASSWORD, passwordPod } from "./password-pod";

/** A broker that is made anew gets another first password under the same name: a pod that comes too early must soon see it. */
const FIRST_REFRESH = "5m";

const LABELS = { "app.kubernetes.io/name": "rabbitmq-administrator", "app.kubernetes.io/managed-by": "terraform" };

/**
 * In this order, so that at every moment one of two passwords is taken that both stand in the store: the new one is made in the
 * cluster and pushed to the store, unless there is one; both are delivered; the Job changes the broker's, and looks that the
 * first one is dead. Whatever others need of the administrator comes after the Job.
 */
export class BrokerAdministrator extends Construct implements IBrokerAccess {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;
  public readonly connectionSecret: string;
  /** Name of the administrator's secret in the store. */
  public readonly remoteName: string;

  /** @throws JangadaError RABBITMQ_ADMIN_KIND. */
  constructor(scope: Construct, id: string, props: BrokerAccessProps) {
    super(scope, id);
    const { broker, namespace, name, secretPrefix } = props;
    this.connectionSecret = secretOf(name, "administrator");
    this.remoteName = `${secretPrefix}/administrator`;
    const first = this.deliverFirst(props);
    const wanted = this.deliverWanted(props);
    const { files, job } = scriptJob(this, {
      name: `${name}-administrator`,
      namespace,
      labels: LABELS,
      files: { [CHANGE_PASSWORD]: readFileSync(packageFile("assets", "rabbitmq", CHANGE_PASSWORD), "utf8") },
      pod: (configMap) =>
        passwordPod({
          url: urlOf(props),
          files: configMap,
          first: secretOf(name, "first-password"),
          wanted: this.connectionSecret,
        }),
      // A broker that has been made anew under its old name has its first password again.
      known: [broker.managementHost, portText(broker.managementPort), broker.attributes.details["life"] ?? ""],
      dependsOn: [first, wanted],
    });
    this.files = files;
    this.job = job;
    this.node.defaultChild = job;
  }

  public get ready(): IConstruct & IDependable {
    return this.job;
  }
  public get attributes(): BrokerAccessAttributes {
    const { connectionSecret, remoteName } = this;
    return { connectionSecret, remoteName };
  }

  private deliverFirst({
    broker,
    secrets,
    namespace,
    name,
    dependsOn = [],
  }: BrokerAccessProps): IConstruct & IDependable {
    const { admin } = broker;
    if (admin.kind !== "first-password") {
      throw new JangadaError({
        code: "RABBITMQ_ADMIN_KIND",
        message: `The administrator of '${broker.brokerName}' has no first password (but '${admin.kind}').`,
        place: { construct: this.node.path, path: "broker" },
        remedy: "A broker that an operator runs needs no access of this kind.",
      });
    }
    return secrets.deliver(this, "first-password", {
      namespace,
      secretName: secretOf(name, "first-password"),
      remoteName: admin.remoteName,
      keys: { username: "username", password: "password" },
      refreshInterval: FIRST_REFRESH,
      dependsOn,
    });
  }

  private deliverWanted(props: BrokerAccessProps): IConstruct & IDependable {
    const { broker, secrets, namespace, labels, deleteWithEnvironment, dependsOn = [] } = props;
    const username = broker.admin.kind === "first-password" ? broker.admin.username : "";
    const generated = secrets.generate(this, "generated", {
      namespace,
      remoteName: this.remoteName,
      properties: { username },
      deleteWithEnvironment,
      dependsOn,
    });
    return secrets.deliver(this, "delivered", {
      namespace,
      secretName: this.connectionSecret,
      remoteName: this.remoteName,
      keys: { username: "username", password: "password" },
      template: { uri: urlOf(props) },
      ...(labels ? { labels } : {}),
      dependsOn: [generated],
    });
  }
}

/** Joined by a dot, which no broker's name contains: two Secrets never meet. */
const secretOf = (name: string, what: string): string => `${name}.${what}`;

const urlOf = ({ broker }: BrokerAccessProps): string =>
  `https://${broker.managementHost}:${portText(broker.managementPort)}`;

export const brokerAdministratorImplementation: Implementation<
  BrokerAccessProps,
  IBrokerAccess,
  typeof BROKER_ACCESS.shape
> = {
  create: (scope, id, props) => new BrokerAdministrator(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedBrokerAccess(scope, id, attributes),
};
