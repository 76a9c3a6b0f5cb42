/** What is known of what comes of the section: how it is called, and what each implementation knows. */
import type { ServiceFacts } from "../../model/resource-facts";
import { eksClusterFacts } from "./aws/facts";
import { aksClusterFacts } from "./azure/facts";

export const clusterFacts: readonly ServiceFacts[] = [
  {
    fileEntries: [
      { path: "cluster.pools.*", label: "node pool" },
      { path: "cluster", label: "cluster" },
    ],
  },
  eksClusterFacts,
  aksClusterFacts,
];
