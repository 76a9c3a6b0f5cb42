/** Builds the way into a broker of the cloud, in the tier `platform`: only from within the cluster is it reached. */
import { Construct, type IDependable } from "constructs";
import type { Deployment } from "../../../model/component";
import { SECRET_STORE } from "../../secrets/contract";
import { BrokerAccess } from "../broker-access";
import { RABBITMQ_NAMESPACE, TOPOLOGY_LABEL } from "../cluster/names";
import type { IMessageBroker } from "../contract";
import type { RabbitmqEntry, RabbitmqSection } from "../section";

/** What others who need the administrator are told. */
export interface BuiltAccess {
  /** Name of a Secret with `uri`, `username` and `password`. */
  readonly connectionSecret: string;
  /** What must be done before that Secret holds what the broker takes. */
  readonly ready: readonly IDependable[];
}

/**
 * The administrator's first password is dead once `ready` is done.
 * @param after What must be there before: the namespace, and its network policy.
 */
export function buildAccess(
  deployment: Deployment<RabbitmqSection>,
  { name, protected: isProtected }: RabbitmqEntry,
  broker: IMessageBroker,
  after: readonly IDependable[],
): BuiltAccess {
  const { scope } = deployment;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  const physical = deployment.physicalName(name, name);
  const place = (scope.node.tryFindChild(name) as Construct | undefined) ?? new Construct(scope, name);
  const access = new BrokerAccess(place, "access", {
    broker,
    secrets,
    namespace: RABBITMQ_NAMESPACE,
    name: physical,
    secretPrefix: `${secrets.prefix}rabbitmq/${physical}`,
    deleteWithEnvironment: !isProtected,
    labels: TOPOLOGY_LABEL,
    dependsOn: after,
  });
  deployment.from(name, access);
  return { connectionSecret: access.connectionSecret, ready: [access.ready] };
}
