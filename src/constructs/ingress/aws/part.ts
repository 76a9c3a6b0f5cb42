/** What AWS adds to the section `ingress`: a zone of Route 53, and the controller that makes load balancers. */
import type { ChartName } from "../../../catalog/charts";
import type { SectionProblem, TargetPart } from "../../../model/component";
import { chartValueProblems } from "../../kit/cluster/check-values";
import type { IngressSection } from "../section";

const CONTROLLER: ChartName = "aws-load-balancer-controller";

export const awsIngressPart: TargetPart<IngressSection> = {
  check: (section) => [
    ...checkZone(section),
    ...chartValueProblems(CONTROLLER, section.aws.values.loadBalancerController, [
      "aws",
      "values",
      "loadBalancerController",
    ]),
  ],
  existing: ({ dnsZone, aws: { zoneId } }) =>
    dnsZone && zoneId !== undefined ? [{ kind: "dns-zone", id: zoneId, name: dnsZone.name }] : [],
  observed: () => (require("./observed") as typeof import("./observed")).loadBalancerObserved,
  versions: () => [{ kind: "chart", name: CONTROLLER, path: [] }],
};

function checkZone({ dnsZone, aws: { zoneId } }: IngressSection): readonly SectionProblem[] {
  if (zoneId === undefined || dnsZone) return [];
  return [
    {
      path: ["aws", "zoneId"],
      code: "INGRESS_ZONE_UNNAMED",
      message: `The zone ${zoneId} has no name here: nothing would be written into it.`,
      remedy: "Name it: `dnsZone: { name: … }`. Or leave out its id.",
    },
  ];
}
