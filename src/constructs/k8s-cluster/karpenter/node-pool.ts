/** A pool of nodes that Karpenter starts and ends, whoever runs Karpenter: its bounds, and how it makes room. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";

/** Hours after which a node is replaced (30 days, Karpenter's own default for `expireAfter`): none runs for ever. */
const NODE_LIFETIME = "720h";
/** GiB of memory for each CPU that the limit allows where it says nothing: that of general-purpose machines. */
const MEMORY_PER_CPU = 4;

export interface KarpenterPoolProps {
  /** Name of the pool. */
  readonly name: string;
  /** The object that says what the cloud's machines are like. */
  readonly nodeClassRef: { readonly group: string; readonly kind: string; readonly name: string };
  /** Labels of its nodes. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** What kind of capacity may be bought. */
  readonly capacity: readonly ("on-demand" | "spot")[];
  /** Which machines, in the cloud's own words, beside their system, architecture and capacity. */
  readonly machines: readonly Requirement[];
  /** Virtual CPUs that its nodes may have together. */
  readonly cpu: number;
  /** GiB. @default four for each CPU */
  readonly memory?: number | undefined;
}

/** As Kubernetes matches labels of nodes. */
export interface Requirement {
  readonly key: string;
  readonly operator: "In" | "Gt";
  readonly values: readonly string[];
}

export function karpenterPool(props: KarpenterPoolProps): KubernetesObject {
  const { name, nodeClassRef, labels, capacity, machines, cpu, memory = cpu * MEMORY_PER_CPU } = props;
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name },
    spec: {
      template: {
        ...(labels === undefined ? {} : { metadata: { labels: { ...labels } } }),
        spec: {
          nodeClassRef,
          requirements: [
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            // Images that are built for one architecture only are nearly all built for this one.
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: [...capacity].sort() },
            ...machines,
          ],
          expireAfter: NODE_LIFETIME,
        },
      },
      limits: { cpu: String(cpu), memory: `${memory}Gi` },
      disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "1m",
        budgets: [{ nodes: "10%" }],
      },
    },
  };
}
