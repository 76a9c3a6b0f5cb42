/** What the section `ingress` says under `kubeadm`. */
import { z } from "zod";
import { ipv4Address } from "../../../targets/kubeadm/forms";

const secretKey = z.strictObject({
  secret: z.string().min(1).max(253).describe("Name of the Secret, in the namespace external-dns."),
  key: z.string().min(1).max(253).describe("Key within it."),
});

const dns = z
  .strictObject({
    solver: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .refine((solver) => Object.keys(solver).length === 1, {
        error: "must name one provider, such as `rfc2136: { nameserver: … }` or `cloudflare: { … }`",
      })
      .describe(
        "How cert-manager proves names: `dns01` of an ACME solver, as it is. Secrets that it refers to stand in the namespace cert-manager; none is written here.",
      ),
    provider: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, { message: "must be a provider of external-dns, such as rfc2136 or cloudflare" })
      .describe("Provider of external-dns that writes records."),
    arguments: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string())
      .default({})
      .describe("What external-dns is told of it: flags without their hyphens, such as `rfc2136-host: 192.0.2.53`."),
    env: z
      .record(
        z.string().regex(/^[A-Z][A-Z0-9_]*$/, { message: "must be the name of an environment variable" }),
        secretKey,
      )
      .default({})
      .describe(
        "Environment variables of external-dns, each from a Secret: `CF_API_TOKEN: { secret: dns, key: token }`.",
      ),
    egress: z
      .array(
        z.strictObject({
          cidr: z.cidrv4({ message: "must be an IPv4 range, such as 192.0.2.53/32" }).describe("Its addresses."),
          port: z.int().min(1).max(65535).describe("Its port, TCP and UDP."),
        }),
      )
      .default([])
      .describe("Where the provider is reached, unless that is HTTPS. Default: nowhere else."),
  })
  .describe("Who writes the records of `dnsZone`: bare hosts bring no DNS along.");

export const kubeadmIngressBlock = z
  .strictObject({
    pool: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Pool of `cluster.kubeadm.loadBalancers` that the address is of. Default: whichever gives addresses by itself.",
      ),
    address: ipv4Address
      .optional()
      .describe(
        "The ingress's own address, of one of the pools, to which names can point for good. Default: any free one.",
      ),
    dns: dns.optional(),
    authority: z
      .enum(["acme", "own"])
      .default("acme")
      .describe(
        "Who signs certificates: `acme`, or an authority of the environment's own, which clients have to be told of. Default: acme.",
      ),
  })
  .prefault({})
  .describe("What of the ingress is of bare hosts alone.");

export type KubeadmIngressBlock = z.output<typeof kubeadmIngressBlock>;
