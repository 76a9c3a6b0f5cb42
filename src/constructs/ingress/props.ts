/** What an ingress needs; the same on every target. */
import { z } from "zod";
import { PROFILES } from "../../model/component";
import { orTokens } from "../kit/cdktf/props";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import type { INetwork } from "../network/contract";
import { ingressSection } from "./section";

/** Literals, but for ids: they decide which releases and objects there are. */
export const ingressSchema = orTokens(ingressSection, ["aws.zoneId"]).safeExtend({
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, { message: "must be the name of an environment: lower-case letters, digits, hyphens" })
    .describe("Name of the environment: prefix of the load balancer's name, owner of the DNS records."),
  profile: z.enum(PROFILES).default("standard").describe("How many copies of each controller run."),
  region: z.string().min(1).describe("The cloud's region."),
  tags: z.record(z.string(), z.string()).default({}).describe("On the load balancer and the DNS zone."),
  protected: z.boolean().default(true).describe("Whether the load balancer refuses to be deleted."),
});

export type IngressSettings = z.output<typeof ingressSchema>;

export interface IngressProps extends z.input<typeof ingressSchema> {
  readonly cluster: IKubernetesCluster;
  readonly network: INetwork;
}
