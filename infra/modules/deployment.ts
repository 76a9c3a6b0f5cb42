/** What a component gets to build one tier with: its scope, and the way to what other components published. */
import { TerraformOutput } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { AttributeShape, AttributesOf, Contract } from "../../src/model/contract";
import type { Component, Deployment, Publishable, Published } from "../../src/model/component";
import { components } from "../../src/components";
import { setSource } from "../../src/constructs/kit/cdktf/source";
import { observedIn } from "../../src/environment/observed";
import { JangadaError } from "../../src/errors";
import { isStackless } from "../../src/targets";
import type { EnvironmentStack } from "./environment-stack";
import { importedAttributes } from "./outputs";

/** The scope of a stack's outputs: they are named by themselves, not by their path. */
export const OUTPUTS = "outputs";

function childOf(scope: Construct, id: string): Construct {
  return (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
}

/** The Terraform output that carries an instance: the contract's name, and the instance's where there can be several. */
export function outputName(contract: { readonly name: string }, name: string): string {
  return contract.name === name ? name : `${contract.name}_${name}`;
}

export function deploymentOf(component: Component, stack: EnvironmentStack): Deployment<unknown> {
  const { environment, target } = stack;
  const [last = component.name, ...outer] = [...(component.scope ?? [component.name])].reverse();
  const scope = new Construct(outer.reverse().reduce<Construct>(childOf, stack), last);
  setSource(scope, { file: environment.file, path: component.name });
  return {
    ...published(component, stack),
    scope,
    facts: environment.facts,
    sections: environment.sections,
    target,
    from: (path, construct) => {
      setSource(construct, { file: environment.file, path: path ? `${component.name}.${path}` : component.name });
      return construct;
    },
    publish: (contract, name, instance) => publish(stack, contract, name, instance),
    administrators: () =>
      components
        .filter(({ name }) => environment.sections[name] !== undefined)
        .flatMap((other) => other.administrators?.(published(other, stack)) ?? []),
    observed: () => observedIn(environment, components),
    physicalName: (path, name) => environment.physicalName(path ? `${component.name}.${path}` : component.name, name),
  };
}

function published({ name: section }: Component, stack: EnvironmentStack): Published<unknown> {
  return {
    section: stack.environment.sections[section],
    require: (contract, name) => requireFrom(stack, contract, name),
    offers: (contract, name) => stack.offered.has(outputName(contract, name)),
  };
}

function publish(
  stack: EnvironmentStack,
  contract: { readonly name: string },
  name: string,
  instance: IConstruct & Publishable,
): void {
  const output = outputName(contract, name);
  if (stack.offered.has(output)) {
    throw new JangadaError({
      code: "PUBLISHED_TWICE",
      message: `'${output}' is published twice in environment '${stack.environment.facts.name}'.`,
      place: { construct: instance.node.path },
      remedy: "Give the second one another name.",
    });
  }
  stack.offered.set(output, { tier: stack.tier, instance });
  new TerraformOutput(childOf(stack, OUTPUTS), output, {
    description: `${contract.name} '${name}', for the stacks of later tiers`,
    value: instance.attributes,
    ...(instance.sensitive ? { sensitive: true } : {}),
  });
}

/**
 * The instance that was published as `name`: the object itself within its own stack, else one made from its stack's outputs.
 * @throws JangadaError NOT_PUBLISHED if no component of this or an earlier tier publishes it.
 */
export function requireFrom<P, I extends IConstruct, S extends AttributeShape>(
  stack: EnvironmentStack,
  contract: Contract<P, I, S>,
  name: string,
): I {
  const output = outputName(contract, name);
  const offer = stack.offered.get(output);
  if (!offer) {
    throw new JangadaError({
      code: "NOT_PUBLISHED",
      message: `Stack '${stack.node.id}' needs '${output}', but no component of this or an earlier tier publishes it.`,
      place: { construct: stack.node.path },
      remedy: `Published so far: ${[...stack.offered.keys()].join(", ") || "nothing"}.`,
    });
  }
  if (offer.tier === stack.tier) return offer.instance as unknown as I;
  const imports = childOf(stack, "imports");
  const known = imports.node.tryFindChild(output);
  if (known) return known as unknown as I;
  // Of a tier without a stack everything is literal, and there is nothing to read.
  const attributes = isStackless(stack.environment.facts.target, offer.tier)
    ? (offer.instance.attributes as AttributesOf<S>)
    : importedAttributes(stack.outputsOf(offer.tier), output, contract.shape, offer.instance.attributes);
  return stack.target.implementation(contract, stack).fromAttributes(imports, output, attributes);
}
