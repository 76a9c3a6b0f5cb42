/**
 * All that is known of resource types, put together. The command line and `jangada/operations` hand it to the engines, and load
 * it when an operation needs it.
 */
import { components } from "./components";
import { combineFacts } from "./model/combine-facts";
import type { Facts } from "./model/resource-facts";
import { providerFacts } from "./providers";

/** Of every provider, and of every component of the environment file. */
export const facts: Facts = combineFacts([
  ...providerFacts(),
  ...components.flatMap((component) => component.facts?.() ?? []),
]);
