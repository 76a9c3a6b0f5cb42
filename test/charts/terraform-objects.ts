/** What Terraform makes in a cluster beside releases, in the form in which Kubernetes has it. */
import type { StateResource } from "../helpers/releases";
import type { KubernetesDocument } from "./helm";

/** Kinds by the provider's types, such as `NetworkPolicy` of `kubernetes_network_policy_v1`. */
function kindOf(type: string): string {
  return type
    .replace(/^kubernetes_|_v1$/g, "")
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** Blocks that Kubernetes has as lists, by the name of its field; every other block is one object. */
const LISTS: Readonly<Record<string, string>> = {
  rule: "rules",
  subject: "subjects",
  container: "containers",
  initContainer: "initContainers",
  volume: "volumes",
  volumeMount: "volumeMounts",
  ingress: "ingress",
  egress: "egress",
  from: "from",
  to: "to",
  ports: "ports",
  env: "env",
  topologySpreadConstraint: "topologySpreadConstraints",
};

export function terraformObjects(resources: readonly StateResource[]): readonly KubernetesDocument[] {
  return resources.map(({ type, attributes }) => ({
    ...(converted(attributes) as object),
    apiVersion: "v1",
    kind: kindOf(type),
  })) as unknown as readonly KubernetesDocument[];
}

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => field(key, entry))
      .filter(([, entry]) => entry !== undefined),
  );
}

function field(key: string, value: unknown): readonly [string, unknown] {
  // Labels and annotations, whose keys are the user's.
  if (!/^[a-z_0-9]+$/.test(key)) return [key, value];
  const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const list = LISTS[name];
  if (list !== undefined) return [list, converted(value)];
  const isBlock = Array.isArray(value) && value.length <= 1 && value.every((one) => typeof one === "object");
  return [name, converted(isBlock ? (value as readonly unknown[])[0] : value)];
}
