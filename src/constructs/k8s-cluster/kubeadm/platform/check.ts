/** What of `cluster.kubeadm` cannot be, held against the hosts and every other range of the file. */
import { parseAddress, parseIpv4Range } from "../../../../model/cidr";
import type { SectionContext, SectionProblem } from "../../../../model/component";
import { kubeadmBlockOf } from "../../../../targets/kubeadm/block";
import type { NetworkSection } from "../../../network/section";
import { type Addresses, readAddresses, shareAddresses } from "./addresses";
import { storageKind, volumeReplicas } from "./defaults";
import { podHosts } from "./hosts";
import type { AddressPool, KubeadmClusterBlock } from "./section";

/** What `check` needs of the section `cluster`. */
export interface CheckedCluster {
  readonly serviceCidr: string;
  readonly kubeadm: KubeadmClusterBlock;
}

export function checkPlatform(section: CheckedCluster, context: SectionContext): readonly SectionProblem[] {
  return [...checkPools(section, context), ...checkStorage(section.kubeadm, context), ...checkMtu(section.kubeadm)];
}

interface Taken {
  readonly what: string;
  readonly addresses: Addresses;
}

function checkPools(
  { serviceCidr, kubeadm }: CheckedCluster,
  { facts, sections }: SectionContext,
): readonly SectionProblem[] {
  const { pools } = kubeadm.loadBalancers;
  const network = (sections["network"] as Partial<NetworkSection> | undefined)?.cidr;
  const taken = takenAddresses(kubeadmBlockOf(facts), serviceCidr);
  const segment = network === undefined ? undefined : parseIpv4Range(network);
  const earlier: Taken[] = [];
  return pools.flatMap((pool, index) => {
    const path = ["kubeadm", "loadBalancers", "pools", index];
    const own = pool.addresses.flatMap((text, at): readonly SectionProblem[] => {
      const place = [...path, "addresses", at];
      const addresses = readAddresses(text);
      if (!addresses) return [unreadable(place, text)];
      const meets = [...taken, ...earlier].find((other) => shareAddresses(addresses, other.addresses));
      earlier.push({ what: `those of the pool '${pool.name}'`, addresses });
      if (meets) return [overlap(place, text, meets.what)];
      const inside = !segment || (segment.first <= addresses.first && addresses.last <= segment.last);
      return inside ? [] : [outside(place, text, network ?? "")];
    });
    return [...nameTwice(pools, pool, index, path), ...own];
  });
}

function takenAddresses(block: ReturnType<typeof kubeadmBlockOf>, serviceCidr: string): readonly Taken[] {
  const single = (what: string, text: string | undefined): readonly Taken[] => {
    const number = text === undefined ? undefined : parseAddress(text)?.number;
    return number === undefined ? [] : [{ what, addresses: { family: 4, first: number, last: number } }];
  };
  const range = (what: string, text: string | undefined): readonly Taken[] => {
    const addresses = text === undefined ? undefined : parseIpv4Range(text);
    return addresses ? [{ what, addresses }] : [];
  };
  const endpoint = block?.endpoint;
  return [
    ...range("the range of Services", serviceCidr),
    ...range("the range of pods", block?.podCidr),
    ...(block?.hosts ?? []).flatMap(({ name, address, nodeAddress }) => [
      ...single(`the address of the host '${name}'`, address),
      ...single(`the node's address of the host '${name}'`, nodeAddress),
    ]),
    ...(endpoint
      ? single("the address of the API server's endpoint", "address" in endpoint ? endpoint.address : endpoint.host)
      : []),
    ...single("the bastion's address", block?.bastion?.address),
  ];
}

const nameTwice = (
  pools: readonly AddressPool[],
  { name }: AddressPool,
  index: number,
  path: readonly (string | number)[],
): readonly SectionProblem[] =>
  pools.findIndex((other) => other.name === name) === index
    ? []
    : [
        {
          path: [...path, "name"],
          code: "ADDRESS_POOL_TWICE",
          message: `The pool '${name}' is there twice.`,
          remedy: "Give one of them another name, or write its addresses beside those of the other.",
        },
      ];

