/** Where an environment's cluster runs, and which implementation serves which contract there. */
import type { Construct, IConstruct } from "constructs";
import { JangadaError } from "../errors";
import type { AttributeShape, Contract, Implementation } from "./contract";

export type TargetName = "aks" | "eks" | "kubeadm";

/** Loads an implementation when it is first asked for, so that nobody pays for bindings that they do not use. */
export type ImplementationLoader = () => Implementation<never, IConstruct, AttributeShape>;

const TARGET = Symbol.for("jangada.Target");

export abstract class Target {
  /** Makes `target` the one that every contract below `scope` takes its implementation from. */
  public static use<T extends Target>(scope: IConstruct, target: T): T {
    Object.defineProperty(scope, TARGET, { value: target, configurable: true });
    return target;
  }

  /**
   * The target of the nearest scope that has one.
   * @throws JangadaError NO_TARGET if none has.
   */
  public static of(scope: IConstruct): Target {
    for (const ancestor of [...scope.node.scopes].reverse()) {
      const target = (ancestor as { [TARGET]?: Target })[TARGET];
      if (target) return target;
    }
    throw new JangadaError({
      code: "NO_TARGET",
      message: `Nothing above '${scope.node.path}' says which target it is built for.`,
      place: { construct: scope.node.path },
      remedy: 'Call Target.use(stack, new AwsTarget({ … })) on its stack first; AwsTarget comes from "jangada/aws".',
    });
  }

  public abstract readonly name: TargetName;
  /** Implementations by contract name; the one place where a target registers them. */
  protected abstract readonly implementations: { readonly [contract: string]: ImplementationLoader };

  /**
   * How this target serves a contract.
   * @throws JangadaError TARGET_CANNOT if it does not.
   */
  public implementation<P, I extends IConstruct, S extends AttributeShape>(
    contract: Contract<P, I, S>,
    scope?: Construct,
  ): Implementation<P, I, S> {
    const load = this.implementations[contract.name];
    if (!load) {
      throw new JangadaError({
        code: "TARGET_CANNOT",
        message: `The target '${this.name}' has no implementation of '${contract.name}'.`,
        ...(scope ? { place: { construct: scope.node.path } } : {}),
        remedy: `Leave it out, or choose a target that has one. '${this.name}' serves: ${Object.keys(this.implementations).sort().join(", ")}.`,
      });
    }
    return load() as unknown as Implementation<P, I, S>;
  }

  /** Whether this target serves a contract. */
  public serves(contract: { readonly name: string }): boolean {
    return contract.name in this.implementations;
  }
}
