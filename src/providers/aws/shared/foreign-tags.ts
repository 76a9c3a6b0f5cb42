/** Tags that are nobody's who writes a configuration. */
import type { CloudObject } from "../../../model/drift-facts";

/** Prefixes of tag keys that AWS or a controller in the cluster writes. */
export const FOREIGN_TAG =
  /^tags(_all)?(\["(aws:|eks:|kubernetes\.io\/|k8s\.io\/|karpenter\.(sh|k8s\.aws)\/|elbv2\.k8s\.aws\/|service\.k8s\.aws\/|ebs\.csi\.aws\.com\/|KubernetesCluster)[^"]*"\]|\.KubernetesCluster)$/;

/** Whether a service of AWS says in its tags that it made the object. */
export function isTaggedByService({ attributes }: CloudObject): boolean {
  return ["tags", "tags_all"]
    .flatMap((key) => Object.entries(tagsOf(attributes[key])))
    .some(([key, value]) => typeof value === "string" && /^(aws|eks):/.test(key));
}

function tagsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
