/** Labels and taints of every node, for the stage `converge`, which sets them from a control plane: a line of each. */
import type { ClusterSettings, Node } from "./settings";

export function nodesFile({ nodes }: Pick<ClusterSettings, "nodes">): string {
  return nodes
    .flatMap((node) => [...labelsOf(node), ...taintsOf(node)].map((line) => `${node.name} ${line}\n`))
    .join("");
}

const labelsOf = ({ labels }: Node): readonly string[] =>
  Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `label ${key}=${value}`);

const taintsOf = ({ taints }: Node): readonly string[] =>
  taints.map(({ key, value = "", effect }) => `taint ${key}=${value}:${effect}`);
