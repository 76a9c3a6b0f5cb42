/** A way into a broker that another stack made. */
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { BrokerAccessAttributes, IBrokerAccess } from "./broker-access";

export class AdoptedBrokerAccess extends Construct implements IBrokerAccess {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: BrokerAccessAttributes,
  ) {
    super(scope, id);
  }
  public get connectionSecret(): string {
    return this.attributes.connectionSecret;
  }
  /** Nothing: what another stack made is there. */
  public get ready(): IConstruct & IDependable {
    return this;
  }
}
