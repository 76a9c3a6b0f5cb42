/** What observability needs; the same on every target. */
import { z } from "zod";
import { PROFILES } from "../../model/component";
import type { Observed } from "../../model/observed";
import { CLUSTER_PARTS } from "../../model/target-facts";
import type { IIngress } from "../ingress/contract";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import type { INetwork } from "../network/contract";
import type { IObjectStore } from "../object-storage/contract";
import type { ISecretStore } from "../secrets/contract";
import { observabilitySection } from "./section";

/** Literals: they decide which releases and objects there are. */
export const observabilitySchema = observabilitySection.safeExtend({
  environment: z.string().min(1).describe("Name of the environment: a label of every metric and every log line."),
  about: z
    .record(z.string(), z.string())
    .default({})
    .describe("What the environment's dashboard says of it: title to text. Default: nothing."),
  profile: z.enum(PROFILES).default("standard").describe("How many replicas of each part run. Default: standard."),
  protected: z.boolean().default(true).describe("Whether volumes stay when what wrote them goes. Default: true."),
  hiddenParts: z
    .array(z.enum(CLUSTER_PARTS))
    .default([])
    .describe("Parts of the cluster whose metrics nobody in it can read. Default: none."),
});

export type ObservabilitySettings = z.output<typeof observabilitySchema>;

export interface ObservabilityProps extends z.input<typeof observabilitySchema> {
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** The network that it stands in. */
  readonly network: INetwork;
  /** Where credentials are made. */
  readonly secrets: ISecretStore;
  /** The way in from outside, which also brings cert-manager. @default none: nothing is exposed, and no webhook checks rules */
  readonly ingress?: IIngress;
  /** Where logs are kept; asked for with `logs`. @default none */
  readonly logStore?: IObjectStore;
  /** What the components of the environment show. @default nothing */
  readonly observed?: Observed;
}
