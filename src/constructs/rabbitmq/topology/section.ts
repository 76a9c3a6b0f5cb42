/** What stands on a broker, in the environment file: services with their rights, and virtual hosts with what is in them. */
import { z } from "zod";
import { brokerObjectName, routingKey } from "./names";
import { QUEUE_TYPES, queueArgumentFields } from "./queue-arguments";
import { KEBAB_CASE } from "../../../model/kebab-case";

/** Five digits, as of databases' services: the user's name carries it. */
export const MAX_PASSWORD_REVISION = 99_999;

const pattern = (what: string): z.ZodDefault<z.ZodString> =>
  z
    .string()
    .max(1000)
    .default("")
    .describe(`${what}, as a regular expression that is found anywhere in the name. Default: none of them.`);

const argumentValue = z.union([z.string(), z.number(), z.boolean()]);

const freeArguments = (of: string): z.ZodDefault<z.ZodRecord<z.ZodString, typeof argumentValue>> =>
  z
    .record(z.string().min(1), argumentValue)
    .default({})
    .describe(`Further arguments of the ${of}, by RabbitMQ's own names. Default: none.`);

const topicSchema = z.strictObject({
  exchange: brokerObjectName.describe("A topic exchange of the virtual host."),
  write: pattern("Routing keys with which it publishes there"),
  read: pattern("Routing keys with which it binds there"),
});

const accessSchema = z.strictObject({
  vhost: brokerObjectName.describe("A virtual host of this broker."),
  configure: pattern("Queues and exchanges that it declares and deletes"),
  write: pattern("Queues and exchanges that it publishes and binds to"),
  read: pattern("Queues and exchanges that it consumes and binds from"),
  topics: z
    .array(topicSchema)
    .default([])
    .describe("Topic exchanges on which routing keys are narrowed. Default: whatever `write` and `read` let in."),
});

const limit = z.int().min(0);

const serviceSchema = z.strictObject({
  name: z
    .string()
    .max(40)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.")
    .describe("Name of the service: its user is called so, and its secret in the store."),
  access: z
    .array(accessSchema)
    .min(1)
    .optional()
    .describe("Virtual hosts that it reaches, and its rights there. Default: everything in one of its own name."),
  maxConnections: limit.optional().describe("Connections that its user opens at most. Default: no limit."),
  maxChannels: limit.optional().describe("Channels that its user opens at most. Default: no limit."),
});

const exchangeSchema = z.strictObject({
  name: brokerObjectName.describe("Name of the exchange, unique in its virtual host."),
  type: z
    .enum(["direct", "fanout", "topic", "headers"])
    .default("direct")
    .describe("How it routes: direct, fanout, topic or headers. Fixed when it is made."),
  durable: z.boolean().default(true).describe("Whether it outlives a restart of the broker. Fixed when it is made."),
  autoDelete: z
    .boolean()
    .default(false)
    .describe("Whether it goes when nothing is bound to it any more. Fixed when it is made."),
  alternateExchange: brokerObjectName
    .optional()
    .describe("Exchange to which messages go that it can route nowhere. Default: they are dropped."),
  arguments: freeArguments("exchange"),
});

const queueSchema = z.strictObject({
  name: brokerObjectName.describe("Name of the queue, unique in its virtual host."),
  type: z
    .enum(QUEUE_TYPES)
    .default("quorum")
    .describe("quorum (replicated over the nodes), classic (on one node) or stream. Fixed when it is made."),
  durable: z.boolean().default(true).describe("Whether it outlives a restart. Only a classic queue may not."),
  autoDelete: z
    .boolean()
    .default(false)
    .describe("Whether it goes with its last consumer. Classic queues only; fixed when it is made."),
  ...queueArgumentFields,
  arguments: freeArguments("queue"),
});

const bindingSchema = z.strictObject({
  source: brokerObjectName.describe("Exchange that the messages come from."),
  destination: brokerObjectName.describe("Queue or exchange that they go to."),
  destinationType: z.enum(["queue", "exchange"]).default("queue").describe("What the destination is."),
  routingKey: routingKey.default("").describe("Routing key, or of a topic exchange its pattern. Default: empty."),
  arguments: freeArguments("binding").describe(
    "Arguments of the binding: headers, and `x-match` (all, any, all-with-x, any-with-x). Default: none.",
  ),
});

