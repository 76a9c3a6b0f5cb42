/** `kubeadm.endpoint`: where clients and nodes reach the API server, whichever control plane answers. */
import { z } from "zod";
import { interfaceName, ipv4Address, port, reachableAddress } from "./forms";

/** The API server's own port (kubernetes.io/docs/reference/networking/ports-and-protocols). */
export const API_PORT = 6443;

const onInterface = interfaceName
  .optional()
  .describe("Interface that carries the address on every control plane. Default: that of the node's own address.");
const virtual = ipv4Address.describe(
  "An unused IPv4 address in the control planes' own network (one layer-2 segment), which one of them answers for.",
);

export const endpointSection = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z
        .literal("external")
        .describe("A load balancer of your own (TCP, without ending TLS), before all control planes."),
      host: reachableAddress.describe("Its DNS name or IPv4 address. A name can move; an address cannot."),
      port: port.default(API_PORT).describe(`Its port. Default: ${API_PORT}.`),
    }),
    z.strictObject({
      kind: z.literal("kube-vip").describe("A virtual address that kube-vip moves between the control planes, by ARP."),
      address: virtual,
      interface: onInterface,
    }),
    z.strictObject({
      kind: z
        .literal("keepalived")
        .describe(
          "A virtual address that keepalived moves between the control planes, by VRRP: no image and no API server are needed for it.",
        ),
      address: virtual,
      interface: onInterface,
      routerId: z
        .int()
        .min(1)
        .max(255)
        .default(51)
        .describe("VRRP's number of the address (virtual_router_id), its own within the network segment. Default: 51."),
    }),
    z.strictObject({
      kind: z
        .literal("single")
        .describe(
          "One control plane answers itself; there can be no second one, unless `host` is a name that can move.",
        ),
      host: reachableAddress
        .optional()
        .describe("A DNS name of it, by which it can become highly available later. Default: its address."),
    }),
  ])
  .describe("Where clients and nodes reach the API server; fixed when the cluster is made.");

export type Endpoint = z.output<typeof endpointSection>;
