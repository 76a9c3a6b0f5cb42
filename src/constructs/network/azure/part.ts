/** What AKS adds to the component `network`. */
import type { TargetPart } from "../../../model/component";
import type { NetworkSection } from "../section";
import { checkAzureNetwork } from "./check";

export const aksNetworkPart: TargetPart<NetworkSection> = {
  check: (section, { facts }) => checkAzureNetwork(section, facts.region),
};
