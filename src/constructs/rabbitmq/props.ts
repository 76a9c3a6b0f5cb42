/** What a broker needs; the same on every target: the fields of its section, and where it stands. */
import type { IDependable } from "constructs";
import { z } from "zod";
import { allowProp } from "../kit/cdktf/allowed-ranges";
import { tokenOr } from "../kit/cdktf/props";
import type { INetwork } from "../network/contract";
import { brokerSchema } from "./section";
import { KEBAB_CASE } from "../../model/kebab-case";

export const messageBrokerSchema = brokerSchema.extend({
  name: z
    .string()
    .max(63)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens.")
    .describe("Physical name of the broker; a literal. Changing it makes another broker."),
  region: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "The name of a region, such as eu-west-1.")
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string()).describe("The cloud's account; policies name it."),
  allow: allowProp(brokerSchema.shape.allow.unwrap(), "the broker"),
  secretPrefix: z
    .string()
    .regex(/^[A-Za-z0-9_+=.@-]+(\/[A-Za-z0-9_+=.@-]+)*$/, "Words joined by slashes.")
    .optional()
    .describe(
      "Prefix of the names of its secrets in the cloud's store, such as dev/rabbitmq/events. Default: the broker's name.",
    ),
  secretKeyId: tokenOr(z.string())
    .optional()
    .describe("The key that encrypts its secrets in the cloud's store, as the cloud names it. Default: the broker's."),
  namespace: z
    .string()
    .optional()
    .describe("Namespace of its pods, where it runs in the cluster; it must exist. Default: rabbitmq."),
  volumeClass: z
    .string()
    .optional()
    .describe("Storage class of its nodes' volumes, where it runs in the cluster. Default: the cluster's default one."),
});

export type MessageBrokerSettings = z.output<typeof messageBrokerSchema>;

export interface MessageBrokerProps extends z.input<typeof messageBrokerSchema> {
  /** Required, as `runs` decides which implementation there is. */
  readonly runs: MessageBrokerSettings["runs"];
  /** The network whose subnets of the tier `data` a managed broker is put into: in two zones at least, if it is to outlive one. */
  readonly network: INetwork;
  /** What must exist before it: of a broker in the cluster the operators. @default nothing */
  readonly dependsOn?: readonly IDependable[];
}
