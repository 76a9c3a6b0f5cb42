/** Which target makes a place for states, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { StateBucketContract } from "./contract";

export const stateBucketImplementations: ImplementationsOf<StateBucketContract> = {
  aks: () =>
    (require("./azure/azure-state-account") as typeof import("./azure/azure-state-account"))
      .azureStateAccountImplementation,
  eks: () => (require("./aws/s3-state-bucket") as typeof import("./aws/s3-state-bucket")).s3StateBucketImplementation,
};
