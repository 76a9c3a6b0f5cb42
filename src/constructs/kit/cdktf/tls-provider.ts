/** The provider `tls`, where something of a stack needs it: it takes no settings, so nobody has to make it by hand. */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Makes the stack's, unless it has one. */
export function needTlsProvider(scope: IConstruct): void {
  const { TlsProvider } =
    require("@cdktf/provider-tls/lib/provider") as typeof import("@cdktf/provider-tls/lib/provider");
  const stack = TerraformStack.of(scope);
  if (!stack.node.findAll().some((construct) => construct instanceof TlsProvider)) new TlsProvider(stack, "tls", {});
}