/** As the topology operator's definition of a Policy lists them. */
export const APPLY_TO = ["queues", "classic_queues", "quorum_queues", "streams", "exchanges", "all"] as const;

const policySchema = z.strictObject({
  name: brokerObjectName.describe("Name of the policy, unique in its virtual host."),
  pattern: z
    .string()
    .min(1)
    .max(1000)
    .describe("Queues and exchanges that it is for: a regular expression that is found anywhere in the name."),
  applyTo: z
    .enum(APPLY_TO)
    .default("queues")
    .describe(`What it is for: ${APPLY_TO.join(", ")}.`),
  priority: z
    .int()
    .min(-2_147_483_648)
    .max(2_147_483_647)
    .default(0)
    .describe("Of all that match, the one with the highest priority holds, and no other."),
  definition: z
    .record(z.string().min(1), argumentValue)
    .refine((definition) => Object.keys(definition).length > 0, { error: "At least one key." })
    .describe("What it sets, by RabbitMQ's own names: `message-ttl`, `max-length`, `dead-letter-exchange`, ..."),
});

const vhostSchema = z.strictObject({
  name: brokerObjectName.describe("Name of the virtual host, unique on the broker."),
  defaultQueueType: z
    .enum(QUEUE_TYPES)
    .default("quorum")
    .describe("Type of queues that applications declare without naming one."),
  maxConnections: limit.optional().describe("Connections at most. Default: no limit."),
  maxQueues: limit.optional().describe("Queues at most. Default: no limit."),
  exchanges: z.array(exchangeSchema).default([]).describe("Exchanges. Default: those that every virtual host has."),
  queues: z.array(queueSchema).default([]).describe("Queues. Default: none."),
  bindings: z.array(bindingSchema).default([]).describe("What leads from exchanges to queues. Default: none."),
  policies: z.array(policySchema).default([]).describe("Policies. Default: none."),
});

/** Fields of an entry of `rabbitmq`: what is made on the broker, from within the cluster; the same wherever it runs. */
export const topologyFields = {
  services: z
    .array(serviceSchema)
    .min(1)
    .optional()
    .describe("One user with credentials of its own for each. Default: one, named like the broker."),
  passwordRevision: z
    .int()
    .min(1)
    .max(MAX_PASSWORD_REVISION)
    .default(1)
    .describe(
      "Raise it by one to give every service a new user and password. Users of the revision before stay valid until the next raise. Never lowered.",
    ),
  vhosts: z
    .array(vhostSchema)
    .default([])
    .describe("Virtual hosts, and what is in them. Default: one for each service without `access`."),
};

export const topologySchema = z.strictObject(topologyFields);

export type TopologySection = z.output<typeof topologySchema>;
export type ServiceSection = z.output<typeof serviceSchema>;
export type AccessSection = z.output<typeof accessSchema>;
export type VhostSection = z.output<typeof vhostSchema>;
export type QueueSection = z.output<typeof queueSchema>;
export type ExchangeSection = z.output<typeof exchangeSchema>;
export type BindingSection = z.output<typeof bindingSchema>;
export type PolicySection = z.output<typeof policySchema>;

/** Everything in its own virtual host. */
const FULL_ACCESS = { configure: ".*", write: ".*", read: ".*" };

/** The services of a broker: without a list of its own it has one of its name. @param name Of the broker. */
export function servicesOf({ services }: Pick<TopologySection, "services">, name: string): readonly ServiceSection[] {
  return services ?? [{ name }];
}

/** What a service may do where; without a word of it everything in the virtual host of its name. */
export function accessOf({ name, access }: ServiceSection): readonly AccessSection[] {
  return access ?? [{ vhost: name, ...FULL_ACCESS, topics: [] }];
}

/** The virtual hosts of a broker: those of the file, and one for each service that says nothing of its own. */
export function vhostsOf(
  topology: Pick<TopologySection, "services" | "vhosts">,
  name: string,
): readonly VhostSection[] {
  const written = new Set(topology.vhosts.map((vhost) => vhost.name));
  const implied = servicesOf(topology, name)
    .filter((service) => service.access === undefined && !written.has(service.name))
    .map((service) => vhostSchema.parse({ name: service.name }));
  return [...topology.vhosts, ...implied];
}
