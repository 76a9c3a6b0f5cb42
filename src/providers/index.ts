/** All that is known of providers, put together here and nowhere else. Loaded when it is first asked for. */
import type { SimulatedProviders } from "../rehearsal/simulation";

/** The providers that can be simulated. */
export const simulatedProviders: SimulatedProviders = () =>
  (require("./simulated") as typeof import("./simulated")).behaviours;
