/** What the network policies of a stack let into a namespace. */
import type { Stack } from "./fixtures";

interface Rule {
  readonly from: readonly { readonly namespace_selector?: { readonly match_labels?: object } }[];
  readonly ports?: readonly { readonly port: string; readonly protocol: string }[];
}

interface Policy {
  readonly metadata: { readonly namespace: string };
  readonly spec: { readonly ingress?: readonly Rule[] };
}

/** Ports of a namespace that pods of another one reach; `any` for all of them. */
export function letIn(stack: Stack, from: string, namespace: string): readonly string[] {
  const namespaces = stack.resources("kubernetes_namespace_v1");
  // A namespace is named by a reference, so that it comes first.
  const nameOf = (reference: string): string => {
    const id = /^\$\{kubernetes_namespace_v1\.([\w-]+)\./.exec(reference)?.[1];
    return id === undefined ? reference : (namespaces[id] as { metadata: { name: string } }).metadata.name;
  };
  const policies = Object.values(stack.resources("kubernetes_network_policy_v1")) as unknown as readonly Policy[];
  return policies
    .filter(({ metadata }) => nameOf(metadata.namespace) === namespace)
    .flatMap(({ spec }) => spec.ingress ?? [])
    .filter((rule) => admits(rule, from))
    .flatMap(({ ports = [] }) => (ports.length === 0 ? ["any"] : ports.map(({ port }) => port)));
}

const admits = ({ from: peers }: Rule, from: string): boolean =>
  peers.some(({ namespace_selector: selector }) => {
    if (!selector) return false;
    const labels = Object.entries(selector.match_labels ?? {}) as (readonly [string, unknown])[];
    return labels.every(([key, value]) => key === "kubernetes.io/metadata.name" && value === from);
  });
