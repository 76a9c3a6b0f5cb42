/** What AKS adds to the section `rabbitmq`: Azure runs no RabbitMQ, so brokers run in the cluster. */
import type { TargetPart } from "../../../model/component";
import type { RabbitmqSection } from "../section";

export const aksBrokerPart: TargetPart<RabbitmqSection> = {
  defaults: (_facts, given: unknown) => (Array.isArray(given) ? given.map(() => ({ runs: "in-cluster" })) : undefined),
  check: (brokers) =>
    brokers.flatMap(({ runs }, index) =>
      runs === "managed"
        ? [
            {
              path: [index, "runs"],
              code: "TARGET_CANNOT",
              message: "Azure runs no RabbitMQ: its Service Bus speaks another protocol (AMQP 1.0).",
              remedy: "Write `runs: in-cluster`, or leave it out.",
            },
          ]
        : [],
    ),
};
