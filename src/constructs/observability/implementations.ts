/** Which target serves observability. It runs as pods, so each of them takes the same. */
import type { ImplementationsOf } from "../../model/contract";
import type { ObservabilityContract } from "./contract";

export const observabilityImplementations: ImplementationsOf<ObservabilityContract> = {
  eks: () =>
    (require("./cluster/observability") as typeof import("./cluster/observability")).observabilityImplementation,
};