const unreadable = (path: readonly (string | number)[], text: string): SectionProblem => ({
  path,
  code: "ADDRESS_POOL_UNREADABLE",
  message: `'${text}' is no range of IPv4 addresses, or its end comes before its beginning.`,
  remedy: "Write it as 192.0.2.192/27, or as 192.0.2.200-192.0.2.220.",
});

const overlap = (path: readonly (string | number)[], text: string, what: string): SectionProblem => ({
  path,
  code: "ADDRESS_POOL_OVERLAPS",
  message: `The addresses ${text} meet ${what}: two would answer for one address.`,
  remedy: "Name addresses of the nodes' segment that nothing else has, and that its DHCP server does not hand out.",
});

/** ARP is answered on the segment that an address is of: elsewhere nobody asks for it. */
const outside = (path: readonly (string | number)[], text: string, network: string): SectionProblem => ({
  path,
  code: "ADDRESS_POOL_OUTSIDE",
  severity: "warning",
  message: `The addresses ${text} are not all in the nodes' network ${network}: MetalLB answers for them by ARP, which no router asks for.`,
  remedy: "Name addresses of that network, unless the hosts have an interface in the other one.",
});

function checkStorage(kubeadm: KubeadmClusterBlock, { facts }: SectionContext): readonly SectionProblem[] {
  const { storage } = kubeadm;
  const hosts = podHosts(facts);
  if (storageKind(kubeadm, facts) !== "longhorn") {
    return storage.replicas === undefined
      ? []
      : [
          {
            path: ["kubeadm", "storage", "replicas"],
            code: "STORAGE_REPLICAS_ALONE",
            message: "Copies of volumes are Longhorn's: a folder of a host has none.",
            remedy: "Write `kind: longhorn`, or leave `replicas` out.",
          },
        ];
  }
  // Without a right list of hosts, that is told, and nothing can be counted.
  if (hosts.count === 0) return [];
  const replicas = volumeReplicas(kubeadm, hosts);
  if (replicas > hosts.count) {
    return [
      {
        path: ["kubeadm", "storage", "replicas"],
        code: "STORAGE_REPLICAS_TOO_MANY",
        message: `There are ${hosts.count} hosts that run pods, and each volume would have ${replicas} copies, each on another host.`,
        remedy: `Write ${hosts.count} or less, or add hosts.`,
      },
    ];
  }
  if (replicas > 1) return [];
  return [
    {
      path: ["kubeadm", "storage", ...(storage.replicas === undefined ? ["kind"] : ["replicas"])],
      code: "STORAGE_NOT_REPLICATED",
      severity: "warning",
      message: "A volume has one copy: it is lost with its host.",
      remedy: "Have at least two hosts that run pods, and two copies.",
    },
  ];
}

/** Calico takes no more than its own interface has room for, and says so in its log alone. */
function checkMtu({ network }: KubeadmClusterBlock): readonly SectionProblem[] {
  const { mtu, wireguard, encapsulation } = network;
  // docs.tigera.io, "Configure MTU to maximize network performance": WireGuard 60 bytes, VXLAN 50, IP in IP 20.
  const header = wireguard ? 60 : encapsulation.startsWith("vxlan") ? 50 : encapsulation === "none" ? 0 : 20;
  if (mtu === undefined || header === 0 || mtu !== 1500) return [];
  return [
    {
      path: ["kubeadm", "network", "mtu"],
      code: "NETWORK_MTU_NO_ROOM",
      severity: "warning",
      message: `1500 is what most interfaces take, and the encapsulation needs ${header} bytes of it: larger packets would be lost.`,
      remedy: `Write ${1500 - header}, or leave it out, unless the hosts' interfaces take more than 1500.`,
    },
  ];
}
