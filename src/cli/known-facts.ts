/** What is known of resource types, loaded when an operation needs it. */
import type { Facts } from "../model/resource-facts";

export const knownFacts = (): Facts => (require("../facts") as typeof import("../facts")).facts;
