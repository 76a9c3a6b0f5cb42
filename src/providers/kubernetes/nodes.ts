/** The nodes of a simulated cluster, as its API lists them. */
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import { firstOf, numberOf, textOf } from "../../rehearsal/engine/attributes";
import { clusterOf, connectionOf } from "./connection";
import { uuidOf } from "./metadata";

/** For a cluster of which nothing says how many nodes it has. */
const USUAL_COUNT = 3;

export function nodesOf(context: BehaviourContext): readonly ValueObject[] {
  const cluster = clusterOf(context.world, connectionOf(context.session.config));
  if (!cluster) return [];
  return countNodes(context, cluster.object.attributes).map(({ pool, zone }, index) => {
    const digest = context.digest("node", context.realm, pool, String(index));
    const byte = (at: number): number => parseInt(digest.slice(at, at + 2), 16);
    const name = `ip-10-0-${byte(0)}-${byte(2)}.internal`;
    const labels = objectOf([
      ["eks.amazonaws.com/nodegroup", pool],
      ["kubernetes.io/arch", "amd64"],
      ["kubernetes.io/hostname", name],
      ["kubernetes.io/os", "linux"],
      ...(zone ? [["topology.kubernetes.io/zone", zone] as const] : []),
    ]);
    return node(name, labels, digest, cluster.version);
  });
}

function countNodes(context: BehaviourContext, cluster: ValueObject): readonly { pool: string; zone?: string }[] {
  const name = textOf(cluster.name);
  const groups = context.world.list("aws_eks_node_group").filter(({ attributes }) => attributes.cluster_name === name);
  const repeat = (count: number, pool: string): { pool: string }[] => Array.from({ length: count }, () => ({ pool }));
  if (name === undefined || groups.length === 0) return repeat(numberOf(cluster.nodes) ?? USUAL_COUNT, "default");
  return groups.flatMap(({ attributes }) =>
    repeat(numberOf(firstOf(attributes.scaling_config)?.desired_size) ?? 1, textOf(attributes.node_group_name) ?? ""),
  );
}

function node(name: string, labels: ValueObject, digest: string, version: string): ValueObject {
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
          ["provider_id", `aws:///${digest.slice(0, 17)}`],
          ["unschedulable", false],
        ]),
      ],
    ],
    ["status", [objectOf(status)]],
  ]);
}
