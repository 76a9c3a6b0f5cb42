/** The provider `random`, where something of a stack needs it: it takes no settings, so nobody has to make it by hand. */
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Makes the stack's, unless it has one. */
export function needRandomProvider(scope: IConstruct): void {
  const stack = TerraformStack.of(scope);
  if (!stack.node.findAll().some((construct) => construct instanceof RandomProvider)) {
    new RandomProvider(stack, "random", {});
  }
}
