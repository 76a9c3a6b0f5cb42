/** The zones that an environment gets which names none. */
import { awsRegions } from "../../targets/eks/regions";
import type { Profile } from "../../model/component";

/** How many zones each profile spreads over: two are the least that EKS and RDS take, three survive one with a majority. */
const ZONES_BY_PROFILE: { readonly [P in Profile]: number } = { minimal: 2, standard: 3, full: 3 };

/** The zones of a region, sorted; undefined if the catalog does not know the region. */
export function zonesOf(region: string): readonly string[] | undefined {
  return Object.hasOwn(awsRegions, region) ? awsRegions[region]?.zones : undefined;
}

/** The first zones of the region, as many as the profile spreads over; none of an unknown region. */
export function defaultZones(facts: { readonly region: string; readonly profile: Profile }): readonly string[] {
  return (zonesOf(facts.region) ?? []).slice(0, ZONES_BY_PROFILE[facts.profile]);
}
