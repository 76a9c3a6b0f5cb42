/** What the section `ingress` may hold. */
import type { ChartName } from "../../catalog/charts";
import { defineRules, type EnvironmentFacts, type SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { type IngressSection, ingressSection, isOpenToWorld } from "./section";

/** Which chart a key of `values` belongs to. */
export const INGRESS_CHARTS = {
  traefik: "traefik",
  certManager: "cert-manager",
  externalDns: "external-dns",
} as const satisfies Record<keyof IngressSection["values"], ChartName>;

export const ingressRules = defineRules({
  schema: ingressSection,
  check: (section, { facts }) => [...checkZone(section), ...checkAcme(section, facts), ...checkValues(section)],
  versions: () => Object.values(INGRESS_CHARTS).map((name) => ({ kind: "chart", name, path: [] })),
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).awsIngressPart,
    aks: () => (require("./azure/part") as typeof import("./azure/part")).azureIngressPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmIngressPart,
  },
  renamed: [
    { former: "dnsZone.existing.id", now: "aws.zoneId" },
    { former: "values.loadBalancerController", now: "aws.values.loadBalancerController" },
  ],
});

function checkZone({ host, dnsZone }: IngressSection): readonly SectionProblem[] {
  if (!dnsZone || host === dnsZone.name || host.endsWith(`.${dnsZone.name}`)) return [];
  return [
    {
      path: ["host"],
      code: "INGRESS_HOST_OUTSIDE_ZONE",
      message: `The host '${host}' is not in the zone '${dnsZone.name}': no record can be written for it.`,
      remedy: `Name a host that is '${dnsZone.name}' or ends in '.${dnsZone.name}', or name the zone of the host.`,
    },
  ];
}

/** HTTP-01: the certificate authority fetches a page from the host, from addresses that it does not tell. */
function checkAcme(section: IngressSection, { target }: EnvironmentFacts): readonly SectionProblem[] {
  if (target === "kubeadm" && section.kubeadm.authority === "own") return [];
  if (section.dnsZone || isOpenToWorld(section)) return [];
  return [
    {
      path: section.exposure === "internal" ? ["exposure"] : ["allow"],
      code: "INGRESS_ACME_UNREACHABLE",
      message:
        "Without a DNS zone, the certificate authority must reach the host over HTTP from anywhere, but the ingress is " +
        (section.exposure === "internal" ? "internal." : "open to some ranges only."),
      remedy: "Give 'dnsZone', so that certificates are proven by DNS records; or open the ingress to the world.",
    },
  ];
}

function checkValues({ values }: IngressSection): readonly SectionProblem[] {
  return Object.entries(INGRESS_CHARTS).flatMap(([key, chart]) =>
    chartValueProblems(chart, values[key as keyof typeof INGRESS_CHARTS], ["values", key]),
  );
}
