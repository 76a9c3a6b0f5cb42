/** `rabbitmq` in the environment file: brokers, of the cloud or in the cluster. */
import { z } from "zod";
import { BROKER_SIZES, DEFAULT_RABBITMQ_VERSION, RABBITMQ_VERSIONS } from "../../catalog/rabbitmq";
import { RUNS } from "../../model/runs";
import { weeklyWindow } from "../kit/windows";
import { mqBlock } from "./aws/section";
import { inClusterBlock } from "./cluster/section";
import { topologyFields, type TopologySection } from "./topology/section";
import { KEBAB_CASE } from "../../model/kebab-case";

/** Names of pods, Secrets and brokers are made of it, with the environment's before it. */
const MAX_NAME = 40;

export const brokerName = z
  .string()
  .max(MAX_NAME)
  .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.");

/** The broker: what the construct takes, too. A field's unit, check, default and description stand here alone. */
export const brokerSchema = z.strictObject({
  name: brokerName.describe("Name of the broker, unique in the environment. Renaming needs a `moved` entry."),
  runs: z
    .enum(RUNS)
    .default("managed")
    .describe(
      "`managed`: the cloud runs it. `in-cluster`: an operator runs it as pods, on every target. Changing it makes another broker, without the messages. Default: managed, where the cloud has one.",
    ),
  version: z
    .enum(RABBITMQ_VERSIONS as [string, ...string[]])
    .default(DEFAULT_RABBITMQ_VERSION)
    .describe("RabbitMQ's series. Patches come by themselves in the maintenance window."),
  size: z
    .enum(BROKER_SIZES)
    .default("medium")
    .describe("Abstract size of each node. Default: small, medium or large by profile."),
  highAvailability: z
    .boolean()
    .default(true)
    .describe("Three nodes over the zones instead of one. Default: by profile, true but in minimal."),
  protected: z
    .boolean()
    .default(true)
    .describe(
      "Whether the broker refuses to be deleted. Default: as the environment. To remove a broker, set false first.",
    ),
  allow: z
    .array(z.cidrv4())
    .min(1)
    .optional()
    .describe("IPv4 ranges that reach the broker. Default: the environment's own network."),
  maintenanceWindow: weeklyWindow
    .optional()
    .describe("Weekly, UTC, such as sun:03:00-sun:05:00. Default: one that the cloud chooses."),
  /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
  aws: mqBlock,
  /** What only a broker in the cluster has: described in `cluster/section.ts`. @default the defaults of its fields */
  inCluster: inClusterBlock,
});

export type BrokerSection = z.output<typeof brokerSchema>;

export const rabbitmqEntrySchema = brokerSchema.extend(topologyFields);

export type RabbitmqEntry = z.output<typeof rabbitmqEntrySchema>;

export const rabbitmqSchema = z.array(rabbitmqEntrySchema).describe("RabbitMQ brokers, by name.");

export type RabbitmqSection = z.output<typeof rabbitmqSchema>;

/** What the broker's construct takes of an entry: the rest is made on the broker, from within the cluster. */
export function brokerOf(entry: RabbitmqEntry): BrokerSection {
  return Object.fromEntries(
    Object.keys(brokerSchema.shape).map((field) => [field, entry[field as keyof BrokerSection]]),
  ) as unknown as BrokerSection;
}

/** What is made on the broker: of an entry those fields that the construct does not take. */
export function topologyOf({ services, passwordRevision, vhosts }: RabbitmqEntry): TopologySection {
  return { services, passwordRevision, vhosts };
}
