/**
 * The app that holds the environments' stacks. cdktf makes every element ready once before it writes any, and throws the result away:
 * so it finds references from one stack to another, for which it adds outputs. Our stacks have none (they publish and require),
 * so that is left out, a tenth of a synth; an app that has one all the same is synthesized anew, as cdktf does.
 */
import { App, type TerraformStack } from "cdktf";
import { type Resolve, resolver } from "./quick-resolve";
import { withReplacedFunction } from "./replaced-function";

export class PlatformApp extends App {
  /** What is asked for a reference while stacks are written that were not made ready for it. */
  private onReference?: () => never;

  public override synth(): void {
    const owner = resolver();
    if (!owner || !this.synthUnprepared(owner)) super.synth();
  }

  /** Whether it was done: no stack refers to another. */
  private synthUnprepared(owner: { resolve: Resolve }): boolean {
    const stacks = this.node.findAll().filter(isStack);
    let refers = false;
    this.onReference = () => {
      refers = true;
      throw new Error("A stack refers to another one.");
    };
    for (const stack of stacks) stack.prepareStack = () => void stack.ensureBackendExists();
    const { resolve } = owner;
    const prepared: Resolve = (value, options) => resolve(value, { ...options, preparing: true });
    try {
      withReplacedFunction(owner, "resolve", prepared, () => super.synth());
    } catch (error) {
      // Whatever became of it on its way out.
      if (!refers) throw error;
      // It tells on which others each stack depends, as it was when it was first asked.
      for (const stack of Object.keys(this.manifest.stacks)) Reflect.deleteProperty(this.manifest.stacks, stack);
    } finally {
      this.onReference = undefined;
      for (const stack of stacks) Reflect.deleteProperty(stack, "prepareStack");
    }
    return !refers;
  }

  /** cdktf asks for it where it makes a reference to another stack ready. */
  public override crossStackReference(fromStack: TerraformStack, toStack: TerraformStack, identifier: string): string {
    this.onReference?.();
    return super.crossStackReference(fromStack, toStack, identifier);
  }
}

function isStack(construct: object): construct is TerraformStack {
  return "prepareStack" in construct && "ensureBackendExists" in construct;
}
