/** What a network needs; the same on every target. */
import { z } from "zod";
import { tokenOr } from "../kit/cdktf/props";
import { KEY_ARN } from "../kit/aws/key-arn";
import { hasHostBits, parseIpv4Range } from "../../model/cidr";
import { NETWORK_PREFIX, zoneSlot } from "./cidr-plan";
import { NAT_MODES, zoneName } from "./section";

export const networkSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, { message: "must be lower-case letters, digits and hyphens" })
      .describe("Prefix of every physical name; in an environment, its name."),
    region: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, { message: "must be the name of a region, such as eu-west-1" })
      .describe("The cloud's region. A literal: names derive from it."),
    account: tokenOr(z.string().regex(/^\d{12}$/, { message: "must be an AWS account id: 12 digits" })).describe(
      "The cloud's account; policies name it.",
    ),
    cidr: z
      .string()
      .refine(
        (cidr) => {
          const range = parseIpv4Range(cidr);
          return range !== undefined && range.prefix >= NETWORK_PREFIX.min && range.prefix <= NETWORK_PREFIX.max;
        },
        { message: `must be an IPv4 range of /${NETWORK_PREFIX.min} to /${NETWORK_PREFIX.max}, such as 10.0.0.0/16` },
      )
      .refine((cidr) => !hasHostBits(cidr), { message: "has bits set behind its prefix" })
      .describe("IPv4 range of the network. A literal: subnets are planned from it."),
    zones: z
      .array(
        zoneName.refine((zone) => zoneSlot(zone) !== undefined, { message: "has no place in the plan of subnets" }),
      )
      .min(1)
      .refine((zones) => new Set(zones).size === zones.length, { message: "names a zone twice" })
      .describe("Zones by their full names, in any order."),
    nat: z.enum(NAT_MODES).default("per-zone").describe("How private subnets reach the internet."),
    natZone: zoneName
      .optional()
      .describe("With `nat: single`, the zone of the gateway. Default: the alphabetically first of `zones`."),
    privateEndpoints: z
      .boolean()
      .default(false)
      .describe("Whether the cloud's services are reached by private endpoints in the network."),
    clusterName: z
      .string()
      .optional()
      .describe("Name of the cluster whose node autoscaler finds its subnets by tag. Default: `name`."),
    encryptionKey: tokenOr(z.string().regex(KEY_ARN, { message: "must be the ARN of a KMS key" }))
      .optional()
      .describe("ARN of a key that exists, for the flow logs. Default: a key of its own."),
    logRetentionDays: z.int().min(1).default(365).describe("Days that flow logs are kept."),
  })
  .superRefine((props, context) => {
    if (props.nat === "single" && props.natZone !== undefined && !props.zones.includes(props.natZone)) {
      context.addIssue({ code: "custom", path: ["natZone"], message: `'${props.natZone}' is not among the zones` });
    }
  });

export type NetworkProps = z.input<typeof networkSchema>;
export type NetworkSettings = z.output<typeof networkSchema>;
