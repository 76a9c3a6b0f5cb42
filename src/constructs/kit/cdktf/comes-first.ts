/** What everything else of a stack comes after, without each of these having to know of it. */
import {
  Aspects,
  dependable,
  type IAspect,
  type ITerraformDependable,
  TerraformElement,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { IConstruct, IDependable } from "constructs";
import { terraformDependables } from "./dependables";

/** Resources of the providers that speak to a cluster. */
const IN_CLUSTER = /^(helm|kubernetes)_/;

/**
 * In the order of the list: the second comes after the first, and whatever else the stack puts into the cluster after all of them.
 * What stands in none of them and is needed by one (a priority class) must not be of these providers.
 */
export function comesFirst(scope: IConstruct, first: readonly (IConstruct & IDependable)[]): void {
  if (first.length > 0) Aspects.of(TerraformStack.of(scope)).add(new ComesFirst(first));
}

class ComesFirst implements IAspect {
  private readonly ends: readonly (readonly ITerraformDependable[])[];

  constructor(private readonly first: readonly (IConstruct & IDependable)[]) {
    this.ends = first.map((construct) => terraformDependables([construct]));
  }

  public visit(node: IConstruct): void {
    if (!TerraformElement.isTerraformElement(node) || !TerraformResource.isTerraformResource(node)) return;
    if (!IN_CLUSTER.test(node.terraformResourceType)) return;
    const inside = this.first.findIndex((construct) => node.node.scopes.includes(construct));
    const before = inside < 0 ? this.ends : this.ends.slice(0, inside);
    const already = new Set(node.dependsOn);
    const missing = before.flat().map(dependable);
    const added = missing.filter((fqn) => !already.has(fqn));
    if (added.length > 0) node.dependsOn = [...(node.dependsOn ?? []), ...added];
  }
}
