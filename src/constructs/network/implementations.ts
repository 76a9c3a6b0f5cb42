/** Which target serves the network, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { NetworkContract } from "./contract";

export const networkImplementations: ImplementationsOf<NetworkContract> = {
  eks: () => (require("./aws/aws-network") as typeof import("./aws/aws-network")).awsNetworkImplementation,
};
