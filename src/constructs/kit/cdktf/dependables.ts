/** From what a construct says to depend on, to what Terraform can depend on. */
import { type ITerraformDependable, TerraformElement, TerraformResource } from "cdktf";
import { Dependable, type IDependable } from "constructs";

/** The resources that stand for these: resources themselves, and every resource inside of constructs and groups. */
export function terraformDependables(dependables: readonly IDependable[]): ITerraformDependable[] {
  const found = new Map<string, TerraformResource>();
  for (const dependable of dependables) {
    for (const root of Dependable.of(dependable).dependencyRoots) {
      for (const node of root.node.findAll()) {
        if (TerraformElement.isTerraformElement(node) && TerraformResource.isTerraformResource(node)) {
          found.set(node.fqn, node);
        }
      }
    }
  }
  return [...found.values()];
}
