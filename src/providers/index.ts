/**
 * All that is known of providers, put together here and nowhere else. Only the command line and `jangada/operations` hand it
 * on; no engine imports it.
 */
import type { ServiceFacts } from "../model/resource-facts";
import type { SimulatedProviders } from "../rehearsal/simulation";

/** Of their resource types, in the order in which findings of one severity are told. Loaded when it is first asked for. */
export const providerFacts = (): readonly ServiceFacts[] =>
  (require("./facts") as typeof import("./facts")).serviceFacts;

/** The providers that can be simulated. Loaded when they are first asked for. */
export const simulatedProviders: SimulatedProviders = () =>
  (require("./simulated") as typeof import("./simulated")).behaviours;
