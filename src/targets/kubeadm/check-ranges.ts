/** The ranges of pods and Services, and the addresses that must not be in them. */
import {
  type AddressRange,
  contains,
  formatRange,
  hasHostBits,
  normalRange,
  overlaps,
  parseIpv4Range,
  readRange,
} from "../../model/cidr";
import type { SectionProblem } from "../../model/component";
import { nameOf, nodeAddressOf } from "./check-hosts";
import { isIpv4 } from "./forms";
import type { Path, WrittenBlock } from "./written";

/** What each node gets of the pods' range (node-cidr-mask-size of the controller manager; 110 pods need no more). */
const NODE_PREFIX = 24;

/** The API server takes at most 20 bits (k8s.io/kubernetes cmd/kube-apiserver/app/options/validation.go, maxCIDRBits); less than /24 is soon used up. */
const SERVICE_PREFIX = { min: 12, max: 24 } as const;

/** Addresses that no host on a network has (RFC 6890): this host, loopback, link-local, multicast and what is above. */
const NO_HOST = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"].map((text) => parseIpv4Range(text)!);

interface Named {
  readonly what: string;
  readonly path: Path;
  readonly fromTop?: boolean;
  readonly range: AddressRange;
}

/** @param serviceCidr `cluster.serviceCidr`, after defaults */
export function checkRanges(block: WrittenBlock, serviceCidr: string | undefined): readonly SectionProblem[] {
  const pods = named("the range of pods", ["podCidr"], block.podCidr);
  const services = named("the range of Services", ["cluster", "serviceCidr"], serviceCidr, true);
  const addresses = [
    ...block.hosts.flatMap((host) => [
      ...named(
        `the node's address of '${nameOf(host)}'`,
        [...host.path, host.nodeAddress === undefined ? "address" : "nodeAddress"],
        nodeAddressOf(host),
      ),
      ...(host.nodeAddress !== undefined && host.address !== undefined && isIpv4(host.address)
        ? named(`the address of '${nameOf(host)}'`, [...host.path, "address"], host.address)
        : []),
    ]),
    ...endpointAddress(block),
    ...(block.bastion?.address !== undefined && isIpv4(block.bastion.address)
      ? named("the bastion's address", ["bastion", "address"], block.bastion.address)
      : []),
  ];
  const admins = (block.adminCidrs ?? []).flatMap((text, index) =>
    named(`the administrators' range ${text}`, ["adminCidrs", index], text),
  );
  return [
    // At the one that the file names, if it names but one.
    ...pods.flatMap((one) =>
      services.flatMap((other) => (block.keys.includes("podCidr") ? overlapOf(one, other) : overlapOf(other, one))),
    ),
    ...addresses.flatMap((one) => [...pods, ...services].flatMap((other) => overlapOf(one, other))),
    // A company's whole network may well be around them.
    ...admins.flatMap((one) =>
      [...pods, ...services]
        .filter(({ range }) => contains(range, one.range))
        .flatMap((other) => overlapOf(one, other)),
    ),
    ...addresses.flatMap(checkHostAddress),
    ...checkWritten(["podCidr"], block.podCidr),
    ...(block.adminCidrs ?? []).flatMap((text, index) => checkWritten(["adminCidrs", index], text)),
    ...pods.flatMap(({ range }) => checkPods(range, block)),
    ...services.flatMap(checkServices),
    ...checkOpen(block),
  ];
}

function endpointAddress({ endpoint }: WrittenBlock): readonly Named[] {
  if (!endpoint) return [];
  if ("address" in endpoint) return named("the virtual address", ["endpoint", "address"], endpoint.address);
  return endpoint.host !== undefined && isIpv4(endpoint.host)
    ? named("the endpoint's address", ["endpoint", "host"], endpoint.host)
    : [];
}

function named(what: string, path: Path, text: string | undefined, fromTop = false): readonly Named[] {
  const range = text === undefined ? undefined : readRange(text);
  return range?.family === 4 ? [{ what, path, range, fromTop }] : [];
}

function overlapOf(one: Named, other: Named): readonly SectionProblem[] {
  if (!overlaps(one.range, other.range)) return [];
  return [
    {
      path: one.path,
      ...(one.fromTop ? { fromTop: true } : {}),
      code: "KUBEADM_RANGES_OVERLAP",
      message: `${capital(one.what)} overlaps ${other.what} (${formatRange(other.range)}): what is sent to one would end up in the other.`,
      remedy: "Choose ranges for pods and Services (`cluster.serviceCidr`) that nothing else on the network uses.",
    },
  ];
}

function checkHostAddress({ what, path, range }: Named): readonly SectionProblem[] {
  if (!NO_HOST.some((none) => contains(none, range))) return [];
  return [
    {
      path,
      code: "HOST_ADDRESS_UNUSABLE",
      message: `${capital(what)} is none by which another machine reaches it.`,
      remedy: "Write the address of the interface in the nodes' network.",
    },
  ];
}

function checkWritten(path: Path, text: string | undefined): readonly SectionProblem[] {
  if (text === undefined || !hasHostBits(text)) return [];
  return [
    {
      path,
      code: "KUBEADM_RANGE_NOT_NORMAL",
      message: `'${text}' has bits set behind its prefix.`,
      remedy: `Write ${normalRange(text)}.`,
    },
  ];
}

function checkPods(range: AddressRange, { hosts }: WrittenBlock): readonly SectionProblem[] {
  const room = range.prefix > NODE_PREFIX ? 0 : 2 ** (NODE_PREFIX - range.prefix);
  if (room >= hosts.length) return [];
  return [
    {
      path: ["podCidr"],
      code: "KUBEADM_PODS_TOO_FEW",
      message: `A /${range.prefix} has room for the pods of ${room} nodes (a /${NODE_PREFIX} each), and there are ${hosts.length} hosts.`,
      remedy: "Choose a larger range, such as a /16: it cannot be changed later.",
    },
  ];
}

function checkServices({ range }: Named): readonly SectionProblem[] {
  if (range.prefix >= SERVICE_PREFIX.min && range.prefix <= SERVICE_PREFIX.max) return [];
  return [
    {
      path: ["cluster", "serviceCidr"],
      fromTop: true,
      code: "KUBEADM_SERVICES_SIZE",
      message: `A /${range.prefix} cannot be the range of Services: it is a /${SERVICE_PREFIX.min} to /${SERVICE_PREFIX.max}.`,
      remedy: "Write such as 172.20.0.0/16.",
    },
  ];
}

function checkOpen({ adminCidrs = [] }: WrittenBlock): readonly SectionProblem[] {
  return adminCidrs.flatMap((text, index): readonly SectionProblem[] =>
    parseIpv4Range(text)?.prefix === 0
      ? [
          {
            path: ["adminCidrs", index],
            code: "KUBEADM_OPEN_TO_ALL",
            message: "SSH and the API server would be open to the whole internet.",
            remedy: "Name the ranges that administer, such as that of the VPN.",
          },
        ]
      : [],
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
