/** The section `ingress` of the environment file. */
import { z } from "zod";
import { AddressSet } from "../../model/address-set";
import { chartValues } from "../kit/chart-values";
import { awsIngressBlock } from "./aws/section";
import { azureIngressBlock } from "./azure/section";
import { kubeadmIngressBlock } from "./kubeadm/section";

/** A DNS name of at least two labels, without a trailing dot; RFC 1035 lengths. */
export const dnsName = z
  .string()
  .max(253)
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    message: "must be a lower-case DNS name, such as dev.example.org",
  });

/** The ACME servers that have a short name: Let's Encrypt (letsencrypt.org/docs/staging-environment). */
export const ACME_SERVERS = {
  production: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;

export const ingressSection = z
  .strictObject({
    controller: z
      .enum(["traefik"], { message: "'traefik' is the only ingress controller so far" })
      .default("traefik")
      .describe("The ingress controller."),
    host: dnsName.describe(
      "The environment's own host name. Services are exposed under it or below it, each with its own certificate.",
    ),
    dnsZone: z
      .strictObject({ name: dnsName.describe("Name of the zone; `host` is this or below it.") })
      .optional()
      .describe(
        "The DNS zone that external-dns writes records into, and in which certificates are proven (DNS-01). Left out, you point the host at the load balancer yourself, and certificates are proven over HTTP (HTTP-01).",
      ),
    acme: z
      .strictObject({
        email: z
          .email()
          .optional()
          .describe("Where the certificate authority writes when something is wrong with the account."),
        server: z
          .union([
            z.enum(["production", "staging"]),
            z.url({ protocol: /^https$/, message: "must be an https URL, or production, or staging" }),
          ])
          .default("production")
          .describe(
            "The ACME server: production or staging of Let's Encrypt, or the https URL of another's directory. Staging is not trusted by browsers, and hardly limited.",
          ),
      })
      .prefault({})
      .describe("How certificates are obtained."),
    exposure: z
      .enum(["public", "internal"])
      .default("public")
      .describe("Whether the load balancer has public addresses, or stands inside the network only."),
    allow: z
      .array(z.cidrv4({ message: "must be an IPv4 range, such as 203.0.113.0/24" }))
      .min(1, { message: "must allow at least one range; leave it out for the default" })
      .optional()
      .describe(
        "IPv4 ranges that may connect; everybody else is refused by the load balancer, and by the controller. Default: the whole world where public, private ranges (RFC 1918) where internal.",
      ),
    // The figures of Traefik's own example (RateLimit, https://doc.traefik.io/traefik/v3.4/middlewares/http/ratelimit, read
    // November 2026): no quota. The highest number is a bound against slips.
    rateLimit: z
      .strictObject({
        average: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(100)
          .describe("Requests a second that one client address may make in the long run, for each controller pod."),
        burst: z.int().min(1).max(1_000_000).default(200).describe("Requests that it may make at once."),
      })
      .prefault({})
      .describe("Limit for each client address; beyond it, the answer is 429."),
    values: z
      .strictObject({
        traefik: chartValues("traefik"),
        certManager: chartValues("cert-manager"),
        externalDns: chartValues("external-dns"),
      })
      .prefault({})
      .describe("Chart values, merged last. A key that the chart does not know is refused."),
    /** The block of AWS: its fields and defaults are described in `aws/section.ts`. @default the defaults of its fields */
    aws: awsIngressBlock,
    /** The block of Azure: its fields and defaults are described in `azure/section.ts`. @default the defaults of its fields */
    azure: azureIngressBlock,
    /** The block of bare hosts: its fields and defaults are described in `kubeadm/section.ts`. @default the defaults of its fields */
    kubeadm: kubeadmIngressBlock,
  })
  .describe("The way into the cluster: load balancer, ingress controller, certificates, DNS records.");

export type IngressSection = z.output<typeof ingressSection>;

/** RFC 1918: what may connect to an internal ingress that names nobody. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;
const WORLD = "0.0.0.0/0";

/** Who may connect: what the section says, else the default of its exposure. */
export function allowedRanges(section: Pick<IngressSection, "allow" | "exposure">): readonly string[] {
  return section.allow ?? (section.exposure === "public" ? [WORLD] : PRIVATE_RANGES);
}

/** Whether anybody may connect: no address is missing, in however many ranges. */
export function isOpenToWorld(section: Pick<IngressSection, "allow" | "exposure">): boolean {
  return section.exposure === "public" && AddressSet.of(allowedRanges(section)).isAllOfIpv4;
}

/** URL of the ACME server that the section names. */
export function acmeServer(server: IngressSection["acme"]["server"]): string {
  return server in ACME_SERVERS ? ACME_SERVERS[server as keyof typeof ACME_SERVERS] : server;
}
