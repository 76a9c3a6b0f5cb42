/** What a Kubernetes cluster needs: the fields of the section `cluster`, and what an environment knows beside them. */
import { z } from "zod";
import type { Profile } from "../../model/component";
import type { KubeadmBlock } from "../../targets/kubeadm/block";
import type { INetwork } from "../network/contract";
import { orTokens, tokenOr } from "../kit/cdktf/props";
import type { IClusterAuthority } from "./authority-contract";
import { awsClusterBlock } from "./aws/section";
import { kubeadmClusterBlock, type PlatformSettings } from "./kubeadm/platform/section";
import { poolSection } from "./pool-section";
import { type ClusterSection, clusterSection } from "./section";

export const poolSchema = poolSection.safeExtend({
  physicalName: z
    .string()
    .optional()
    .describe("What physical names derive from: a renamed pool keeps those of its old name. Default: `name`."),
});

const KEYS = ["encryptionKeys.secrets", "encryptionKeys.volumes", "encryptionKeys.logs"];

// Without the blocks' `values`: charts run inside the cluster, and are deployed by another stack, with a state of its own.
export const kubernetesClusterSchema = clusterSection.omit({ aws: true, kubeadm: true }).safeExtend({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, { message: "must be up to 100 lower-case letters, digits and hyphens" })
    .describe("Name of the cluster; in an environment, the environment's. A literal: subnets carry it in a tag."),
  region: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, { message: "must be the name of a region, such as eu-west-1" })
    .describe("The cloud's region. A literal: names derive from it."),
  account: tokenOr(z.string()).describe("The cloud's account; policies name it. Empty on a target that has none."),
  accountDetails: z
    .record(z.string(), z.string())
    .default({})
    .describe("What else the account is known by, as the environment file names it. Default: nothing."),
  admins: z
    .array(z.string())
    .describe(
      "Who administers the cluster, as the target names principals. Literals: what lets them in is named after them.",
    ),
  pools: z.array(poolSchema).describe("Groups of nodes. Names are literals: addresses derive from them."),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Whether the cloud refuses to delete the cluster. Default: true."),
  zonalShift: z
    .boolean()
    .default(true)
    .describe("Whether the cloud may shift traffic away from an impaired zone. Default: true."),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "On instances and volumes that the cloud makes for the cluster: they get none of the provider's default tags. Default: none.",
    ),
  logRetentionDays: z
    .int()
    .min(1)
    .default(365)
    .describe("Days that the control plane's logs are kept. Default: 365, a year."),
  /** The target's block: its fields and defaults are described in its own section. @default the defaults of its fields */
  aws: orTokens(awsClusterBlock.omit({ values: true }), KEYS).prefault({}),
  /** The block of bare hosts, of which stages read what the hosts have to let through. @default the defaults of its fields */
  kubeadm: kubeadmClusterBlock.omit({ values: true }).prefault({}),
});

export interface ClusterHosts {
  /** The block `kubeadm` of the environment file, after defaults. */
  readonly block: KubeadmBlock;
  /** What the cluster is known by. Another stack's: what cannot be made again is kept from what changes often. */
  readonly authority: IClusterAuthority;
  /** Of the environment: the smallest set leaves out what records and what bans. */
  readonly profile: Profile;
  /** What will run on them: what their firewalls let through, and what volumes need of them. @default the defaults of `cluster.kubeadm` */
  readonly platform?: PlatformSettings | undefined;
}

export interface KubernetesClusterProps extends z.input<typeof kubernetesClusterSchema> {
  /** The network of the cluster. A zone in which it lacks the subnet that is needed is CLUSTER_ZONE_WITHOUT_SUBNET on EKS. */
  readonly network: INetwork;
  /** The hosts that become its nodes, where they are one's own. @default the cloud's machines, as `pools` say */
  readonly hosts?: ClusterHosts | undefined;
  /** Public ranges from which keys are made, beside the network itself, where the target has such a choice. @default none */
  readonly deployFrom?: readonly string[] | undefined;
}

export type KubernetesClusterSettings = z.output<typeof kubernetesClusterSchema>;
export type PoolSettings = z.output<typeof poolSchema>;

/** The props of a cluster from its section: everything but chart values, which are for the charts that run inside the cluster. */
export function clusterPropsOf({ pools = [], aws, kubeadm, ...fields }: ClusterSection) {
  const { values: _charts, ...awsFields } = aws;
  const { values: _others, ...kubeadmFields } = kubeadm;
  return { ...fields, pools, aws: awsFields, kubeadm: kubeadmFields };
}
