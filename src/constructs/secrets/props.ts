/** What a secret store needs; the same on every target that has a store outside the cluster. */
import { z } from "zod";
import { tokenOr } from "../kit/cdktf/props";
import type { IKubernetesCluster } from "../k8s-cluster/contract";
import { kubeadmSecretsBlock } from "./kubeadm/section";
import { secretsSchema } from "./section";
import { KEBAB_CASE } from "../../model/kebab-case";

/** The operator's own fields of the section; its key is a construct apart, and its namespaces are opened one by one. */
export const secretStoreSchema = secretsSchema.pick({ replicas: true, values: true }).extend({
  /** Name of the environment: the names of its secrets begin so. */
  environment: z.string().regex(KEBAB_CASE, "Lower-case words, joined by single hyphens."),
  /** The cloud's region, in which the secrets are. */
  region: tokenOr(z.string().min(1)),
  /** What else the cloud's account is known by, such as a tenant. @default nothing */
  accountDetails: z.record(z.string(), z.string()).default({}),
  /** IPv4 range of the network, from which the control plane calls the operator's webhook. */
  networkCidr: tokenOr(z.cidrv4()),
  /** The key that encrypts the environment's own secrets, or the vault that keeps them with keys of its own, as the cloud names it. */
  keyId: tokenOr(z.string().min(1)),
  /** Secrets outside the environment's prefix that it delivers too (administrators' of databases), and their keys. @default none */
  foreign: z.array(z.strictObject({ id: tokenOr(z.string().min(1)), keyId: tokenOr(z.string().min(1)) })).default([]),
  /** Whether a secret that is deleted can be called back for 30 days; then its name is taken for as long. @default true */
  recoverable: z.boolean().default(true),
  /** What else the key is known by, where the store's own target understands it: a certificate and its key. @default nothing */
  keyDetails: z.record(z.string(), z.string()).default({}),
  /** The block of bare hosts. @default the cluster's own Secrets */
  kubeadm: kubeadmSecretsBlock,
  /** On every secret that is made. @default none */
  tags: z.record(z.string(), z.string()).default({}),
});

export interface SecretStoreProps extends z.input<typeof secretStoreSchema> {
  /** The cluster in which External Secrets runs, and whose pods it gives an identity. */
  readonly cluster: IKubernetesCluster;
}
