/** A scope for others: part of their addresses, and nothing by itself. */
import { Construct } from "constructs";

/** Made when it is first asked for. */
export const childOf = (scope: Construct, id: string): Construct =>
  (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
