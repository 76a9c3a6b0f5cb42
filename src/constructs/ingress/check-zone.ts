/** Checks of the zone that exists, the same whatever cloud it is of. */
import type { SectionProblem } from "../../model/component";
import type { IngressSection } from "./section";

/** @param block The target's block, in which the zone's id stands. */
export function zoneUnnamed(
  dnsZone: IngressSection["dnsZone"],
  block: string,
  zoneId: string | undefined,
): readonly SectionProblem[] {
  if (zoneId === undefined || dnsZone) return [];
  return [
    {
      path: [block, "zoneId"],
      code: "INGRESS_ZONE_UNNAMED",
      message: `The zone ${zoneId} has no name here: nothing would be written into it.`,
      remedy: "Name it: `dnsZone: { name: … }`. Or leave out its id.",
    },
  ];
}
