/** Which target serves message brokers and the way into them, and how. */
import type { ImplementationsOf } from "../../model/contract";
import { byRuns } from "../../model/runs";
import type { BrokerAccessContract } from "./broker-access";
import type { MessageBrokerContract } from "./contract";

export const messageBrokerImplementations: ImplementationsOf<MessageBrokerContract> = {
  eks: () =>
    byRuns("rabbitmq", {
      managed: () => (require("./aws/mq-broker") as typeof import("./aws/mq-broker")).mqBrokerImplementation,
      "in-cluster": () =>
        (require("./cluster/in-cluster-broker") as typeof import("./cluster/in-cluster-broker"))
          .inClusterBrokerImplementation,
    }),
};

/** A target whose cloud runs no brokers needs none. */
export const brokerAccessImplementations: ImplementationsOf<BrokerAccessContract> = {
  eks: () => (require("./aws/mq-access") as typeof import("./aws/mq-access")).mqAccessImplementation,
};
