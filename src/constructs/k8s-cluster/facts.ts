/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { eksClusterFacts } from "./aws/facts";

export const clusterFacts: readonly ServiceFacts[] = [
  {
    things: [
      { path: "cluster.pools.*", called: "node pool" },
      { path: "cluster", called: "cluster" },
    ],
  },
  eksClusterFacts,
];
