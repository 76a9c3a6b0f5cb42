/** The nodes of a simulated cluster, as its API lists them. */
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import { clusterOf, connectionOf } from "../simulated-cluster/connection";
import { uuidOf } from "../simulated-cluster/metadata";

export function nodesOf(context: BehaviourContext): readonly ValueObject[] {
  const cluster = clusterOf(context.world, connectionOf(context.session.config));
  if (!cluster) return [];
  return cluster.nodes.map(({ pool, zone }, index) => {
    const digest = context.digest("node", context.realm, pool, String(index));
    const byte = (at: number): number => parseInt(digest.slice(at, at + 2), 16);
    const name = `ip-10-0-${byte(0)}-${byte(2)}.internal`;
    const labels = objectOf([
      ...(cluster.poolLabel ? [[cluster.poolLabel, pool] as const] : []),
      ["kubernetes.io/arch", "amd64"],
      ["kubernetes.io/hostname", name],
      ["kubernetes.io/os", "linux"],
      ...(zone ? [["topology.kubernetes.io/zone", zone] as const] : []),
    ]);
    return node(name, labels, `${cluster.providerIds}${digest.slice(0, 17)}`, digest, cluster.version);
  });
}

function node(name: string, labels: ValueObject, providerId: string, digest: string, version: string): ValueObject {
  const capacity = objectOf([
    ["cpu", "2"],
    ["memory", "8029092Ki"],
    ["pods", "29"],
  ]);
  const status: readonly (readonly [string, Value])[] = [
    [
      "addresses",
      [
        objectOf([
          ["address", name],
          ["type", "Hostname"],
        ]),
      ],
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
          ["kubelet_version", `v${version}.0`],
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
          ["unschedulable", false],
        ]),
      ],
    ],
    ["status", [objectOf(status)]],
  ]);
}
