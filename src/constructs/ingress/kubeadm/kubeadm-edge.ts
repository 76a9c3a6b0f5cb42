/** An ingress on bare hosts: an address of MetalLB's, and whoever writes into the zone. */
import type { Edge, EdgeDns, EdgeFactory } from "../cluster/edge";
import { ownAuthority } from "../cluster/issuer";
import type { IngressSettings } from "../props";
import { allowedRanges } from "../section";

/** metallb.io/usage, "Requesting specific IPs" and "from a specific address pool". */
const ANNOTATION = "metallb.io/";

export const kubeadmEdge: EdgeFactory = (_scope, { settings }): Edge => {
  const { pool, address, authority } = settings.kubeadm;
  const dns = dnsOf(settings);
  return {
    service: {
      annotations: {
        ...(pool === undefined ? {} : { [`${ANNOTATION}address-pool`]: pool }),
        ...(address === undefined ? {} : { [`${ANNOTATION}loadBalancerIPs`]: address }),
      },
      // A second hop between nodes would replace the client's address, by which is told who may connect; MetalLB answers from nodes with a pod.
      spec: { externalTrafficPolicy: "Local" },
      proxyProtocol: false,
      sources: allowedRanges(settings),
      // What pods send to the address does not leave the cluster: it comes from them.
      fromPods: true,
    },
    ...(dns ? { dns } : {}),
    ...(authority === "own" ? { issuer: ownAuthority(settings.environment) } : {}),
    namespaceLabels: {},
    // It comes before everything else in the stack.
    ready: [],
  };
};

function dnsOf({ dnsZone, kubeadm: { dns } }: IngressSettings): EdgeDns | undefined {
  if (!dnsZone || !dns) return undefined;
  return {
    zoneId: dnsZone.name,
    nameServers: undefined,
    solver: () => dns.solver,
    externalDns: {
      provider: { name: dns.provider },
      extraArgs: dns.arguments,
      env: Object.entries(dns.env).map(([name, { secret, key }]) => ({
        name,
        valueFrom: { secretKeyRef: { name: secret, key } },
      })),
    },
    egress: dns.egress.map(({ cidr, port }) => ({ peers: [{ cidr }], ports: [port], protocols: ["TCP", "UDP"] })),
  };
}
