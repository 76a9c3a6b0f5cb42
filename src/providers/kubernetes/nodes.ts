/** The nodes of a simulated cluster, as its API lists them. */
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import type { ClusterNode } from "../../rehearsal/world/cluster-type";
import { clusterOf, connectionOf } from "../simulated-cluster/connection";
import { uuidOf } from "../simulated-cluster/metadata";

export function nodesOf(context: BehaviourContext): readonly ValueObject[] {
  const cluster = clusterOf(context.world, connectionOf(context.session.config));
  if (!cluster) return [];
  return cluster.nodes.map((one, index) => {
    const digest = context.digest("node", context.realm, one.name ?? one.pool, String(index));
    const byte = (at: number): number => parseInt(digest.slice(at, at + 2), 16);
    const name = one.name ?? `ip-10-0-${byte(0)}-${byte(2)}.internal`;
    const labels = objectOf([
      ...(cluster.poolLabel ? [[cluster.poolLabel, one.pool] as const] : []),
      ["kubernetes.io/arch", "amd64"],
      ["kubernetes.io/hostname", name],
      ["kubernetes.io/os", "linux"],
      ...(one.zone ? [["topology.kubernetes.io/zone", one.zone] as const] : []),
      ...Object.entries(one.labels ?? {}),
    ]);
    const providerId = cluster.providerIds === "" ? "" : `${cluster.providerIds}${digest.slice(0, 17)}`;
    return node(one, { name, labels, providerId, digest, version: one.version ?? `${cluster.version}.0` });
  });
}

interface NodeParts {
  readonly name: string;
  readonly labels: ValueObject;
  readonly providerId: string;
  readonly digest: string;
  readonly version: string;
}

function node(one: ClusterNode, { name, labels, providerId, digest, version }: NodeParts): ValueObject {
  const capacity = objectOf([
    ["cpu", "2"],
    ["memory", "8029092Ki"],
    ["pods", "29"],
  ]);
  const status: readonly (readonly [string, Value])[] = [
    [
      "addresses",
      [...(one.address === undefined ? [] : [addressOf("InternalIP", one.address)]), addressOf("Hostname", name)],
    ],
    ["allocatable", capacity],
    ["capacity", capacity],
    [
      "conditions",
      [
        objectOf([
          ["type", "Ready"],
          ["status", "True"],
          ["reason", "KubeletReady"],
        ]),
      ],
    ],
    [
      "node_info",
      [
        objectOf([
          ["architecture", "amd64"],
          ["operating_system", "linux"],
          ["kubelet_version", `v${version}`],
        ]),
      ],
    ],
  ];
  return objectOf([
    [
      "metadata",
      [
        objectOf([
          ["name", name],
          ["labels", labels],
          ["uid", uuidOf(digest)],
          ["generation", 0],
          ["resource_version", "1"],
        ]),
      ],
    ],
    [
      "spec",
      [
        objectOf([
          ["provider_id", providerId],
          ["unschedulable", one.unschedulable ?? false],
          ...(one.taints === undefined || one.taints.length === 0
            ? []
            : [["taints", one.taints.map(taintOf)] as const]),
        ]),
      ],
    ],
    ["status", [objectOf(status)]],
  ]);
}

const addressOf = (type: string, address: string): ValueObject =>
  objectOf([
    ["address", address],
    ["type", type],
  ]);

/** `<key>[=<value>]:<effect>` */
function taintOf(text: string): ValueObject {
  const [, key = "", value = "", effect = ""] = /^([^=:]*)(?:=([^:]*))?:(.*)$/.exec(text) ?? [];
  return objectOf([
    ["key", key],
    ["value", value],
    ["effect", effect],
  ]);
}
