/** What the section `cluster` says under `azure`. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { ZONE } from "../../../targets/aks/forms";
import { existingKeySchema } from "../../kit/azure/existing-key";
import { weeklyWindow } from "../../kit/windows";
import { USUAL_SIZE } from "./added-limits";
import { etcdKeySection } from "./etcd-key-section";
import { existingAksCluster } from "./existing-section";
import { NODE_PROVISIONING } from "./node-provisioning";

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
        min: z
          .int()
          .min(2)
          .max(100)
          .optional()
          .describe("Nodes at least. Default: one for each of the network's zones, and 2 or more."),
        max: z.int().min(2).max(100).optional().describe("Nodes at most. Default: twice as many as at least."),
      })
      .prefault({})
      .describe("How many nodes it has, over all zones."),
  })
  .describe("The pool that AKS keeps for its own pods, beside those of the file: cluster DNS, metrics, Azure Policy.");

const maintenance = z
  .strictObject({
    upgrades: weeklyWindow
      .default("sun:01:00-sun:05:00")
      .describe(
        "When patches of Kubernetes are put in, in UTC: whole hours, four at least. Default: sun:01:00-sun:05:00.",
      ),
    nodeImages: weeklyWindow
      .default("sat:01:00-sat:05:00")
      .describe(
        "When nodes get the images of the week, in UTC: whole hours, four at least. Default: sat:01:00-sat:05:00.",
      ),
  })
  .describe("When AKS may work on the cluster by itself.");

export const AUDITS = ["changes", "all"] as const;

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
        by: z
          .enum(["cluster-autoscaler", "node-auto-provisioning"])
          .default("cluster-autoscaler")
          .describe(
            `Who adds them: AKS's cluster autoscaler, to node pools of one size in each zone, or its node auto-provisioning (Karpenter), which starts whatever size fits the pods that wait, while pools keep as many nodes as their 'min'. The latter needs 'azure.provider: "${NODE_PROVISIONING.since}"' or newer at the top of the file. Default: cluster-autoscaler.`,
          ),
        vmSize: vmSize
          .optional()
          .describe(
            `Size of their machines, of the cluster autoscaler's; how many there may be follows from it and from 'autoscaling'. Default: ${USUAL_SIZE}.`,
          ),
      })
      .prefault({})
      .describe("Nodes beyond the pools (`autoscaling`): there is none until a pod finds no room."),
    outbound: z
      .enum(["nat-gateway", "routes"])
      .default("nat-gateway")
      .describe(
        "How nodes reach the internet: by the NAT gateway of their subnet, or by the routes of a subnet that exists, to a firewall. Fixed when the cluster is made.",
      ),
    hostEncryption: z
      .boolean()
      .default(true)
      .describe(
        "Whether the hosts of nodes encrypt scratch space and caches, too. The subscription needs the feature Microsoft.Compute/EncryptionAtHost, registered once.",
      ),
    encryptionKeys: z
      .strictObject({
        volumes: existingKeySchema
          .optional()
          .describe(
            "An existing key for the disks of nodes and pods; fixed when the cluster is made. Default: one of its own.",
          ),
      })
      .prefault({})
      .describe("Existing keys of Key Vault. Default: a key of its own."),
    etcdKey: etcdKeySection
      .optional()
      .describe(
        "An existing key by which the control plane encrypts Secrets in etcd once more. Default: none, Azure's own encryption of etcd alone.",
      ),
    volumeRedundancy: z
      .enum(["ZRS", "LRS"])
      .optional()
      .describe(
        "Copies of pods' volumes of the default class: ZRS over three zones, so that they follow their pod to another; LRS in one. Default: ZRS over several zones, LRS in the minimal profile or in one.",
      ),
    maintenance: maintenance.prefault({}),
    longTermSupport: z
      .boolean()
      .default(false)
      .describe(
        "Whether a Kubernetes minor is kept for two years (tier Premium, which costs six times as much as Standard). Default: false.",
      ),
    audit: z
      .enum(AUDITS)
      .default("changes")
      .describe(
        "Which calls of the API server are recorded: changes, or all, what is only read as well (many times as much to pay for).",
      ),
    defender: z
      .boolean()
      .default(false)
      .describe(
        "Whether Microsoft Defender watches the nodes: paid by their CPUs, by the plan of the subscription. Default: false.",
      ),
    registries: z
      .array(
        z
          .string()
          .regex(
            /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[A-Za-z0-9]{5,50}$/i,
            {
              message: "must be the ARM id of a container registry",
            },
          ),
      )
      .default([])
      .describe(
        "ARM ids of container registries from which nodes may pull images. Default: none but those that everybody may.",
      ),
    lock: z
      .boolean()
      .optional()
      .describe(
        "Whether a lock keeps everybody from deleting the cluster, and its node pools with it. Default: true in a protected environment.",
      ),
    existing: existingAksCluster.optional(),
  })
  .describe("What of the cluster is Azure's own.");

export type AzureClusterBlock = z.output<typeof azureClusterBlock>;
