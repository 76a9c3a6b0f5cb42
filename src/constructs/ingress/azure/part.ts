/** What Azure adds to the section `ingress`: a zone of Azure DNS. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { zoneUnnamed } from "../check-zone";
import type { IngressSection } from "../section";

export const azureIngressPart: TargetPart<IngressSection> = {
  check: (section) => [...zoneUnnamed(section.dnsZone, "azure", section.azure.zoneId), ...checkName(section)],
  existing: ({ dnsZone, azure: { zoneId } }) =>
    dnsZone && zoneId !== undefined ? [{ kind: "dns-zone", id: zoneId, name: dnsZone.name }] : [],
  observed: () => (require("./observed") as typeof import("./observed")).azureLoadBalancerObserved,
};

/** The name of a zone is the end of its id. */
function checkName({ dnsZone, azure: { zoneId } }: IngressSection): readonly SectionProblem[] {
  const name = zoneId?.split("/").at(-1);
  if (!dnsZone || name === undefined || name.toLowerCase() === dnsZone.name) return [];
  return [
    {
      path: ["azure", "zoneId"],
      code: "INGRESS_ZONE_OTHER",
      message: `This is the id of the zone '${name}', and the file's zone is '${dnsZone.name}'.`,
      remedy: "Write the id of that zone, or the name of this one.",
    },
  ];
}
