/** Which entry of one list has become which of another: lists of blocks and of Kubernetes objects change their order. */
import { isNodeMap, type Node } from "./sealed";

export interface PairedEntry {
  /** The entry's own name where it has one, else its position. */
  readonly key: string | number;
  readonly left: Node;
  readonly right: Node;
}

/** What names an entry, the best first. */
const IDENTIFIERS: readonly ((node: { readonly [key: string]: Node }) => Node)[] = [
  (node) => node["Sid"],
  (node) => node["name"],
  (node) => node["key"],
  (node) => node["id"],
  (node) => kubernetesName(node),
];

/** Entries that are equal are left out. */
export function pairEntries(
  left: readonly Node[],
  right: readonly Node[],
  same: (a: Node, b: Node) => boolean,
): readonly PairedEntry[] {
  const name = IDENTIFIERS.find((identify) => names(left, identify) && names(right, identify));
  if (name) {
    const named = (list: readonly Node[]): Map<string, Node> =>
      new Map(list.map((entry) => [String(isNodeMap(entry) ? name(entry) : ""), entry]));
    const [a, b] = [named(left), named(right)];
    return [...new Set([...a.keys(), ...b.keys()])].map((key) => ({ key, left: a.get(key), right: b.get(key) }));
  }
  const rest = [...right.keys()];
  const gone = [...left.keys()].filter((index) => {
    const twin = rest.findIndex((other) => same(left[index], right[other]));
    if (twin >= 0) rest.splice(twin, 1);
    return twin < 0;
  });
  const paired = gone.map((index, turn): PairedEntry => {
    const other = rest[turn];
    return { key: index, left: left[index], right: other === undefined ? undefined : right[other] };
  });
  const added = rest
    .slice(gone.length)
    .map((index): PairedEntry => ({ key: index, left: undefined, right: right[index] }));
  return [...paired, ...added];
}

/** Whether it gives every entry a name of its own. */
function names(list: readonly Node[], identify: (node: { readonly [key: string]: Node }) => Node): boolean {
  const found = list.map((entry) => (isNodeMap(entry) ? identify(entry) : undefined));
  return found.every((value) => typeof value === "string" && value !== "") && new Set(found).size === found.length;
}

function kubernetesName(node: { readonly [key: string]: Node }): Node {
  const metadata = node["metadata"];
  const name = isNodeMap(metadata) ? metadata["name"] : undefined;
  return typeof name === "string" ? `${String(node["kind"])}/${name}` : undefined;
}
