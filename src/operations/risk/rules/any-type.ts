/** Rules for resources of any type, and for those of which the services say what they are. */
import type { Facts } from "../../../model/resource-facts";
import type { RiskRule } from "../../../model/risk";

export function rulesOfAnyType({ holdsData, billed }: Pick<Facts, "holdsData" | "billed">): readonly RiskRule[] {
  const holding = Object.keys(holdsData);
  return [
    {
      id: "data-loss/deleted",
      risk: "data-loss",
      types: holding,
      actions: ["delete"],
      reason: "It is deleted, and holds {holds}.",
    },
    {
      id: "data-loss/replaced",
      risk: "data-loss",
      types: holding,
      actions: ["replace"],
      reason: "It is replaced by a new, empty one, and holds {holds}.",
    },
    {
      id: "exposure/deletion-protection-off",
      risk: "exposure",
      actions: ["update", "replace"],
      when: [{ path: "deletion_protection", becomes: [false] }],
      reason: "Nothing refuses its deletion any more.",
      listedLast: true,
    },
    {
      id: "cost/added",
      risk: "cost",
      direction: "up",
      types: billed,
      actions: ["create"],
      reason: "It is paid for from now on.",
    },
    {
      id: "cost/removed",
      risk: "cost",
      direction: "down",
      types: billed,
      actions: ["delete"],
      reason: "It is no longer paid for.",
    },
  ];
}
