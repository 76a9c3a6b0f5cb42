/** Optional arguments of queues: the field of the file, the argument of RabbitMQ's, and which types of queues know it. */
import { z } from "zod";
import { brokerObjectName, routingKey } from "./names";

export const QUEUE_TYPES = ["quorum", "classic", "stream"] as const;
export type QueueType = (typeof QUEUE_TYPES)[number];

/** Milliseconds: RabbitMQ's timers end here (2^32 - 1, rabbitmq.com/docs/ttl). */
const MAX_MILLISECONDS = 4_294_967_295;
const count = (): z.ZodInt => z.int().min(0);

/** `drop-head` forgets the oldest message; the others refuse the newest (`…-dlx`: and dead-letter it). */
export const OVERFLOWS = ["drop-head", "reject-publish", "reject-publish-dlx"] as const;

export const queueArgumentFields = {
  deadLetterExchange: brokerObjectName
    .optional()
    .describe("Exchange to which messages go that were rejected, expired, dropped or delivered too often."),
  deadLetterRoutingKey: routingKey
    .optional()
    .describe("Routing key that they get there; needs `deadLetterExchange`. Default: their own."),
  messageTtl: count()
    .max(MAX_MILLISECONDS)
    .optional()
    .describe("Milliseconds after which a message expires. Default: never."),
  expires: z
    .int()
    .min(1)
    .max(MAX_MILLISECONDS)
    .optional()
    .describe("Milliseconds without use after which the queue itself goes, with its messages. Default: never."),
  maxLength: count().optional().describe("Messages that it holds at most. Default: as many as there is room for."),
  maxLengthBytes: count()
    .optional()
    .describe("Bytes of messages that it holds at most. Default: as many as there is room for."),
  overflow: z
    .enum(OVERFLOWS)
    .optional()
    .describe(
      "What happens when it is full: drop-head, reject-publish or reject-publish-dlx (classic queues). Default: drop-head.",
    ),
  deliveryLimit: count()
    .optional()
    .describe("How often a message is delivered again before it is dropped or dead-lettered. Default: 20."),
  singleActiveConsumer: z
    .boolean()
    .optional()
    .describe("Whether one consumer at a time gets messages, so that they are handled in order. Default: false."),
  maxPriority: z
    .int()
    .min(1)
    .max(255)
    .optional()
    .describe("Priorities of messages, classic queues only; a quorum queue has two without asking. Default: none."),
  maxAge: z
    .string()
    .regex(/^[1-9]\d*[YMDhms]$/, "A number and one of Y, M, D, h, m, s: 7D.")
    .optional()
    .describe("How long a stream keeps messages, such as 7D. Default: as long as there is room."),
};

type ArgumentField = keyof typeof queueArgumentFields;

interface Argument {
  /** As RabbitMQ calls it. */
  readonly argument: string;
  readonly types: readonly QueueType[];
}

const ALL = QUEUE_TYPES;
const NO_STREAM: readonly QueueType[] = ["quorum", "classic"];

/**
 * By what each type says that it knows: `capabilities` of rabbit_classic_queue, rabbit_quorum_queue and rabbit_stream_queue;
 * a broker refuses the rest (PRECONDITION_FAILED) when the queue is declared.
 */
export const QUEUE_ARGUMENTS: Readonly<Record<ArgumentField, Argument>> = {
  deadLetterExchange: { argument: "x-dead-letter-exchange", types: NO_STREAM },
  deadLetterRoutingKey: { argument: "x-dead-letter-routing-key", types: NO_STREAM },
  messageTtl: { argument: "x-message-ttl", types: NO_STREAM },
  expires: { argument: "x-expires", types: NO_STREAM },
  maxLength: { argument: "x-max-length", types: NO_STREAM },
  maxLengthBytes: { argument: "x-max-length-bytes", types: ALL },
  overflow: { argument: "x-overflow", types: NO_STREAM },
  deliveryLimit: { argument: "x-delivery-limit", types: ["quorum"] },
  singleActiveConsumer: { argument: "x-single-active-consumer", types: NO_STREAM },
  maxPriority: { argument: "x-max-priority", types: ["classic"] },
  maxAge: { argument: "x-max-age", types: ["stream"] },
};

/** Further arguments that have no field, and who knows them. */
const FURTHER: Readonly<Record<string, readonly QueueType[]>> = {
  "x-dead-letter-strategy": ["quorum"],
  "x-quorum-initial-group-size": ["quorum"],
  "x-quorum-target-group-size": ["quorum"],
  "x-queue-leader-locator": ["classic", "quorum", "stream"],
  "x-queue-version": ["classic"],
  "x-queue-mode": ["classic"],
  "x-initial-cluster-size": ["stream"],
  "x-stream-max-segment-size-bytes": ["stream"],
  "x-stream-filter-size-bytes": ["stream"],
};

/** Of an argument: its field, if it has one, and the types that know it; undefined of one that nobody knows. */
export function knownArgument(
  argument: string,
): { readonly field?: string; readonly types: readonly QueueType[] } | undefined {
  const found = Object.entries(QUEUE_ARGUMENTS).find(([, known]) => known.argument === argument);
  if (found) return { field: found[0], types: found[1].types };
  const types = Object.hasOwn(FURTHER, argument) ? FURTHER[argument] : undefined;
  return types && { types };
}

export type QueueArguments = { readonly [F in ArgumentField]?: string | number | boolean | undefined };

/** The arguments as RabbitMQ takes them, in the order of their names. */
export function queueArguments(
  queue: QueueArguments & { readonly arguments: Readonly<Record<string, string | number | boolean>> },
): Readonly<Record<string, string | number | boolean>> {
  const typed = Object.entries(QUEUE_ARGUMENTS).flatMap(([field, { argument }]) => {
    const value = queue[field as ArgumentField];
    return value === undefined ? [] : [[argument, value] as const];
  });
  const all = [...typed, ...Object.entries(queue.arguments)];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}
