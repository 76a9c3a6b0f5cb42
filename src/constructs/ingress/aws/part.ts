/** What AWS adds to the section `ingress`: a zone of Route 53, and the controller that makes load balancers. */
import type { ChartName } from "../../../catalog/charts";
import type { TargetPart } from "../../../model/component";
import { chartValueProblems } from "../../kit/cluster/check-values";
import { zoneUnnamed } from "../check-zone";
import type { IngressSection } from "../section";

const CONTROLLER: ChartName = "aws-load-balancer-controller";

export const awsIngressPart: TargetPart<IngressSection> = {
  check: (section) => [
    ...zoneUnnamed(section.dnsZone, "aws", section.aws.zoneId),
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
