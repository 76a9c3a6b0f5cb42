/** Checks across the hosts: who is there twice, how many control planes there are, which labels are taken. */
import type { SectionProblem } from "../../model/component";
import { isControllersTaint, isTaintTwice, nodeLabelSays } from "../../model/node-keys";
import { DISTRIBUTIONS } from "./distributions";
import { isDnsName } from "./forms";
import { plainHostKey, UNVERIFIED } from "./host-key";
import type { WrittenBlock, WrittenHost } from "./written";

/** More members make etcd slower and no safer (etcd.io/docs/v3.6/faq, "What is maximum cluster size?"). */
const MOST_CONTROL_PLANES = 7;

export function checkHosts(block: WrittenBlock, today: string): readonly SectionProblem[] {
  return [
    ...checkTwice(block),
    ...checkControlPlanes(block),
    ...block.hosts.flatMap((host) => [
      ...checkNodeAddress(host),
      ...checkLabels(host),
      ...checkTaints(host),
      ...checkDistribution(host, today),
    ]),
    ...checkBastion(block),
    ...checkUnverified(block),
  ];
}

/** Hosts that are to go count too: they are still there. */
function checkTwice({ hosts, bastion }: WrittenBlock): readonly SectionProblem[] {
  const by = (
    code: string,
    field: keyof WrittenHost,
    what: string,
    remedy: string,
    keyOf: (host: WrittenHost) => string | undefined,
  ) =>
    twice(hosts, keyOf).map(([host, before]): SectionProblem => ({
      path: [...host.path, field],
      code,
      message: `${what} of '${nameOf(host)}' is that of '${nameOf(before)}' too.`,
      remedy,
    }));
  const bastionPlace = bastion?.address === undefined ? undefined : placeOf(bastion);
  return [
    ...twice(hosts, ({ name }) => name).map(([host, before]): SectionProblem => ({
      path: [...host.path, "name"],
      code: "HOST_NAME_TWICE",
      message: `'${host.name}' is in 'kubeadm.hosts' twice; the first is kubeadm.hosts[${before.path[1]}].`,
      remedy: "Give one of them another name.",
    })),
    ...by(
      "HOST_ADDRESS_TWICE",
      "address",
      "The address",
      "A host is one entry. Hosts behind one address need ports of their own, and each its `nodeAddress`.",
      placeOf,
    ),
    ...twice(hosts, nodeAddressOf)
      // Of one place of SSH, that is told already.
      .filter(([host, before]) => placeOf(host) !== placeOf(before))
      .map(([host, before]): SectionProblem => ({
        path: [...host.path, host.nodeAddress === undefined ? "address" : "nodeAddress"],
        code: "HOST_ADDRESS_TWICE",
        message: `'${nameOf(host)}' and '${nameOf(before)}' are reached by the other nodes at one address.`,
        remedy: "Name a `nodeAddress` of each: one of its own interfaces'.",
      })),
    ...by(
      "HOST_KEY_TWICE",
      "hostKey",
      "The host key",
      "Hosts that were copied from one image can pose as each other: make new keys (rm /etc/ssh/ssh_host_*; ssh-keygen -A) and a new machine-id on one of them.",
      ({ hostKey }) => (hostKey === undefined || hostKey === UNVERIFIED ? undefined : plainHostKey(hostKey)),
    ),
    ...hosts
      .filter((host) => bastionPlace !== undefined && placeOf(host) === bastionPlace)
      .map((host): SectionProblem => ({
        path: [...host.path, "address"],
        code: "HOST_IS_BASTION",
        message: `'${nameOf(host)}' is the bastion too, through which it would be reached.`,
        remedy: "A node forwards nothing: take a host as the bastion that is no node, or none.",
      })),
  ];
}

/** etcd decides by majority: of an even number, one more may fail without anything being won (etcd.io/docs/v3.6/faq). */
function checkControlPlanes({ hosts, whole }: WrittenBlock): readonly SectionProblem[] {
  const there = hosts.filter(({ role, state }) => role === "control-plane" && state !== "absent");
  // Of a role that is missing or misspelt, nobody knows how many there are.
  if (!whole || hosts.some(({ role }) => role === undefined) || hosts.length === 0) return [];
  if (there.length === 0) {
    return [
      {
        path: ["hosts"],
        code: "CONTROL_PLANE_MISSING",
        message: "There is no control plane among the hosts, or none is to stay.",
        remedy: "Write `role: control-plane` at one host, or at three.",
      },
    ];
  }
  if (there.length % 2 === 1 && there.length <= MOST_CONTROL_PLANES) return [];
  const names = there.map(nameOf).join(", ");
  return [
    {
      path: ["hosts"],
      code: there.length % 2 === 0 ? "CONTROL_PLANES_EVEN" : "CONTROL_PLANES_TOO_MANY",
      message:
        there.length % 2 === 0
          ? `There are ${there.length} control planes (${names}): etcd decides by majority, so that an even number survives no more failures than one less.`
          : `There are ${there.length} control planes (${names}): more than ${MOST_CONTROL_PLANES} members make etcd slower, and no safer.`,
      remedy:
        "Have 1, 3 or 5. Hosts with `state: absent` do not count; to replace one, add the new one and take the old one out in one change.",
    },
  ];
}

