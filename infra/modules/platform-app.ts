/**
 * The app that holds an environment's stacks. cdktf resolves every element once before it writes any, and throws the result away: it
 * is how it finds references from one stack to another, for which it adds outputs. Our stacks have none (they publish and
 * require), so that is left out, a tenth of a synth; an app that has one all the same is synthesized anew as cdktf does.
 */
import { App, type TerraformStack } from "cdktf";

export class PlatformApp extends App {
  /** Whether stacks are written without having been prepared. */
  private isUnprepared = false;
  private isReferenceFound = false;

  public override synth(): void {
    const stacks = this.node.findAll().filter(isPreparable);
    this.isUnprepared = true;
    for (const stack of stacks) stack.prepareStack = () => void stack.ensureBackendExists();
    try {
      super.synth();
      return;
    } catch (error) {
      // Whatever became of the reference on its way out.
      if (!this.isReferenceFound) throw error;
    } finally {
      this.isUnprepared = false;
      for (const stack of stacks) Reflect.deleteProperty(stack, "prepareStack");
    }
    super.synth();
  }

  /** Called for a reference from one stack to what stands in another, when it is resolved. */
  public override crossStackReference(fromStack: TerraformStack, toStack: TerraformStack, identifier: string): string {
    if (this.isUnprepared) {
      this.isReferenceFound = true;
      throw new Error(`'${toStack.node.path}' refers to '${identifier}' of '${fromStack.node.path}'.`);
    }
    return super.crossStackReference(fromStack, toStack, identifier);
  }
}

function isPreparable(construct: object): construct is TerraformStack {
  return "prepareStack" in construct && "ensureBackendExists" in construct;
}
