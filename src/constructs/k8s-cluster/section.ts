/** The section `cluster` of the environment file. */
import { z } from "zod";
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import { targets } from "../../targets";
import { awsClusterBlock } from "./aws/section";
import { azureClusterBlock } from "./azure/section";
import { kubeadmClusterBlock } from "./kubeadm/platform/section";
import { poolSection } from "./pool-section";

const cidr = z.cidrv4({ message: "must be an IPv4 range, such as 203.0.113.0/24" });

/** How the deployer reaches an API server that has no public endpoint, on any target. */
export const NETWORK_ACCESS = {
  "runner-in-vpc": "it runs in the network",
  vpn: "its network is joined to this one",
} as const;
type NetworkAccess = keyof typeof NETWORK_ACCESS;
type TargetAccess = Extract<(typeof targets)[number], { readonly apiAccess: unknown }>["apiAccess"][number];
const targetAccess: readonly TargetAccess[] = targets.flatMap((facts) => ("apiAccess" in facts ? facts.apiAccess : []));

const API_ACCESS = [...(Object.keys(NETWORK_ACCESS) as NetworkAccess[]), ...targetAccess.map(({ name }) => name)];
const WAYS = [...Object.entries(NETWORK_ACCESS), ...targetAccess.map(({ name, description }) => [name, description])]
  .map(([name, description]) => `${name} (${description})`)
  .join(", ");

export const apiSection = z
  .strictObject({
    access: z
      .enum(API_ACCESS)
      .default("runner-in-vpc")
      .describe(`How the deployer reaches the private API server: ${WAYS}.`),
    clients: z
      .array(cidr)
      .min(1, { message: "must name at least one range; leave it out for the default" })
      .optional()
      .describe(
        "IPv4 ranges from which the private API server can be reached, such as that of the VPN. Default: the network's own range.",
      ),
    public: z
      .strictObject({
        cidrs: z
          .array(cidr)
          .default([])
          .describe("IPv4 ranges that may reach the public endpoint; the whole world is refused."),
      })
      .optional()
      .describe("Opens a public endpoint of the API server beside the private one. Default: there is none."),
  })
  .describe("Who can reach the API server.");

export const autoscalingSection = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        "Whether nodes are added for pods that find no room, by Karpenter or by what the target has of its own. Default: true; beside a cluster that exists, false.",
      ),
    capacity: z
      .array(z.enum(["on-demand", "spot"]))
      .min(1)
      .default(["on-demand"])
      .describe("What added nodes are bought as."),
    cpu: z
      .int()
      .min(1)
      .optional()
      .describe("Virtual CPUs that all added nodes may have together. Default: 32 minimal, 128 standard, 512 full."),
    memory: z
      .int()
      .min(1)
      .optional()
      .describe("GiB of memory that all added nodes may have together. Default: four for each CPU."),
  })
  .describe("Nodes beyond the pools, added and removed as pods need them.");

export const clusterSection = z
  .strictObject({
    version: z
      .string()
      .regex(/^1\.\d{2}$/, { message: "must be a Kubernetes minor in quotes, such as '1.35'" })
      .default(DEFAULT_MINOR)
      .describe(
        "Kubernetes minor, in quotes; one that the catalog supports. Raise it one minor at a time; it cannot go back. Default: the catalog's; write it down in an environment that lives long.",
      ),
    pools: z
      .array(poolSection)
      .optional()
      .describe("Groups of nodes, by name. Default: one pool 'system' of small nodes (minimal) or medium ones."),
    serviceCidr: cidr
      .default("172.20.0.0/16")
      .describe("IPv4 range of Services; fixed when the cluster is made, and must not overlap the network's."),
    /** Who can reach the API server. @default a private endpoint alone, reached from the network's range */
    api: apiSection.prefault({}),
    /** Nodes beyond the pools, and their limits. @default enabled, on-demand; limits by profile */
    autoscaling: autoscalingSection.prefault({}),
    /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
    aws: awsClusterBlock.prefault({}),
    /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
    azure: azureClusterBlock.prefault({}),
    /** The block of bare hosts: its fields and defaults are described in `kubeadm/platform/section.ts`. @default the defaults of its fields */
    kubeadm: kubeadmClusterBlock.prefault({}),
  })
  .describe("The Kubernetes cluster.");

export type ClusterSection = z.output<typeof clusterSection>;
