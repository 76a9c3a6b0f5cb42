/** RabbitMQ on Amazon MQ. */
import { MqBroker as MqBrokerResource } from "@cdktf/provider-aws/lib/mq-broker";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { z } from "zod";
import { JangadaError } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { preferTargetProblems } from "../../../model/target-parts";
import { ACCOUNT } from "../../../targets/eks/forms";
import { allowLogGroup, EncryptionKey } from "../../kit/aws/encryption-key";
import { ServerSecurityGroup } from "../../kit/aws/server-security-group";
import { allowedRanges } from "../../kit/cdktf/allowed-ranges";
import { orTokens, tokenOr, validateProps } from "../../kit/cdktf/props";
import type { INetwork, Subnet } from "../../network/contract";
import { AdoptedMessageBroker, type FirstPasswordDetails } from "../adopted-broker";
import { checkBroker } from "../check";
import type { BrokerAdmin, IMessageBroker, MESSAGE_BROKER, MessageBrokerAttributes } from "../contract";
import { type MessageBrokerProps, messageBrokerSchema, type MessageBrokerSettings } from "../props";
import { FirstPassword } from "./first-password";
import { mqInstanceOf, mqLogGroupName } from "./mq-facts";
import { maintenanceWindowOf } from "./mq-window";
import { checkMqBroker } from "./part";

const AMQPS = 5671;
const HTTPS = 443;

/** The props of Amazon MQ: an instance type and a key are only passed on to AWS, so they may be tokens. */
const mqProps = orTokens(messageBrokerSchema, ["aws.instanceType", "aws.encryptionKey"]).extend({
  account: tokenOr(z.string().regex(ACCOUNT.pattern, ACCOUNT.error)),
});

/** User name of the administrator: not `admin`, which attackers try first; Amazon MQ takes no `guest`. */
export const MQ_ADMIN = "platform-admin";

/** A cluster of Amazon MQ has three nodes, whatever number of zones it is given. */
const CLUSTER_NODES = 3;

/** A cluster of three takes half an hour; the provider's own limit is exactly that. */
const TIMEOUT = "60m";

/**
 * A broker, or three over the zones, with storage, logs and the administrator's first password under one key, TLS only, and
 * reached from the given ranges alone. Without `protected` it can be destroyed, and takes its messages with it: Amazon MQ has
 * no backups of RabbitMQ.
 * @security CKV_AWS_48 AWS-0071 general logs are written; the engine has no audit log (CKV_AWS_197, AWS-0070)
 * @security CKV_AWS_69 AWS-0072 not public
 * @security CKV_AWS_207 minor versions come by themselves
 * @security CKV_AWS_208 a version that is supported
 * @security CKV_AWS_209 encrypted with a key of our own
 */
export class MqBroker extends Construct implements IMessageBroker {
  public readonly broker: MqBrokerResource;
  public readonly securityGroup: ServerSecurityGroup;
  public readonly firstPassword: FirstPassword;
  /** Undefined if an existing key was given. */
  public readonly key: EncryptionKey | undefined;
  /** A literal, so that names can derive from it. */
  public readonly brokerName: string;
  public readonly runs = "managed";
  public readonly version: string;
  public readonly port = AMQPS;
  public readonly managementPort = HTTPS;
  /** Amazon's certificates are of a public authority. */
  public readonly authoritySecret = "";
  private readonly keyArn: string;

  /**
   * @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, RABBITMQ_INSTANCE, RABBITMQ_NAME_TOO_LONG, RABBITMQ_OPEN,
   * RABBITMQ_SUBNETS, RABBITMQ_WINDOW.
   */
  constructor(scope: Construct, id: string, props: MessageBrokerProps) {
    super(scope, id);
    const { network, dependsOn: _dependsOn, ...rest } = props;
    const settings = validateProps(this, mqProps, rest, (broker) =>
      preferTargetProblems(checkBroker(broker), checkMqBroker(broker, broker)),
    );
    const { name, aws } = settings;
    this.brokerName = name;
    this.version = settings.version;
    this.key = aws.encryptionKey ? undefined : this.createKey(settings);
    const keyArn = aws.encryptionKey ?? this.key?.arn ?? "";
    this.keyArn = keyArn;
    const subnetIds = this.subnetIds(settings, network);
    this.securityGroup = new ServerSecurityGroup(this, "security-group", {
      name: `${name}-rabbitmq`,
      description: `RabbitMQ broker ${name}`,
      vpcId: network.networkId,
      ports: [
        { port: AMQPS, title: "AMQP over TLS", id: "amqps" },
        { port: HTTPS, title: "RabbitMQ management", id: "management" },
      ],
      allow: allowedRanges(settings, network),
    });
    this.firstPassword = new FirstPassword(this, "first-password", {
      username: MQ_ADMIN,
      secretName: `${settings.secretPrefix ?? name}/first-password`,
      keyArn: settings.secretKeyId ?? keyArn,
      brokerOf: { name, mode: modeOf(settings), key: keyArn, subnets: subnetIds.join(" ") },
    });
    this.broker = this.makeBroker(settings, keyArn, subnetIds);
    this.node.defaultChild = this.broker;
  }

