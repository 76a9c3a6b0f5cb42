/** What a cache needs; the same on every target: the fields of its section, and where it stands. */
import type { IDependable } from "constructs";
import { z } from "zod";
import { VALKEY_PARAMETERS } from "../../catalog/valkey";
import { allowProp } from "../kit/cdktf/allowed-ranges";
import { orTokens, tokenOr } from "../kit/cdktf/props";
import type { INetwork } from "../network/contract";
import { cacheSchema } from "./section";
import { KEBAB_CASE } from "../../model/kebab-case";

export const cachePropsSchema = orTokens(
  cacheSchema,
  VALKEY_PARAMETERS.map((name) => `parameters.${name}`),
).extend({
  name: z
    .string()
    .max(63)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens.")
    .describe("Physical name of the cache; a literal. Changing it makes another cache."),
  region: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "The name of a region, such as eu-west-1.")
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string()).describe("The cloud's account; policies name it."),
  accountDetails: z
    .record(z.string(), z.string())
    .optional()
    .describe("What else the account is known by, such as a tenant, where the cloud asks for it. Default: nothing."),
  deployFrom: z
    .array(z.string())
    .optional()
    .describe("IPv4 ranges outside of the network from which it is deployed. Default: none."),
  allow: allowProp(cacheSchema.shape.allow.unwrap(), "the cache"),
  monitored: z
    .boolean()
    .default(false)
    .describe("Whether there is a user `monitoring`, which reads figures and no data."),
  namespace: z
    .string()
    .optional()
    .describe("Namespace of its pods, where it runs in the cluster; it must exist. Default: redis."),
  volumeClass: z
    .string()
    .optional()
    .describe("Storage class of a queue's volumes, where it runs in the cluster. Default: the cluster's default one."),
  clients: z
    .array(z.string())
    .default([])
    .describe("Namespaces whose pods reach it, where it runs in the cluster. Default: none."),
});

export type CacheSettings = z.output<typeof cachePropsSchema>;

export interface CacheProps extends z.input<typeof cachePropsSchema> {
  /** Required, as it decides which implementation there is. */
  readonly runs: CacheSettings["runs"];
  /** The network whose subnets of the tier `data` a managed cache is put into; too few of them is CACHE_SUBNETS. */
  readonly network: INetwork;
  /** What must exist before it: of a cache in the cluster its authority of certificates. @default nothing */
  readonly dependsOn?: readonly IDependable[];
}
