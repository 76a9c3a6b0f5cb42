/** A rename in the environment file becomes `moved` blocks: the thing keeps its state and its physical name. */
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { sourceOf } from "../../src/constructs/kit/cdktf/source";
import type { EnvironmentStack } from "./environment-stack";
import { logicalId } from "./logical-id";

/** Adds a `moved` block for every resource that stands under a renamed name. */
export function addMoves(stack: EnvironmentStack): void {
  for (const move of stack.environment.moved) {
    for (const construct of stack.node.findAll()) {
      if (!TerraformResource.isTerraformResource(construct)) continue;
      const source = sourceOf(construct);
      if (!source || !(source.path === move.to || source.path.startsWith(`${move.to}.`))) continue;
      const from = formerId(stack, construct, lastName(move.to), lastName(move.from));
      if (from) construct.moveFromId(`${construct.terraformResourceType}.${from}`);
    }
  }
}

/** The name that the resource had when the construct called `to` was called `from`. */
function formerId(stack: EnvironmentStack, resource: IConstruct, to: string, from: string): string | undefined {
  const path = resource.node.scopes.slice(resource.node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  const at = path.indexOf(to);
  if (at < 0) return undefined;
  return logicalId(path.map((id, index) => (index === at ? from : id)));
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
