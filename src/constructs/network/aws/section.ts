/** What the section `network` says under `aws`. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { KEY, ZONE } from "../../../targets/eks/forms";

export const zoneName = textSchema(ZONE);

const subnetsByZone = (tier: string) =>
  z
    .record(zoneName, z.string().regex(/^subnet-[0-9a-f]{8,17}$/, { error: "must be the id of a subnet, subnet-…" }))
    .describe(`Ids of the ${tier}, by zone.`);

export const existingNetwork = z
  .strictObject({
    networkId: z
      .string()
      .regex(/^vpc-[0-9a-f]{8,17}$/, { error: "must be the id of a VPC, vpc-…" })
      .describe("Id of the VPC."),
    cidr: z.cidrv4({ error: "must be an IPv4 range, such as 10.0.0.0/16" }).describe("Its IPv4 range."),
    subnets: z
      .strictObject({
        public: subnetsByZone("public subnets").default({}),
        private: subnetsByZone("private subnets: nodes and pods"),
        data: subnetsByZone("data subnets").default({}),
        intra: subnetsByZone("intra subnets").default({}),
      })
      .describe("Its subnets, by tier and zone. Where data or intra subnets are left out, the private ones serve."),
  })
  .describe("A network that exists, instead of one that is made. No resource of it is touched.");

export const awsNetworkBlock = z
  .strictObject({
    zones: z
      .array(zoneName)
      .min(1, { error: "must name at least one zone" })
      .optional()
      .describe(
        "Zones by their full names, in any order, instead of `zoneCount`. A zone may be added at any time: subnets keep their addresses. Default: the region's first zones.",
      ),
    natZone: zoneName
      .optional()
      .describe(
        "With `nat: single`, the zone of the gateway. Default: the first of the region's zones, whatever `zones` says, so that an added zone does not move the gateway.",
      ),
    encryptionKey: textSchema(KEY)
      .optional()
      .describe(
        "ARN of an existing KMS key for the flow logs; it must let CloudWatch Logs in. Default: a key of its own.",
      ),
    existing: existingNetwork.optional(),
  })
  .describe("What of the network is AWS's own.");

export type AwsNetworkBlock = z.output<typeof awsNetworkBlock>;
