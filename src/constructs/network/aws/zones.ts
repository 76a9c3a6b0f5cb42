/** The zones of AWS's regions, and those that a network gets which names none. */
import type { EnvironmentFacts } from "../../../model/component";
import { awsRegions } from "../../../targets/eks/regions";
import { ZONES_BY_PROFILE } from "../zone-count";

/** The zones of a region, sorted; undefined if the catalog does not know the region. */
export function zonesOf(region: string): readonly string[] | undefined {
  return Object.hasOwn(awsRegions, region) ? awsRegions[region]?.zones : undefined;
}

/** The first zones of the region, as many as are asked for; none of an unknown region. */
export function firstZones(region: string, count: number): readonly string[] {
  return (zonesOf(region) ?? []).slice(0, count);
}

/** The first zones of the region, as many as the profile spreads over; none of an unknown region. */
export function defaultZones({ region, profile }: Pick<EnvironmentFacts, "region" | "profile">): readonly string[] {
  return firstZones(region, ZONES_BY_PROFILE[profile]);
}
