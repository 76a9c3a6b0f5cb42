/** Who makes what stands on a broker: the same operator on every target. */
import type { ImplementationsOf } from "../../../model/contract";
import type { BrokerServicesContract } from "./broker-services";

export const brokerServicesImplementations: ImplementationsOf<BrokerServicesContract> = {
  eks: () => (require("./topology-operator") as typeof import("./topology-operator")).topologyOperatorImplementation,
};
