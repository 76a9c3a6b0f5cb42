/** What the section `cluster` says under `azure`. */
import { z } from "zod";
import { ZONE } from "../../../targets/aks/forms";
import { textSchema } from "../../../model/text-form";

const vmSize = z.string().regex(/^Standard_[A-Z][A-Za-z0-9-]*(_[A-Za-z0-9]+)*$/, {
  message: "must be a size of virtual machines, such as Standard_D4ds_v5",
});

/** The block `azure` of an entry of `pools`. */
export const azurePoolBlock = z
  .strictObject({
    vmSize: vmSize
      .optional()
      .describe(
        "A concrete size of virtual machines; on Azure it counts instead of `size`. Its architecture decides the node's image.",
      ),
    zones: z
      .array(textSchema(ZONE))
      .min(1, { message: "must name at least one zone; leave it out for all" })
      .optional()
      .describe(
        "Zones that the pool has nodes in, by number; in each a node pool of its own. Default: all of the network's.",
      ),
  })
  .describe("What of a pool is Azure's own.");

const systemPool = z
  .strictObject({
    vmSize: vmSize
      .optional()
      .describe(
        "Size of its machines, 2 CPUs and 4 GiB at least. Default: Standard_D2ds_v5 (minimal), Standard_D4ds_v5.",
      ),
    nodes: z
      .strictObject({
        min: z.int().min(2).max(100).optional().describe("Nodes at least. Default: 2 minimal, else 3."),
        max: z.int().min(2).max(100).optional().describe("Nodes at most. Default: twice as many as at least."),
      })
      .prefault({})
      .describe("How many nodes it has, over all zones."),
  })
  .describe("The pool that AKS keeps for its own pods, beside those of the file: cluster DNS, metrics, Azure Policy.");

export const azureClusterBlock = z
  .strictObject({
    podCidr: z
      .cidrv4({ message: "must be an IPv4 range, such as 10.244.0.0/16" })
      .default("10.244.0.0/16")
      .describe(
        "IPv4 range of pods, an overlay of the cluster's own; each node takes a /24 of it. Fixed when the cluster is made.",
      ),
    systemPool: systemPool.prefault({}),
    addedNodes: z
      .strictObject({
        vmSize: vmSize
          .default("Standard_D4ds_v5")
          .describe("Size of their machines; how many there may be follows from it and from `autoscaling`."),
      })
      .prefault({})
      .describe(
        "Nodes beyond the pools (`autoscaling`): node pools without a node, in each zone, which AKS's own autoscaler adds nodes to.",
      ),
    outbound: z
      .enum(["nat-gateway", "routes"])
      .default("nat-gateway")
      .describe(
        "How nodes reach the internet: by the NAT gateway of their subnet, or by the routes of a subnet that exists, to a firewall. Fixed when the cluster is made.",
      ),
  })
  .describe("What of the cluster is Azure's own.");

export type AzureClusterBlock = z.output<typeof azureClusterBlock>;
