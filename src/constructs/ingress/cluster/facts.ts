/** Which fields of the section the values of the charts come from. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const traefikFacts: ServiceFacts = {
  fieldLabels: {
    helm_release: {
      "values.*.service.spec.loadBalancerSourceRanges": { field: "allow" },
      "values.*.deployment.replicas": { field: "copies" },
      "values.*.replicaCount": { field: "copies" },
      "values.*.replicas": { field: "copies" },
      "values.*.objects.*.spec.rateLimit.average": { field: "rateLimit.average" },
      "values.*.objects.*.spec.rateLimit.burst": { field: "rateLimit.burst" },
    },
  },
};
