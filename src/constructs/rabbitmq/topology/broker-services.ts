/** What stands on a broker: its virtual hosts with their queues, and a user for each service. Made from within the cluster. */
import type { IConstruct, IDependable } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../../model/contract";
import { contractClass } from "../../../model/contract-class";
import type { IObservability } from "../../observability/contract";
import type { ISecretStore } from "../../secrets/contract";
import type { IMessageBroker } from "../contract";
import { brokerServicesImplementations } from "../implementations";
import type { TopologySection } from "./section";

export interface BrokerServicesProps {
  /** The broker on which all of it is made. */
  readonly broker: IMessageBroker;
  /** What stands on it; each problem by its own code, as in the environment file. */
  readonly topology: TopologySection;
  /** The name that the broker's things are called after: its own, without the environment's before it. */
  readonly name: string;
  /** The store that keeps the passwords. */
  readonly secrets: ISecretStore;
  /** Namespace of the operators, in which custom resources and credentials are put. @default "rabbitmq" */
  readonly namespace?: string;
  /** Prefix of the secrets' names in the store: `<env>/rabbitmq/<broker>`. */
  readonly secretPrefix: string;
  /** Whether the services' secrets in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /**
   * Secret of that namespace with `uri` (of the management), `username` and `password` of the administrator, labelled for the
   * operator. Needed of a broker whose `admin` is not the operator itself (RABBITMQ_ADMIN_MISSING).
   * @default none: the operator is the administrator
   */
  readonly connectionSecret?: string;
  /**
   * Who reads figures: its namespace, `observability`, receives the login of the user `monitoring` as a Secret of this name.
   * @default nobody gets one, and there is no such user
   */
  readonly monitoring?: { readonly observability: IObservability; readonly secretName: string };
  /** What must be there before: the operators, and who gives the administrator its password. @default nothing */
  readonly dependsOn?: readonly IDependable[];
}

export interface IBrokerServices extends IConstruct {
  /**
   * Name, in the secret store, of the secret with the username and password that a service is to use now.
   * @throws JangadaError RABBITMQ_SERVICE_UNKNOWN
   */
  connectionSecret(service: string): string;
  readonly attributes: BrokerServicesAttributes;
}

const SHAPE = {
  /** Service to secret name. */
  connectionSecrets: "map",
  /** Service to the name of the secret with the authority that signed the broker's certificate; none where it is a public one. */
  authoritySecrets: "map",
  /** Service to the virtual host that its URI names. */
  vhosts: "map",
  host: "string",
  port: "string",
} as const;

export type BrokerServicesContract = Contract<BrokerServicesProps, IBrokerServices, typeof SHAPE>;
export const BROKER_SERVICES: BrokerServicesContract = defineContract(
  "rabbitmq-services",
  SHAPE,
  brokerServicesImplementations,
);

export type BrokerServicesAttributes = AttributesOf<typeof SHAPE>;

/** What stands on a broker, on the target of its scope. */
export class BrokerServices extends contractClass(BROKER_SERVICES, {
  connectionSecret: true,
  attributes: true,
}) {}
