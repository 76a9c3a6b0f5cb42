/** The provider `random`, where something of a stack needs it: it takes no settings, so nobody has to make it by hand. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Makes the stack's, unless it has one. */
export function needRandomProvider(scope: IConstruct): void {
  const { RandomProvider } =
    require("@cdktf/provider-random/lib/provider") as typeof import("@cdktf/provider-random/lib/provider");
  const stack = TerraformStack.of(scope);
  if (!stack.node.findAll().some((construct) => construct instanceof RandomProvider)) {
    new RandomProvider(stack, "random", {});
  }
}
