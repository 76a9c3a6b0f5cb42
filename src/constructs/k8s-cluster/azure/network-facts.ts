/** What the section `network` says of the network, made or existing, for checks of the cluster. */
import type { SectionContext } from "../../../model/component";
import { zonesFor } from "../../network/azure/check";
import type { NetworkSection } from "../../network/section";

export interface AzureNetworkFacts {
  /** Numbers of its zones; none where the location has none, or where the section is missing or broken. */
  readonly zones: readonly string[];
  /** IPv4 range, where it is known. */
  readonly cidr?: string;
  /** How nodes reach the internet, where it is known. */
  readonly nat?: NetworkSection["nat"];
}

export function azureNetworkFacts({ sections, facts }: SectionContext): AzureNetworkFacts {
  const network = sections["network"] as NetworkSection | undefined;
  return network === undefined
    ? { zones: [] }
    : { zones: zonesFor(network, facts.region), cidr: network.azure.existing?.cidr ?? network.cidr, nat: network.nat };
}
