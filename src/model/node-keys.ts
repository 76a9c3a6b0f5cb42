/** Keys of nodes' labels and taints that are somebody's own already (kubernetes.io/docs/reference/labels-annotations-taints). */
import type { z } from "zod";
import type { taint } from "./kubernetes-labels";

type Taint = z.output<typeof taint>;

/** Controllers set them when something is wrong with a node, and take them away when it is not: whoever sets one, too, is always at odds. */
const CONTROLLERS_TAINT =
  /^node\.(kubernetes\.io\/(not-ready|unreachable|memory-pressure|disk-pressure|pid-pressure|network-unavailable|unschedulable)|cloudprovider\.kubernetes\.io\/(uninitialized|shutdown))$/;

export const isControllersTaint = ({ key }: Pick<Taint, "key">): boolean => CONTROLLERS_TAINT.test(key);

/** Whether a node would have it twice: it has one of each key and effect. */
export const isTaintTwice = ({ key, effect }: Taint, index: number, taints: readonly Taint[]): boolean =>
  taints.findIndex((other) => other.key === key && other.effect === effect) !== index;

/** What a label says already, of which everybody reads the node's place, machine and role. */
const NODE_LABELS: readonly (readonly [pattern: RegExp, says: "zone" | "region" | "role" | "machine"])[] = [
  [/^(topology|failure-domain\.beta)\.kubernetes\.io\/zone$/, "zone"],
  [/^(topology|failure-domain\.beta)\.kubernetes\.io\/region$/, "region"],
  [/^node-role\.kubernetes\.io\/(control-plane|master)$/, "role"],
  [/^((beta|node)\.)?kubernetes\.io\/(hostname|os|arch|instance-type)$/, "machine"],
];

/** What of the node the label is the word for; undefined if it is free. */
export function nodeLabelSays(key: string): "zone" | "region" | "role" | "machine" | undefined {
  return NODE_LABELS.find(([pattern]) => pattern.test(key))?.[1];
}

/** Domains of Kubernetes, in which a kubelet gives itself no label but of these (IsKubeletLabel of k8s.io/kubelet/pkg/apis). */
const KUBERNETES_DOMAIN = /^(.*\.)?(kubernetes\.io|k8s\.io)\//;
const KUBELETS = /^(.*\.)?(kubelet|node)\.kubernetes\.io\//;

/** Whether a node that labels itself with it never joins. */
export const kubeletRefuses = (key: string): boolean => KUBERNETES_DOMAIN.test(key) && !KUBELETS.test(key);
