/** Where an environment's cluster runs, and which implementation serves which contract there. */
import type { Construct, IConstruct } from "constructs";
import { JangadaError } from "../errors";
import type { AttributeShape, Contract, Implementation, ImplementationLoader } from "./contract";
import type { TargetName } from "./target-name";

export type { TargetName } from "./target-name";

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
    const target = Target.find(scope);
    if (target) return target;
    throw new JangadaError({
      code: "NO_TARGET",
      message: `Nothing above '${scope.node.path}' says which target it is built for.`,
      place: { construct: scope.node.path },
      remedy:
        "Call Target.use(stack, target) on its stack first; each cloud's entry of the package exports its target.",
    });
  }

  /** The same; undefined if none has. */
  public static find(scope: IConstruct): Target | undefined {
    for (const ancestor of [...scope.node.scopes].reverse()) {
      const target = (ancestor as { [TARGET]?: Target })[TARGET];
      if (target) return target;
    }
    return undefined;
  }

  public abstract readonly name: TargetName;

  /**
   * How this target serves a contract.
   * @throws JangadaError TARGET_CANNOT if it does not.
   */
  public implementation<P, I extends IConstruct, S extends AttributeShape>(
    contract: Contract<P, I, S>,
    scope?: Construct,
  ): Implementation<P, I, S> {
    const load = this.loaderOf(contract);
    if (load) return load();
    const able = Object.keys(contract.implementations).sort();
    throw new JangadaError({
      code: "TARGET_CANNOT",
      message: `The target '${this.name}' has no implementation of '${contract.name}'.`,
      ...(scope ? { place: { construct: scope.node.path } } : {}),
      remedy:
        able.length > 0
          ? `Leave it out, or choose a target that has one: ${able.join(", ")}.`
          : "Leave it out: no target of this version has one.",
    });
  }

  /** Whether this target serves a contract. */
  public serves<P, I extends IConstruct, S extends AttributeShape>(contract: Contract<P, I, S>): boolean {
    return this.loaderOf(contract) !== undefined;
  }

  /** The contract says it; nothing is loaded. */
  protected loaderOf<P, I extends IConstruct, S extends AttributeShape>(
    contract: Contract<P, I, S>,
  ): ImplementationLoader<P, I, S> | undefined {
    return contract.implementations[this.name];
  }
}
