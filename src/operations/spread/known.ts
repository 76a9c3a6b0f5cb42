/** The numbers of the file that are divided over resources. */
import { nodesByZoneOfPools } from "../../constructs/k8s-cluster/aws/nodes-by-zone";
import type { Spread } from "../../model/spread";

export const SPREADS: readonly Spread[] = [nodesByZoneOfPools];
