/** What is checked of a cluster that exists. */
import type { SectionProblem } from "../../../model/component";
import type { ClusterSection } from "../section";
import { azureClusterBlock } from "./section";

/** Beside a cluster that exists, nothing is made, and so nothing about its making can be said. */
export function checkExistingAks({ pools, autoscaling, azure }: ClusterSection): readonly SectionProblem[] {
  const usual = azureClusterBlock.parse({ existing: azure.existing });
  const said = (Object.keys(azure) as (keyof typeof azure)[]).filter(
    (key) => JSON.stringify(azure[key]) !== JSON.stringify(usual[key]),
  );
  const contradictions = [...(pools === undefined ? [] : [["pools"]]), ...said.sort().map((key) => ["azure", key])].map(
    (path) => ({
      path,
      code: "CLUSTER_EXISTING_CONTRADICTION",
      message: `'${path.join(".")}' says how a cluster is made, but 'azure.existing' names one that is there.`,
      remedy: `Leave out '${path.join(".")}', or 'azure.existing'.`,
    }),
  );
  if (!autoscaling.enabled) return contradictions;
  return [
    ...contradictions,
    {
      path: ["autoscaling", "enabled"],
      code: "CLUSTER_EXISTING_AUTOSCALING",
      message: "No node pools are added to a cluster that exists: they are its owner's.",
      remedy: "Write 'enabled: false', or leave it out.",
    },
  ];
}
