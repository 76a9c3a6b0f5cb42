/** The block `kubeadm` at the top of the environment file: the hosts, and what only bare hosts need to be told. */
import { z } from "zod";
import type { EnvironmentFacts } from "../../model/component";
import { endpointSection } from "./endpoint-section";
import { ipv4Range, userName } from "./forms";
import { bastionSection, hostSection, keyFile } from "./host-section";
import { STAGE_TITLES, STAGES } from "./stages";

/** Calico's and flannel's examples have it; it overlaps neither the default of `cluster.serviceCidr` nor of `network.cidr`. */
export const DEFAULT_POD_CIDR = "10.244.0.0/16";

/** What a host is asked for a program at most, and before a connection is given up. */
export const TIMEOUTS = { command: 300, connect: 30 } as const;

const stages = z
  .strictObject(
    Object.fromEntries(
      STAGES.map((stage) => [
        stage,
        z.boolean().optional().describe(`${STAGE_TITLES[stage]}. false: you see to it yourself. Default: true.`),
      ]),
    ) as { readonly [S in (typeof STAGES)[number]]: z.ZodOptional<z.ZodBoolean> },
  )
  .describe("Stages that are left out.");

export const blockFields = {
  user: userName
    .default("root")
    .describe("Who logs in to the hosts: root, or one that sudo lets become root without a password. Default: root."),
  keyFile,
  bastion: bastionSection.optional(),
  hosts: z.array(hostSection).min(1).max(200).describe("The hosts, by name. Their order means nothing."),
  endpoint: endpointSection,
  podCidr: ipv4Range
    .default(DEFAULT_POD_CIDR)
    .describe(
      `IPv4 range of pods, a /24 of it for each node; fixed when the cluster is made. That of Services is \`cluster.serviceCidr\`. Default: ${DEFAULT_POD_CIDR}.`,
    ),
  adminCidrs: z
    .array(ipv4Range)
    .default([])
    .describe(
      "IPv4 ranges from which SSH and the API server are reached, beside the nodes themselves and the bastion; whoever deploys must be in them. Default: the private ranges (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16).",
    ),
  changeAtOnce: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .describe(
      "How many workers are drained and changed at the same time; control planes change one by one. Default: 1.",
    ),
  encryptionKeys: z
    .array(z.string().regex(/^[a-z0-9]{1,20}$/, "must be up to 20 lower-case letters and digits"))
    .min(1)
    .max(5)
    .default(["1"])
    .describe(
      'Names of the keys that encrypt Secrets in etcd: the first one encrypts, the others still decrypt. A key turns in three deployments: a new one behind the others, then before them, then alone. Default: ["1"].',
    ),
  retries: z.int().min(1).max(10).default(3).describe("How often a step that fails is tried. Default: 3."),
  commandTimeout: z
    .int()
    .min(30)
    .max(3600)
    .default(TIMEOUTS.command)
    .describe(`Seconds that a single program may take on a host. Default: ${TIMEOUTS.command}.`),
  connectTimeout: z
    .int()
    .min(5)
    .max(TIMEOUTS.connect)
    .default(TIMEOUTS.connect)
    .describe(`Seconds within which a host must answer. Default: ${TIMEOUTS.connect}, which is the most.`),
  stages: stages.prefault({}),
} as const satisfies z.ZodRawShape;

/** The block after defaults, without the site. */
export type KubeadmBlock = z.output<z.ZodObject<typeof blockFields>>;

/** The block of an environment of this target; undefined while something in it is wrong. */
export function kubeadmBlockOf({
  target,
  settings,
}: Pick<EnvironmentFacts, "target" | "settings">): KubeadmBlock | undefined {
  return target === "kubeadm" ? (settings as KubeadmBlock | undefined) : undefined;
}
