/** The section `network` of the environment file. */
import { z } from "zod";
import { KEY_ARN } from "../kit/aws/key-arn";

/** How private subnets reach the internet: not at all, by one gateway, or by one in each zone. */
export const NAT_MODES = ["none", "single", "per-zone"] as const;
export type NatMode = (typeof NAT_MODES)[number];

export const zoneName = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/, { message: "must be the full name of a zone, such as eu-west-1a" });

const cidr = z.cidrv4({ message: "must be an IPv4 range, such as 10.0.0.0/16" });

const subnetId = z.string().regex(/^subnet-[0-9a-f]{8,17}$/, { message: "must be the id of a subnet, subnet-…" });

const subnetsByZone = (tier: string) => z.record(zoneName, subnetId).describe(`Ids of the ${tier} subnets, by zone.`);

export const existingNetworkSection = z
  .strictObject({
    networkId: z
      .string()
      .regex(/^vpc-[0-9a-f]{8,17}$/, { message: "must be the id of a VPC, vpc-…" })
      .describe("Id of the VPC."),
    cidr: cidr.describe("Its IPv4 range."),
    subnets: z
      .strictObject({
        public: subnetsByZone("public").default({}),
        private: subnetsByZone("private").describe("Ids of the private subnets, by zone: nodes and pods."),
        data: subnetsByZone("data").default({}),
        intra: subnetsByZone("intra").default({}),
      })
      .describe("Its subnets, by tier and zone. Where data or intra subnets are left out, the private ones serve."),
  })
  .describe("A network that exists, instead of one that is made. No resource of it is touched.");

export const networkSection = z
  .strictObject({
    cidr: cidr
      .optional()
      .describe(
        "IPv4 range of the network, /16 to /20; it cannot be changed later. Default: 10.0.0.0/16. Networks that will be peered need ranges that do not overlap.",
      ),
    zones: z
      .array(zoneName)
      .min(1, { message: "must name at least one zone" })
      .optional()
      .describe(
        "Zones by their full names, in any order. A zone may be added at any time: subnets keep their addresses. Default: the region's first two zones in the minimal profile, else its first three.",
      ),
    nat: z
      .enum(NAT_MODES)
      .optional()
      .describe(
        "How private subnets reach the internet: none, single (one gateway; its zone's failure cuts all off) or per-zone. Default: single in the minimal profile, else per-zone.",
      ),
    natZone: zoneName
      .optional()
      .describe(
        "With `nat: single`, the zone of the gateway. Default: the first of the region's default zones, whatever `zones` says, so that an added zone does not move the gateway.",
      ),
    privateEndpoints: z
      .boolean()
      .optional()
      .describe(
        "Whether the cloud's own services are reached by private endpoints in the network instead of the internet. Default: true in the full profile.",
      ),
    encryptionKey: z
      .string()
      .regex(KEY_ARN, { message: "must be the ARN of a KMS key (not of an alias)" })
      .optional()
      .describe(
        "ARN of an existing KMS key for the flow logs; it must let CloudWatch Logs in. Default: a key of its own.",
      ),
    existing: existingNetworkSection.optional(),
  })
  .describe("The private network of the environment.");

export type NetworkSection = z.output<typeof networkSection>;
