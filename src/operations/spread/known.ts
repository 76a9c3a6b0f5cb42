/** The numbers of the file that are divided over resources, and the lists whose entries are found again in them. */
import { nodesByZoneOfPools } from "../../constructs/k8s-cluster/aws/nodes-by-zone";
import { zonesOfSubnets } from "../../constructs/network/aws/zones-of-subnets";
import type { Listed } from "../../model/listed";
import type { Spread } from "../../model/spread";

export const SPREADS: readonly Spread[] = [nodesByZoneOfPools];
export const LISTS: readonly Listed[] = [zonesOfSubnets];
