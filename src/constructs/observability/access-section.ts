/** `observability.access` in the environment file: who reaches the pages from outside, and under which names. */
import { z } from "zod";
import { AddressSet } from "../../model/address-set";
import { dnsName } from "../ingress/section";

/** The pages, by the names of their fields. */
export const PAGES = ["grafana", "prometheus", "alertmanager"] as const;
export type Page = (typeof PAGES)[number];

export const accessSection = z
  .strictObject({
    allow: z
      .array(z.cidrv4({ message: "must be an IPv4 range, such as 203.0.113.0/24" }))
      .min(1, { message: "must allow at least one range" })
      .refine((ranges) => !AddressSet.of(ranges).isAllOfIpv4, {
        error: "must not be the whole world: metrics and logs tell an attacker what runs where",
      })
      .describe("IPv4 ranges from which Grafana, Prometheus and Alertmanager are reached; everybody else is refused."),
    grafana: dnsName.optional().describe("Grafana's host name. Default: grafana. and the host of the ingress."),
    prometheus: dnsName
      .optional()
      .describe("Prometheus's host name; its user and password are made in the cluster. Default: it is not exposed."),
    alertmanager: dnsName
      .optional()
      .describe("Alertmanager's host name; its user and password are made in the cluster. Default: it is not exposed."),
  })
  .describe("Pages that are reached from outside, through the ingress. Left out, none is: use a port-forward.");

export type AccessSection = z.output<typeof accessSection>;

/** The host of each page that is exposed. */
export function hostsOf(access: AccessSection, ingressHost: string): Readonly<Partial<Record<Page, string>>> {
  const { grafana = `grafana.${ingressHost}`, prometheus, alertmanager } = access;
  return {
    grafana,
    ...(prometheus === undefined ? {} : { prometheus }),
    ...(alertmanager === undefined ? {} : { alertmanager }),
  };
}
