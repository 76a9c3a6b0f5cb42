/** What a broker would refuse of a queue, and what its type cannot be. */
import type { SectionProblem } from "../../../model/component";
import { knownArgument, QUEUE_ARGUMENTS, type QueueType } from "./queue-arguments";
import type { Path } from "./problems";
import type { QueueSection } from "./section";

const WHY: Readonly<Record<QueueType, string>> = {
  quorum: "A quorum queue is replicated and durable, and has neither an owner nor an end of its own",
  stream: "A stream is a log that many read: it keeps messages by size and age, and delivers none of them elsewhere",
  classic: "A classic queue lives on one node",
};

export function checkQueue(queue: QueueSection, path: Path): readonly SectionProblem[] {
  return [
    ...checkNature(queue, path),
    ...checkFields(queue, path),
    ...checkFurther(queue, [...path, "arguments"]),
    ...checkTogether(queue, path),
  ];
}

const refused = (path: Path, message: string, remedy: string, at: "key" | "value" = "value"): SectionProblem => ({
  path,
  at,
  code: "RABBITMQ_QUEUE_ARGUMENT",
  message,
  remedy,
});

function checkNature({ name, type, durable, autoDelete }: QueueSection, path: Path): readonly SectionProblem[] {
  if (type === "classic") return [];
  const wrong = [...(durable ? [] : ["durable"]), ...(autoDelete ? ["autoDelete"] : [])];
  return wrong.map((field) =>
    refused(
      [...path, field],
      `The queue '${name}' is a ${type} queue, for which '${field}' cannot be so. ${WHY[type]}.`,
      `Take '${field}' out, or write \`type: classic\`.`,
    ),
  );
}

function checkFields(queue: QueueSection, path: Path): readonly SectionProblem[] {
  return Object.entries(QUEUE_ARGUMENTS).flatMap(([field, { types }]): SectionProblem[] =>
    queue[field as keyof typeof QUEUE_ARGUMENTS] === undefined || types.includes(queue.type)
      ? []
      : [wrongType(queue, [...path, field], field, types)],
  );
}

function wrongType(
  { name, type }: QueueSection,
  path: Path,
  what: string,
  types: readonly QueueType[],
): SectionProblem {
  return refused(
    path,
    `The queue '${name}' is a ${type} queue, which has no '${what}'. ${WHY[type]}.`,
    `Take it out, or choose a type that has it: ${types.join(", ")}.`,
    "key",
  );
}

function checkFurther(queue: QueueSection, path: Path): readonly SectionProblem[] {
  return Object.keys(queue.arguments).flatMap((argument): SectionProblem[] => {
    const at = [...path, argument];
    if (argument === "x-queue-type") {
      return [refused(at, `The type of the queue '${queue.name}' stands in 'type'.`, "Take the argument out.", "key")];
    }
    const known = knownArgument(argument);
    if (known?.field !== undefined) {
      return [
        refused(
          at,
          `'${argument}' of the queue '${queue.name}' has a field of its own.`,
          `Write \`${known.field}\`.`,
          "key",
        ),
      ];
    }
    if (!known) {
      return [
        {
          ...refused(
            at,
            `RabbitMQ gives '${argument}' of the queue '${queue.name}' no meaning: it is kept, and does nothing.`,
            "Leave it out, unless a plugin of the broker's reads it.",
            "key",
          ),
          severity: "warning",
        },
      ];
    }
    return known.types.includes(queue.type) ? [] : [wrongType(queue, at, argument, known.types)];
  });
}

function checkTogether(queue: QueueSection, path: Path): readonly SectionProblem[] {
  const { name, type, deadLetterRoutingKey, deadLetterExchange, overflow, arguments: further } = queue;
  const problems: SectionProblem[] = [];
  if (deadLetterRoutingKey !== undefined && deadLetterExchange === undefined) {
    problems.push(
      refused(
        [...path, "deadLetterRoutingKey"],
        `The queue '${name}' has a 'deadLetterRoutingKey', and no exchange that would get it.`,
        "Name a 'deadLetterExchange'.",
        "key",
      ),
    );
  }
  if (type === "quorum" && overflow === "reject-publish-dlx") {
    problems.push(
      refused(
        [...path, "overflow"],
        `The queue '${name}' is a quorum queue, which has no '${overflow}'.`,
        "Write drop-head or reject-publish.",
      ),
    );
  }
  // Else the broker falls back to at-most-once without a word (rabbitmq.com/docs/quorum-queues, "At-least-once dead lettering").
  if (further["x-dead-letter-strategy"] === "at-least-once" && (overflow !== "reject-publish" || !deadLetterExchange)) {
    problems.push(
      refused(
        [...path, "arguments", "x-dead-letter-strategy"],
        `The queue '${name}' dead-letters at least once only with 'deadLetterExchange' and \`overflow: reject-publish\`.`,
        "Add them, or take the strategy out.",
      ),
    );
  }
  return problems;
}
