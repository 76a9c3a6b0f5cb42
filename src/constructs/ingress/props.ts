/** What an ingress needs; the same on every target. */
import { z } from "zod";
import { PROFILES } from "../../model/component";
import { orTokens } from "../kit/cdktf/props";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import type { INetwork } from "../network/contract";
import { ingressSection } from "./section";

/** Literals, but for ids: they decide which releases and objects there are. */
export const ingressSchema = orTokens(ingressSection, ["aws.zoneId", "azure.zoneId"]).safeExtend({
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, { message: "must be the name of an environment: lower-case letters, digits, hyphens" })
    .describe("Name of the environment: prefix of the load balancer's name, owner of the DNS records."),
  profile: z
    .enum(PROFILES)
    .default("standard")
    .describe("The profile decides how many replicas of each controller run. Default: standard."),
  region: z.string().min(1).describe("The cloud's region. A literal: names derive from it."),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe("Tags of the load balancer and the DNS zone. Default: none."),
  protected: z
    .boolean()
    .default(true)
    .describe(
      "Whether the cloud refuses to delete the load balancer, and Terraform a DNS zone with records. Default: true.",
    ),
});

export type IngressSettings = z.output<typeof ingressSchema>;

export interface IngressProps extends z.input<typeof ingressSchema> {
  /** The cluster whose Services are exposed. */
  readonly cluster: IKubernetesCluster;
  /** The network in which the load balancer stands: its public subnets, or the private ones with `exposure: internal`. */
  readonly network: INetwork;
}
