/** What a network needs: the fields of the section `network`, and what an environment knows beside them. */
import { z } from "zod";
import { orTokens, tokenOr } from "../kit/cdktf/props";
import { DEFAULT_NETWORK_CIDR, networkSection } from "./section";

const { cidr, nat, privateEndpoints } = networkSection.shape;

/** Literals, but for ids: subnets are planned from them, and names derive from them. */
export const networkSchema = orTokens(networkSection, ["aws.encryptionKey"]).safeExtend({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, { message: "must be lower-case letters, digits and hyphens" })
    .describe("Prefix of every physical name; in an environment, its name."),
  region: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, { message: "must be the name of a region" })
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string()).describe("The cloud's account; policies name it."),
  // The file's profile fills these in; a construct has no profile, so its defaults stand here.
  /** IPv4 range of the network, /16 to /20 (of bare hosts, that in which they are: /8 to /29); it cannot be changed later. @default "10.0.0.0/16" */
  cidr: cidr.unwrap().default(DEFAULT_NETWORK_CIDR),
  /** How private subnets reach the internet: `none`, `single` or `per-zone` (a gateway in each zone). @default "per-zone" */
  nat: nat.unwrap().default("per-zone"),
  /** Whether the cloud's own services are reached by private endpoints in the network. @default false */
  privateEndpoints: privateEndpoints.unwrap().default(false),
  hostZones: z
    .array(z.string())
    .default([])
    .describe("Zones of the hosts that stand in the network already, where they are one's own. Default: none."),
  clusterName: z
    .string()
    .optional()
    .describe("Name of the cluster whose node autoscaler finds its subnets by tag. Default: `name`."),
  logRetentionDays: z
    .int()
    .min(1)
    .default(365)
    .describe("Days that flow logs are kept. Default: 365, the year that CKV_AWS_338 asks for."),
});

export type NetworkProps = z.input<typeof networkSchema>;
export type NetworkSettings = z.output<typeof networkSchema>;