  /** Amazon MQ puts a load balancer before the nodes: one name, whatever happens to them. */
  public get host(): string {
    const endpoint = Fn.element(this.broker.instances.get(0).endpoints, 0) as string;
    return Fn.trimsuffix(Fn.trimprefix(endpoint, "amqps://"), `:${AMQPS}`);
  }
  public get managementHost(): string {
    return Fn.trimprefix(this.broker.instances.get(0).consoleUrl, "https://");
  }
  public get admin(): BrokerAdmin {
    return { kind: "first-password", username: MQ_ADMIN, remoteName: this.details.firstSecret };
  }
  public get attributes(): MessageBrokerAttributes {
    const { brokerName, runs, version, host, port, managementHost, managementPort, authoritySecret, details } = this;
    return { brokerName, runs, version, host, port, managementHost, managementPort, authoritySecret, details };
  }

  private get details(): FirstPasswordDetails {
    const firstSecret = this.firstPassword.secret.nameInput ?? "";
    return { username: MQ_ADMIN, firstSecret, life: this.broker.id, keyId: this.keyArn };
  }

  private createKey({ name, region, account, protected: isProtected }: MessageBrokerSettings): EncryptionKey {
    return new EncryptionKey(this, "key", {
      name: `${name}-rabbitmq`,
      description: `RabbitMQ broker ${name}: storage, administrator's first password, logs`,
      region,
      account,
      protected: isProtected,
      statements: [allowLogGroup(region, account, mqLogGroupName("*", "*"))],
    });
  }

  /** One for a single broker; for a cluster those of all zones: AWS wants each in another one. */
  private subnetIds({ highAvailability }: MessageBrokerSettings, network: INetwork): string[] {
    const subnets = oneOfEachZone(network.subnets("data")).slice(0, highAvailability ? CLUSTER_NODES : 1);
    const wanted = highAvailability ? 2 : 1;
    if (subnets.length < wanted) {
      throw new JangadaError({
        code: "RABBITMQ_SUBNETS",
        message: `The tier 'data' of the network has subnets in ${subnets.length} zone(s); ${highAvailability ? "a broker over zones needs two at least" : "a broker needs one"}.`,
        place: { construct: this.node.path, path: "network" },
        remedy: highAvailability
          ? "Give the network another zone, or set `highAvailability: false`."
          : "Give the network a subnet of the tier 'data'.",
      });
    }
    return subnets.map((subnet) => subnet.id);
  }

  private makeBroker(settings: MessageBrokerSettings, keyArn: string, subnetIds: string[]): MqBrokerResource {
    const { name, region, version, size, highAvailability: cluster, aws } = settings;
    return new MqBrokerResource(this, "Resource", {
      brokerName: name,
      engineType: "RabbitMQ",
      // The series alone: Amazon MQ raises the patch in the maintenance window, and refuses to be told one.
      engineVersion: version,
      autoMinorVersionUpgrade: true,
      deploymentMode: modeOf(settings),
      hostInstanceType: aws.instanceType ?? mqInstanceOf(size, { version, cluster, region }) ?? "",
      applyImmediately: aws.applyImmediately,
      publiclyAccessible: false,
      subnetIds,
      securityGroups: [this.securityGroup.group.id],
      encryptionOptions: { kmsKeyId: keyArn, useAwsOwnedKey: false },
      // Audit logs are ActiveMQ's: told of them at all, Amazon MQ refuses the broker (terraform-provider-aws#18067).
      logs: { general: true },
      ...maintenanceWindowOf(settings.maintenanceWindow),
      user: [{ username: MQ_ADMIN, password: this.firstPassword.password.result }],
      timeouts: { create: TIMEOUT, update: TIMEOUT, delete: TIMEOUT },
      lifecycle: {
        // The password is another one as soon as the platform is deployed.
        ignoreChanges: ["user"],
        // Amazon MQ has no protection of its own: the plan alone can refuse.
        ...(settings.protected ? { preventDestroy: true } : {}),
      },
    });
  }
}

/** A subnet whose zone nobody knows is taken for one of another zone: AWS judges. */
function oneOfEachZone(subnets: readonly Subnet[]): readonly Subnet[] {
  return subnets.filter(
    ({ zone }, index) => zone === undefined || subnets.findIndex((other) => other.zone === zone) === index,
  );
}

const modeOf = ({ highAvailability }: Pick<MessageBrokerSettings, "highAvailability">): string =>
  highAvailability ? "CLUSTER_MULTI_AZ" : "SINGLE_INSTANCE";

export const mqBrokerImplementation: Implementation<MessageBrokerProps, IMessageBroker, typeof MESSAGE_BROKER.shape> = {
  create: (scope, id, props) => new MqBroker(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedMessageBroker(scope, id, attributes),
};
