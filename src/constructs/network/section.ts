/** The section `network` of the environment file. */
import { z } from "zod";
import { awsNetworkBlock } from "./aws/section";
import { azureNetworkBlock } from "./azure/section";

/** How private subnets reach the internet: not at all, by one gateway, or by one in each zone. */
export const NAT_MODES = ["none", "single", "per-zone"] as const;

/** The range that a network gets which names none. */
export const DEFAULT_NETWORK_CIDR = "10.0.0.0/16";

export const networkSection = z
  .strictObject({
    cidr: z
      .cidrv4({ message: "must be an IPv4 range, such as 10.0.0.0/16" })
      .optional()
      .describe(
        `IPv4 range of the network, /16 to /20 (of bare hosts, that in which they are: /8 to /29); it cannot be changed later. Default: ${DEFAULT_NETWORK_CIDR}. Networks that will be peered need ranges that do not overlap.`,
      ),
    zoneCount: z
      .int()
      .min(1)
      .optional()
      .describe(
        "How many zones the network spreads over; which they are, the target picks, and keeps when the number grows. Default: 2 in the minimal profile, else 3.",
      ),
    nat: z
      .enum(NAT_MODES)
      .optional()
      .describe(
        "How private subnets reach the internet: none, single (one gateway; its zone's failure cuts all off) or per-zone. Default: single in the minimal profile, else per-zone.",
      ),
    privateEndpoints: z
      .boolean()
      .optional()
      .describe(
        "Whether the cloud's own services are reached by private endpoints in the network instead of the internet. Default: true in the full profile.",
      ),
    /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
    aws: awsNetworkBlock.prefault({}),
    /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
    azure: azureNetworkBlock.prefault({}),
  })
  .describe("The private network of the environment.");

export type NetworkSection = z.output<typeof networkSection>;
