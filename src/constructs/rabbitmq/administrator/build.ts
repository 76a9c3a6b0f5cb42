/** Builds the way into a broker of the cloud, in the tier `platform`: only from within the cluster is it reached. */
import { Construct, type IDependable } from "constructs";
import type { Deployment } from "../../../model/component";
import { SECRET_STORE } from "../../secrets/contract";
import { BrokerAccess, type BrokerAccessProps } from "../broker-access";
import { TOPOLOGY_LABEL } from "../cluster/names";
import type { IMessageBroker } from "../contract";
import type { RabbitmqEntry, RabbitmqSection } from "../section";

/** Name of a Secret with `uri`, `username` and `password`, and what must be done before that is what the broker takes. */
export interface BuiltAccess {
  readonly connectionSecret: string;
  readonly ready: readonly IDependable[];
}

/**
 * The administrator's first password is dead once `ready` is done.
 * @param where Namespace, as a reference, and what comes before: its network policy.
 */
export function buildAccess(
  deployment: Deployment<RabbitmqSection>,
  { name, protected: isProtected }: RabbitmqEntry,
  broker: IMessageBroker,
  where: Pick<BrokerAccessProps, "namespace" | "dependsOn">,
): BuiltAccess {
  const { scope } = deployment;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  const physical = deployment.physicalName(name, name);
  const place = (scope.node.tryFindChild(name) as Construct | undefined) ?? new Construct(scope, name);
  const access = new BrokerAccess(place, "access", {
    ...where,
    broker,
    secrets,
    name: physical,
    secretPrefix: `${secrets.prefix}rabbitmq/${physical}`,
    deleteWithEnvironment: !isProtected,
    labels: TOPOLOGY_LABEL,
  });
  deployment.from(name, access);
  return { connectionSecret: access.connectionSecret, ready: [access.ready] };
}
