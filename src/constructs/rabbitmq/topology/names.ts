/** Names of what stands on a broker: which there may be, and which are RabbitMQ's own. */
import { z } from "zod";

/** A short string of AMQP 0-9-1 (specification, 4.2.5.3): queues, exchanges, routing keys. In bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;

export const bytesOf = (text: string): number => Buffer.byteLength(text, "utf8");

// eslint's own rule forbids control characters in literals: RabbitMQ drops line ends from names without a word.
const CONTROL = /\p{Cc}/u;

/** @param least 0 where it may be empty. */
const shortString = (least: 0 | 1, what: string): z.ZodString =>
  z
    .string()
    .min(least)
    .refine((text) => bytesOf(text) <= MAX_NAME_BYTES, {
      error: `${what} has at most ${MAX_NAME_BYTES} bytes of UTF-8.`,
    })
    .refine((text) => !CONTROL.test(text), { error: `${what} has no line ends, tabs or other control characters.` });

export const brokerObjectName = shortString(1, "A name");
export const routingKey = shortString(0, "A routing key");

/** Exchanges that every virtual host has (rabbitmq.com/docs/exchanges, "Predeclared"): they can be bound, and not declared. */
export const PREDECLARED_EXCHANGES: Readonly<Record<string, string>> = {
  "amq.direct": "direct",
  "amq.fanout": "fanout",
  "amq.headers": "headers",
  "amq.match": "headers",
  "amq.topic": "topic",
};

/** Whether it is RabbitMQ's to give (AMQP 0-9-1, `queue.declare` and `exchange.declare`): declaring it is refused. */
export const isReservedByAmqp = (name: string): boolean => name.startsWith("amq.");

/** The virtual host that every broker is born with; whoever connects without naming one is there. */
export const DEFAULT_VHOST = "/";

/** Users that no service can have: RabbitMQ's own, the platform's, and those whose names a cloud keeps. */
export const RESERVED_USERS: readonly string[] = ["admin", "administrator", "default", "guest", "monitoring", "root"];
