/** What the section `secrets` says under `kubeadm`. */
import { z } from "zod";
import { chartValues } from "../../kit/chart-values";

export const kubeadmSecretsBlock = z
  .strictObject({
    sealed: z
      .boolean()
      .default(true)
      .describe(
        "Whether Sealed Secrets is installed: secrets that stand encrypted in a repository, with a key that outlives the cluster. Default: true.",
      ),
    store: z
      .strictObject({
        provider: z
          .record(z.string(), z.record(z.string(), z.unknown()))
          .refine((provider) => Object.keys(provider).length === 1, {
            error: "must name one provider, such as `vault: { server: …, auth: … }`",
          })
          .describe(
            "`spec.provider` of a ClusterSecretStore of External Secrets, as it is: `vault: { … }`, `aws: { … }`. Secrets that it refers to stand in the namespace external-secrets; none is written here.",
          ),
        egress: z
          .array(
            z.strictObject({
              cidr: z.cidrv4({ message: "must be an IPv4 range, such as 203.0.113.0/24" }).describe("Its addresses."),
              port: z.int().min(1).max(65535).describe("Its port."),
            }),
          )
          .default([])
          .describe("Where it is reached, unless that is HTTPS on port 443 or 6443. Default: nowhere else."),
      })
      .optional()
      .describe(
        "A store outside the cluster, in which the environment's secrets are kept. Default: the cluster's own Secrets, in a namespace apart.",
      ),
    values: z
      .strictObject({ "sealed-secrets": chartValues("sealed-secrets") })
      .prefault({})
      .describe(
        "Values of charts that only bare hosts have, merged last. A key that the chart does not know is refused.",
      ),
  })
  .prefault({})
  .describe("What of the secrets is of bare hosts alone.");

export type KubeadmSecretsBlock = z.output<typeof kubeadmSecretsBlock>;
