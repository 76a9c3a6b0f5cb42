/** Which target serves message brokers, the way into them and what stands on them, and how. */
import type { ImplementationsOf } from "../../model/contract";
import { byRuns } from "../../model/runs";
import type { BrokerAccessContract } from "./broker-access";
import type { MessageBrokerContract } from "./contract";
import type { BrokerServicesContract } from "./topology/broker-services";

export const messageBrokerImplementations: ImplementationsOf<MessageBrokerContract> = {
  eks: () =>
    byRuns("rabbitmq", {
      managed: () => (require("./aws/mq-broker") as typeof import("./aws/mq-broker")).mqBrokerImplementation,
      "in-cluster": () =>
        (require("./cluster/in-cluster-broker") as typeof import("./cluster/in-cluster-broker"))
          .inClusterBrokerImplementation,
    }),
  aks: () =>
    byRuns("rabbitmq", {
      "in-cluster": () =>
        (require("./cluster/in-cluster-broker") as typeof import("./cluster/in-cluster-broker"))
          .inClusterBrokerImplementation,
    }),
  kubeadm: () =>
    byRuns("rabbitmq", {
      "in-cluster": () =>
        (require("./cluster/in-cluster-broker") as typeof import("./cluster/in-cluster-broker"))
          .inClusterBrokerImplementation,
    }),
};

/** Who makes what stands on a broker: the same operator on every target. */
export const brokerServicesImplementations: ImplementationsOf<BrokerServicesContract> = {
  eks: () =>
    (require("./topology/topology-operator") as typeof import("./topology/topology-operator"))
      .topologyOperatorImplementation,
  aks: () =>
    (require("./topology/topology-operator") as typeof import("./topology/topology-operator"))
      .topologyOperatorImplementation,
  kubeadm: () =>
    (require("./topology/topology-operator") as typeof import("./topology/topology-operator"))
      .topologyOperatorImplementation,
};

/** A target whose cloud runs no brokers needs none. */
export const brokerAccessImplementations: ImplementationsOf<BrokerAccessContract> = {
  eks: () => (require("./aws/mq-access") as typeof import("./aws/mq-access")).mqAccessImplementation,
};