function checkNodeAddress(host: WrittenHost): readonly SectionProblem[] {
  if (host.address === undefined || host.nodeAddress !== undefined || !isDnsName(host.address)) return [];
  return [
    {
      path: [...host.path, "address"],
      code: "HOST_NODE_ADDRESS_MISSING",
      message: `'${nameOf(host)}' is reached by a name, and the nodes' certificates, etcd and the firewall need its address.`,
      remedy: "Add `nodeAddress:` with the IPv4 address of its interface in the nodes' network.",
    },
  ];
}

/** Where the file says what a label of Kubernetes' own would say. */
const INSTEAD = {
  zone: "Write `zone:` at the host.",
  region: "It is `kubeadm.site`.",
  role: "It is `role: control-plane`.",
  machine: "The kubelet sets it.",
} as const;

function checkLabels({ labels = {}, path }: WrittenHost): readonly SectionProblem[] {
  return Object.keys(labels).flatMap((key): readonly SectionProblem[] => {
    const says = nodeLabelSays(key);
    if (says === undefined) return [];
    return [
      {
        path: [...path, "labels", key],
        at: "key",
        code: "HOST_LABEL_TAKEN",
        message: `The label '${key}' says what Kubernetes or the file say already.`,
        remedy: INSTEAD[says],
      },
    ];
  });
}

function checkTaints({ taints = [], path }: WrittenHost): readonly SectionProblem[] {
  return taints.flatMap((taint, index): readonly SectionProblem[] => {
    const { key, effect } = taint;
    if (isControllersTaint(taint)) {
      return [
        {
          path: [...path, "taints", index, "key"],
          code: "HOST_TAINT_TAKEN",
          message: `Kubernetes itself sets the taint '${key}' on a node, and takes it away.`,
          remedy: "Choose a key with a prefix of your own, or none.",
        },
      ];
    }
    if (!isTaintTwice(taint, index, taints)) return [];
    return [
      {
        path: [...path, "taints", index],
        code: "HOST_TAINT_TWICE",
        message: `The taint '${key}' with the effect ${effect} is there twice; a node has one of each.`,
        remedy: "Keep one.",
      },
    ];
  });
}

function checkDistribution({ distribution, path }: WrittenHost, today: string): readonly SectionProblem[] {
  if (distribution === undefined || DISTRIBUTIONS[distribution].until >= today) return [];
  return [
    {
      path: [...path, "distribution"],
      code: "HOST_DISTRIBUTION_OLD",
      severity: "warning",
      message: `${DISTRIBUTIONS[distribution].title} is not mended any more since ${DISTRIBUTIONS[distribution].until}.`,
      remedy: "Replace the host by one of a newer release.",
    },
  ];
}

function checkUnverified({ hosts, bastion }: WrittenBlock): readonly SectionProblem[] {
  const places = [
    ...hosts.filter(({ hostKey }) => hostKey === UNVERIFIED).map(({ path }) => path),
    ...(bastion?.hostKey === UNVERIFIED ? [["bastion"]] : []),
  ];
  return places.map((path) => ({
    path: [...path, "hostKey"],
    code: "HOST_UNVERIFIED",
    severity: "warning",
    message: "Whoever answers at the address is taken for the host, and is given the cluster's keys.",
    remedy: "Write the host's key, as `ssh-keyscan` prints it and the host's own console confirms it.",
  }));
}

/** Terraform's SSH client holds a bastion and who is behind it against one list: of one that is not known there would be none. */
function checkBastion({ hosts, bastion }: WrittenBlock): readonly SectionProblem[] {
  if (bastion?.hostKey !== UNVERIFIED) return [];
  const known = hosts.filter(({ hostKey }) => hostKey !== undefined && hostKey !== UNVERIFIED).map(nameOf);
  if (known.length === 0) return [];
  return [
    {
      path: ["bastion", "hostKey"],
      code: "BASTION_UNVERIFIED",
      message: `Behind a bastion that nobody knows, no host is known either, though keys are written of ${known.join(", ")}.`,
      remedy: "Write the bastion's key, as `ssh-keyscan` prints it and its own console confirms it.",
    },
  ];
}

/** Each that has a key of an earlier one, with that one. */
function twice(
  hosts: readonly WrittenHost[],
  keyOf: (host: WrittenHost) => string | undefined,
): readonly (readonly [WrittenHost, WrittenHost])[] {
  return hosts.flatMap((host, index) => {
    const key = keyOf(host);
    const before = key === undefined ? undefined : hosts.slice(0, index).find((other) => keyOf(other) === key);
    return before ? [[host, before] as const] : [];
  });
}

export const nameOf = ({ name, path }: WrittenHost): string => name ?? `kubeadm.hosts[${path[1]}]`;

/** DNS does not tell case, nor the dot at the end. */
const plainAddress = (address: string): string => address.toLowerCase().replace(/\.$/, "");

/** Where SSH goes. */
function placeOf({ address, port }: Pick<WrittenHost, "address" | "port">): string | undefined {
  return address === undefined ? undefined : `${plainAddress(address)}:${port ?? 22}`;
}

/** Where the other nodes go; undefined of a name whose address nobody told. */
export function nodeAddressOf({
  address,
  nodeAddress,
}: Pick<WrittenHost, "address" | "nodeAddress">): string | undefined {
  if (nodeAddress !== undefined) return nodeAddress;
  return address === undefined || isDnsName(address) ? undefined : address;
}
