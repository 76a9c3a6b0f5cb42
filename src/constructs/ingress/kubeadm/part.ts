/** What bare hosts add to the section `ingress`: an address that somebody has to have named, and no DNS. */
import type { SectionContext, SectionProblem, TargetPart } from "../../../model/component";
import type { ClusterSection } from "../../k8s-cluster/section";
import { readAddresses, shareAddresses } from "../../k8s-cluster/kubeadm/platform/addresses";
import type { IngressSection } from "../section";

export const kubeadmIngressPart: TargetPart<IngressSection> = {
  check: (section, context) => [...checkAddress(section, context), ...checkDns(section)],
};

function checkAddress({ kubeadm }: IngressSection, { sections }: SectionContext): readonly SectionProblem[] {
  const pools = (sections["cluster"] as ClusterSection | undefined)?.kubeadm.loadBalancers.pools;
  // Where the cluster's section is wrong, that is told.
  if (!pools) return [];
  const { pool, address } = kubeadm;
  const wanted = pool === undefined ? pools : pools.filter(({ name }) => name === pool);
  if (
    pools.length === 0 ||
    (pool === undefined && address === undefined && !pools.some(({ automatic }) => automatic))
  ) {
    return [
      {
        path: [],
        code: "INGRESS_NO_ADDRESS",
        message: "The ingress would wait for an address that nobody gives: bare hosts have no load balancer.",
        remedy:
          "Name unused addresses of the nodes' segment: `cluster: { kubeadm: { loadBalancers: { pools: [{ name: …, addresses: […] }] } } }`, and the pool here if none gives addresses by itself.",
      },
    ];
  }
  if (wanted.length === 0) {
    return [
      {
        path: ["kubeadm", "pool"],
        code: "INGRESS_POOL_UNKNOWN",
        message: `There is no pool '${pool}' under 'cluster.kubeadm.loadBalancers'.`,
        remedy: `Write one of: ${pools.map(({ name }) => name).join(", ")}.`,
      },
    ];
  }
  const own = address === undefined ? undefined : readAddresses(`${address}/32`);
  const ranges = wanted.flatMap(({ addresses }) => addresses.flatMap((text) => readAddresses(text) ?? []));
  if (!own || ranges.some((range) => shareAddresses(own, range))) return [];
  return [
    {
      path: ["kubeadm", "address"],
      code: "INGRESS_ADDRESS_OUTSIDE",
      message: `The address ${address} is in ${pool === undefined ? "none of the pools" : `no range of the pool '${pool}'`}.`,
      remedy: "Write one of their addresses, or add it to a pool.",
    },
  ];
}

function checkDns({ dnsZone, kubeadm: { dns } }: IngressSection): readonly SectionProblem[] {
  if (dnsZone && !dns) {
    return [
      {
        path: ["dnsZone"],
        code: "INGRESS_DNS_UNKNOWN",
        message: `Nobody could write records into '${dnsZone.name}': bare hosts bring no DNS along.`,
        remedy:
          "Say under 'ingress.kubeadm.dns' who does (`provider`, `solver`), or leave out 'dnsZone' and point the host at the ingress's address yourself.",
      },
    ];
  }
  if (!dns || dnsZone) return [];
  return [
    {
      path: ["kubeadm", "dns"],
      code: "INGRESS_ZONE_UNNAMED",
      message: "The zone has no name: nothing would be written into it.",
      remedy: "Name it: `dnsZone: { name: … }`.",
    },
  ];
}
