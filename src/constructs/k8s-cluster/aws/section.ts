/** What the section `cluster` says under `aws`. */
import { z } from "zod";
import { textSchema } from "../../../model/text-form";
import { KEY } from "../../../targets/eks/forms";
import { zoneName } from "../../network/aws/section";

/** The block `aws` of an entry of `pools`. */
export const awsPoolBlock = z
  .strictObject({
    instanceType: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\.(\d+x)?(nano|micro|small|medium|large|xlarge|metal(-\d+xl)?)$/, {
        message: "must be an EC2 instance type, such as m7g.xlarge",
      })
      .optional()
      .describe(
        "A concrete EC2 instance type; on AWS it counts instead of `size`. Its architecture decides the node's image.",
      ),
    zones: z
      .array(zoneName)
      .min(1, { message: "must name at least one zone; leave it out for all" })
      .optional()
      .describe("Zones that the pool has nodes in, in each a node group of its own. Default: all of the network's."),
  })
  .describe("What of a pool is AWS's own.");

const existingKey = (use: string) => textSchema(KEY).optional().describe(`ARN of an existing KMS key for ${use}.`);

/** Ids of a cluster that exists, as `aws eks describe-cluster` shows them. */
export const existingClusterSection = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, { message: "must be the name of an EKS cluster" })
      .describe("Its name."),
    endpoint: z.url({ protocol: /^https$/, message: "must be an https URL" }).describe("URL of its API server."),
    certificateAuthority: z
      .base64({ message: "must be base64" })
      .min(1)
      .describe("Certificate authority of its API server, base64 of PEM. Not a secret."),
    securityGroupId: z
      .string()
      .regex(/^sg-[0-9a-f]{8,17}$/, { message: "must be the id of a security group, sg-…" })
      .describe("Its cluster security group."),
    nodeRoleName: z.string().min(1).max(64).describe("Name of the IAM role of its nodes."),
  })
  .describe("A cluster that exists, instead of one that is made. It needs the add-on eks-pod-identity-agent.");

export const awsClusterBlock = z
  .strictObject({
    controlPlaneZones: z
      .array(zoneName)
      .optional()
      .describe(
        "Zones of the control plane's network interfaces: fixed when the cluster is made, never changed later. Default: the region's first two zones (minimal) or three.",
      ),
    encryptionKeys: z
      .strictObject({
        secrets: existingKey("Secrets; fixed when the cluster is made"),
        volumes: existingKey("the volumes of nodes and pods; it must let EC2 and Auto Scaling in"),
        logs: existingKey("the control plane's logs; it must let CloudWatch Logs in"),
      })
      .prefault({})
      .describe("Existing KMS keys. Default: a key of its own for each."),
    existing: existingClusterSection.optional(),
    values: z
      .strictObject({
        karpenter: z
          .record(z.string(), z.unknown())
          .optional()
          .describe("Values of the chart karpenter, laid over the project's own."),
      })
      .prefault({})
      .describe("Values of charts that only EKS has, merged last. A key that the chart does not know is refused."),
  })
  .describe("What of the cluster is AWS's own.");

export type AwsClusterBlock = z.output<typeof awsClusterBlock>;
