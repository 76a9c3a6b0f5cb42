/** The way into a broker of Amazon MQ, and its log groups, which it has made by then. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { Implementation } from "../../../model/contract";
import { BrokerAdministrator, brokerAdministratorImplementation } from "../administrator/broker-administrator";
import type { BROKER_ACCESS, BrokerAccessAttributes, BrokerAccessProps, IBrokerAccess } from "../broker-access";
import { MqLogGroups } from "./mq-log-groups";

export class MqAccess extends Construct implements IBrokerAccess {
  public readonly administrator: BrokerAdministrator;
  public readonly logGroups: MqLogGroups;

  /** @throws JangadaError RABBITMQ_ADMIN_KIND. */
  constructor(scope: Construct, id: string, props: BrokerAccessProps) {
    super(scope, id);
    const { life = "", keyId = "" } = props.broker.attributes.details;
    this.administrator = new BrokerAdministrator(this, "Default", props);
    this.logGroups = new MqLogGroups(this, "logs", { brokerId: life, keyArn: keyId });
    this.node.defaultChild = this.administrator.job;
  }

  public get connectionSecret(): string {
    return this.administrator.connectionSecret;
  }
  public get ready(): IConstruct & IDependable {
    return this.administrator.ready;
  }
  public get attributes(): BrokerAccessAttributes {
    return this.administrator.attributes;
  }
}

export const mqAccessImplementation: Implementation<BrokerAccessProps, IBrokerAccess, typeof BROKER_ACCESS.shape> = {
  ...brokerAdministratorImplementation,
  create: (scope, id, props) => new MqAccess(scope, id, props),
};
