/** Which target serves message brokers, and how. */
import type { ImplementationsOf } from "../../model/contract";
import { byRuns } from "../../model/runs";
import type { MessageBrokerContract } from "./contract";

export const messageBrokerImplementations: ImplementationsOf<MessageBrokerContract> = {
  eks: () =>
    byRuns("rabbitmq", {
      managed: () => (require("./aws/mq-broker") as typeof import("./aws/mq-broker")).mqBrokerImplementation,
    }),
};
