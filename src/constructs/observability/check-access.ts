/** What is wrong with the pages' host names, judged by the ingress that they stand behind. */
import type { SectionContext, SectionProblem } from "../../model/component";
import type { IngressSection } from "../ingress/section";
import { hostsOf, type Page, PAGES } from "./access-section";
import type { ObservabilitySection } from "./section";

export function checkAccess({ access }: ObservabilitySection, { sections }: SectionContext): readonly SectionProblem[] {
  if (!access) return [];
  const ingress = sections["ingress"] as IngressSection | undefined;
  if (!ingress) return [];
  const hosts = hostsOf(access, ingress.host);
  return PAGES.flatMap((page): readonly SectionProblem[] => {
    const host = hosts[page];
    if (host === undefined) return [];
    const place = access[page] === undefined ? ["access"] : ["access", page];
    const other = PAGES.find((earlier) => earlier !== page && hosts[earlier] === host);
    return [
      ...(other && PAGES.indexOf(other) < PAGES.indexOf(page) ? [sameHost(page, other, host)] : []),
      ...(host === ingress.host
        ? [
            {
              path: place,
              code: "OBSERVABILITY_HOST_TAKEN",
              message: `'${host}' is the environment's own host: ${page} would stand before everything that is exposed there.`,
              remedy: `Give it a name of its own, such as ${page}.${ingress.host}.`,
            },
          ]
        : []),
      ...(isOutside(host, ingress) ? [outside(place, host, ingress.dnsZone?.name ?? "")] : []),
    ];
  });
}

function sameHost(page: Page, other: Page, host: string): SectionProblem {
  return {
    path: ["access", page],
    code: "OBSERVABILITY_HOST_TWICE",
    message: `'${host}' is the host of '${other}', too: only one of them would be reached.`,
    remedy: "Give each page a host of its own.",
  };
}

const isOutside = (host: string, { dnsZone }: IngressSection): boolean =>
  dnsZone !== undefined && host !== dnsZone.name && !host.endsWith(`.${dnsZone.name}`);

function outside(path: SectionProblem["path"], host: string, zone: string): SectionProblem {
  return {
    path,
    code: "OBSERVABILITY_HOST_OUTSIDE_ZONE",
    message: `The host '${host}' is not in the zone '${zone}': no record and no certificate can be made for it.`,
    remedy: `Name a host that ends in '.${zone}'.`,
  };
}
