/** A message broker: RabbitMQ, of the cloud or in the cluster. What stands on it (virtual hosts, users, queues) is made apart. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { Runs } from "../../model/runs";
import { messageBrokerImplementations } from "./implementations";
import type { MessageBrokerProps } from "./props";

/** How the one who makes virtual hosts, users and queues gets in. */
export type BrokerAdmin =
  /**
   * With a password that was known at the broker's birth, and stands in its state: `BrokerAdministrator` changes it before
   * anything else is done. `remoteName`: the secret of the store that holds it, with `username` and `password`.
   */
  | { readonly kind: "first-password"; readonly username: string; readonly remoteName: string }
  /** Nobody logs in: the operator that runs the broker knows the way (a `RabbitmqCluster` called like the broker). */
  | { readonly kind: "operator" };

export interface IMessageBroker extends IConstruct {
  /** Physical name; literal. */
  readonly brokerName: string;
  readonly runs: Runs;
  /** Series, such as `4.2`; literal. */
  readonly version: string;
  /** Where clients connect. */
  readonly host: string;
  /** AMQP over TLS; there is no other listener. */
  readonly port: number;
  /** RabbitMQ's management: its HTTP API and its pages. */
  readonly managementHost: string;
  /** HTTPS. */
  readonly managementPort: number;
  /**
   * Secret of the broker's namespace whose `ca.crt` verifies both; empty where a public authority does, that every client
   * knows already.
   */
  readonly authoritySecret: string;
  readonly admin: BrokerAdmin;
  readonly attributes: MessageBrokerAttributes;
}

const SHAPE = {
  brokerName: "string",
  runs: "string",
  version: "string",
  host: "string",
  port: "number",
  managementHost: "string",
  managementPort: "number",
  authoritySecret: "string",
  /** What only the implementation understands: the administrator's first secret, … */
  details: "map",
} as const;

export type MessageBrokerContract = Contract<MessageBrokerProps, IMessageBroker, typeof SHAPE>;
export const MESSAGE_BROKER: MessageBrokerContract = defineContract("rabbitmq", SHAPE, messageBrokerImplementations);

export type MessageBrokerAttributes = AttributesOf<typeof SHAPE>;

/** A message broker on the target of its scope. */
export class MessageBroker extends contractClass(MESSAGE_BROKER, {
  brokerName: true,
  runs: true,
  version: true,
  host: true,
  port: true,
  managementHost: true,
  managementPort: true,
  authoritySecret: true,
  admin: true,
  attributes: true,
}) {}
