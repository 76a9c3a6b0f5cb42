/** What is checked where AKS adds nodes by node auto-provisioning, beside pools of a fixed size. */
import type { SectionProblem } from "../../../model/component";
import { providerTooOld } from "../../kit/azure/provider-floor";
import type { ClusterSection } from "../section";
import { hasFixedPools, LEAST_CPUS, NODE_PROVISIONING, provisionedAtMost } from "./node-provisioning";

type Section = Pick<ClusterSection, "pools" | "autoscaling"> & {
  readonly azure: Pick<ClusterSection["azure"], "addedNodes" | "systemPool">;
};

export function checkProvisioning(section: Section): readonly SectionProblem[] {
  if (!hasFixedPools(section.azure)) return [];
  return [...checkSize(section), ...checkFixed(section), ...checkRoom(section)];
}

/** A program is told by the construct, which knows the stack's version. @param allowed what the file allows of azurerm */
export function checkProvisioningProvider(section: Section, allowed: string | undefined): readonly SectionProblem[] {
  const problem = hasFixedPools(section.azure) ? providerTooOld(NODE_PROVISIONING, allowed) : undefined;
  return problem ? [{ ...problem, path: ["azure", "addedNodes", "by"] }] : [];
}

function checkSize({ azure }: Section): readonly SectionProblem[] {
  if (azure.addedNodes.vmSize === undefined) return [];
  return [
    {
      path: ["azure", "addedNodes", "vmSize"],
      code: "CLUSTER_ADDED_NODES_CONTRADICTION",
      message: "Node auto-provisioning chooses the size of each node by the pods that wait for one.",
      remedy: "Leave out 'vmSize', or write 'by: cluster-autoscaler'.",
    },
  ];
}

/** Beside it no pool grows: what is said of that would be believed, and is not so. */
function checkFixed({ pools = [], azure }: Section): readonly SectionProblem[] {
  const named = pools.map(({ name, nodes }, index) => ({
    ...nodes,
    whose: `Pool '${name}'`,
    path: ["pools", index, "nodes"] as readonly (string | number)[],
  }));
  const system = { ...azure.systemPool.nodes, whose: "AKS's own pool", path: ["azure", "systemPool", "nodes"] };
  return [...named, system].flatMap(({ min, max, whose, path }): readonly SectionProblem[] => [
    ...(max === undefined || max === min
      ? []
      : [
          {
            path: [...path, "max"],
            code: "CLUSTER_POOL_FIXED",
            message: `${whose} does not grow beside node auto-provisioning, which adds nodes of its own: it has as many nodes as 'min' says.`,
            remedy: "Leave out 'max'.",
          },
        ]),
    ...(min === 0
      ? [
          {
            path: [...path, "min"],
            code: "CLUSTER_POOL_FIXED",
            message: `${whose} would never have a node: beside node auto-provisioning no pool grows.`,
            remedy: "Write 1 or more, or take the pool out.",
          },
        ]
      : []),
  ]);
}

function checkRoom({ autoscaling: { enabled, cpu, memory } }: Section): readonly SectionProblem[] {
  if (!enabled || cpu === undefined || provisionedAtMost({ cpu, memory }) > 0) return [];
  return [
    {
      path: ["autoscaling", memory === undefined ? "cpu" : "memory"],
      code: "CLUSTER_AUTOSCALING_NO_ROOM",
      message: `No node of ${LEAST_CPUS} CPUs fits into the limits of autoscaling: there could never be one.`,
      remedy: "Raise the limits, or write 'enabled: false'.",
    },
  ];
}
