/** A zone that a section names, against what its region has. */
import type { SectionProblem } from "../../../model/component";
import { zonesOf } from "./zones";

/** One zone against what its region has. */
export function checkZone(zone: string, region: string, path: readonly (string | number)[]): readonly SectionProblem[] {
  if (zone.slice(0, -1) !== region) {
    return [
      {
        path,
        code: "ZONE_OF_OTHER_REGION",
        message: `'${zone}' is a zone of region '${zone.slice(0, -1)}', but the environment is in '${region}'.`,
        cause: `zones of ${zone.slice(0, -1)} in ${region}`,
        ...remedyFor(region),
      },
    ];
  }
  const known = zonesOf(region);
  if (!known || known.includes(zone)) return [];
  return [
    {
      path,
      code: "ZONE_NOT_IN_REGION",
      message: `Region '${region}' has no zone '${zone}'.`,
      ...remedyFor(region),
      cause: `no zone ${zone}`,
    },
  ];
}

function remedyFor(region: string): { readonly remedy?: string } {
  const known = zonesOf(region);
  return known ? { remedy: `Its zones are ${known.join(", ")}.` } : {};
}
