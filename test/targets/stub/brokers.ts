/** Brokers of the stub: in the cluster alone, which serves every target. */
import { brokerAdministratorImplementation } from "../../../src/constructs/rabbitmq/administrator/broker-administrator";
import type { BrokerAccessContract } from "../../../src/constructs/rabbitmq/broker-access";
import { inClusterBrokerImplementation } from "../../../src/constructs/rabbitmq/cluster/in-cluster-broker";
import type { MessageBrokerContract } from "../../../src/constructs/rabbitmq/contract";
import type { BrokerServicesContract } from "../../../src/constructs/rabbitmq/topology/broker-services";
import { topologyOperatorImplementation } from "../../../src/constructs/rabbitmq/topology/topology-operator";
import { byRuns } from "../../../src/model/runs";
import type { Served } from "./network";

export const stubBroker: Served<MessageBrokerContract> = () =>
  byRuns("rabbitmq", { "in-cluster": () => inClusterBrokerImplementation });

export const stubBrokerAccess: Served<BrokerAccessContract> = () => brokerAdministratorImplementation;

export const stubBrokerServices: Served<BrokerServicesContract> = () => topologyOperatorImplementation;
