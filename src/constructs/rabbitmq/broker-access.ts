/**
 * What a broker of the cloud needs once a cluster is there: its administrator's first password, which its state holds, is
 * changed from within the network, and what the broker made beside itself is taken care of.
 */
import type { IConstruct, IDependable } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { ISecretStore } from "../secrets/contract";
import { brokerAccessImplementations } from "./implementations";
import type { IMessageBroker } from "./contract";

export interface BrokerAccessProps {
  /** A broker whose `admin` has a first password; else RABBITMQ_ADMIN_KIND. */
  readonly broker: IMessageBroker;
  /** The store that holds the first password, and makes the next. */
  readonly secrets: ISecretStore;
  /** Namespace of the Job, and of the Secret with which others go in; a store must be open to it. */
  readonly namespace: string;
  /** The name that the Secrets are called after: the broker's, without the environment's before it. */
  readonly name: string;
  /** Prefix of the secrets' names in the store: `<env>/rabbitmq/<broker>`. */
  readonly secretPrefix: string;
  /** Whether the administrator's secret in the store goes when the environment goes. */
  readonly deleteWithEnvironment: boolean;
  /** Labels of the Secret. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** What must exist before this. @default nothing */
  readonly dependsOn?: readonly IDependable[];
}

export interface IBrokerAccess extends IConstruct {
  /** Secret of the namespace with `username` and `password` of the administrator, and `uri` of the management. */
  readonly connectionSecret: string;
  /** What comes after the first password is dead: whoever uses the Secret. */
  readonly ready: IConstruct & IDependable;
  readonly attributes: BrokerAccessAttributes;
}

const SHAPE = {
  connectionSecret: "string",
  /** Name of the administrator's secret in the store. */
  remoteName: "string",
} as const;

export type BrokerAccessContract = Contract<BrokerAccessProps, IBrokerAccess, typeof SHAPE>;
export const BROKER_ACCESS: BrokerAccessContract = defineContract(
  "rabbitmq-access",
  SHAPE,
  brokerAccessImplementations,
);

export type BrokerAccessAttributes = AttributesOf<typeof SHAPE>;

/** The way into a broker of the cloud, on the target of its scope. */
export class BrokerAccess extends contractClass(BROKER_ACCESS, {
  connectionSecret: true,
  ready: true,
  attributes: true,
}) {}
