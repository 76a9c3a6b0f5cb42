/** The priority classes that a release's pods name: one of each in a stack, made by the first that needs it. */
import { PriorityClassV1 } from "@cdktf/provider-kubernetes/lib/priority-class-v1";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { setSource, sourceOf } from "../cdktf/source";
import { PRIORITY_CLASSES } from "./priority";

/**
 * Set in the context of a stack, none are made in it: for a second stack on one cluster, where the first makes them. They are
 * objects of the whole cluster.
 */
export const PRIORITY_CLASSES_EXIST = "jangada:priority-classes-exist";

/**
 * What a release must come after, whose pods are refused without the classes that they name.
 * @param values Of the release, as text.
 */
export function priorityClassesIn(scope: Construct, values: string): readonly ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  if (stack.node.tryGetContext(PRIORITY_CLASSES_EXIST) === true) return [];
  return Object.entries(PRIORITY_CLASSES)
    .filter(([, { name }]) => values.includes(`"${name}"`))
    .map(([key, { name, value, description }]) => {
      const id = `priority-class-${key}`;
      const existing = stack.node.tryFindChild(id) as PriorityClassV1 | undefined;
      if (existing) return existing;
      const made = new PriorityClassV1(stack, id, { metadata: { name }, value, description });
      // It is of the whole cluster, whoever names it first.
      const source = sourceOf(scope);
      if (source) setSource(made, { ...source, path: "cluster" });
      return made;
    });
}
