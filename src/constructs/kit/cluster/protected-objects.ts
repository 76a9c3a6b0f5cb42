/** What the API server refuses to be done to one kind of objects, whoever asks; above all the deletion of those that a label protects. */
import { admissionPolicy } from "./admission-policy";
import type { KubernetesObject } from "./kubernetes-object";

export interface RefusalProps {
  /** Of the policy and its binding; unique in the cluster. */
  readonly name: string;
  /** API group of the objects. */
  readonly group: string;
  /** Kind of the objects, as the API's paths have it: `rabbitmqclusters`. */
  readonly resource: string;
  /** What is asked of the API server. */
  readonly operation: "DELETE" | "UPDATE";
  /** CEL: what must hold for it to be let through. */
  readonly expression: string;
  /** What whoever asks is told. */
  readonly message: string;
}

export function refusal(props: RefusalProps): readonly KubernetesObject[] {
  const { name, group, resource, operation, expression, message } = props;
  return admissionPolicy({
    name,
    asked: { apiGroups: [group], operations: [operation], resources: [resource] },
    validations: [{ expression, message }],
  });
}

export type ProtectionProps = Omit<RefusalProps, "operation" | "expression"> & {
  /** The label that says `true` of what is protected. */
  readonly label: string;
};

/** The deletion of what is labelled as protected: the label is taken off first. */
export function deletionRefused({ label, ...props }: ProtectionProps): readonly KubernetesObject[] {
  const labels = "oldObject.metadata.labels";
  const expression = `!has(${labels}) || !("${label}" in ${labels}) || ${labels}["${label}"] != "true"`;
  return refusal({ ...props, operation: "DELETE", expression });
}
