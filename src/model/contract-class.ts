/**
 * The public class of a contract: `new Network(scope, "network", props)` builds what the target of its scope has for it, as its
 * child `Default`, and is it: whatever the contract's interface has, it hands on.
 */
import { Construct, type IConstruct } from "constructs";
import type { AttributeShape, AttributesOf, Contract } from "./contract";
import { Target } from "./target";

/** What an instance has beyond every construct. */
type Member<Instance> = Exclude<keyof Instance, keyof IConstruct>;

/** Names every member, once: one that is forgotten does not compile. */
export type MembersOf<Instance> = { readonly [M in Member<Instance>]: true };

export interface ContractClass<Props, Instance extends IConstruct, Shape extends AttributeShape> {
  /**
   * @throws JangadaError NO_TARGET if nothing above the scope says which target it is built for; TARGET_CANNOT if that has no
   * implementation; and what the implementation throws.
   */
  new (
    scope: Construct,
    id: string,
    props: Props,
  ): Construct &
    Instance & {
      /** What the target has for it; its L1 resources are readonly fields of it. */
      readonly implementation: Instance;
    };
  /**
   * Adopts one that exists, or that another stack made. Makes no resources.
   * @throws JangadaError NO_TARGET, TARGET_CANNOT
   */
  fromExisting(scope: Construct, id: string, attributes: AttributesOf<Shape>): Instance;
}

export function contractClass<Props, Instance extends IConstruct, Shape extends AttributeShape>(
  contract: Contract<Props, Instance, Shape>,
  members: MembersOf<Instance>,
): ContractClass<Props, Instance, Shape> {
  class OnTarget extends Construct {
    public static fromExisting(scope: Construct, id: string, attributes: AttributesOf<Shape>): Instance {
      return Target.of(scope).implementation(contract, scope).fromAttributes(scope, id, attributes);
    }

    public readonly implementation: Instance;

    constructor(scope: Construct, id: string, props: Props) {
      super(scope, id);
      this.implementation = Target.of(this).implementation(contract, this).create(this, "Default", props);
      this.node.defaultChild = this.implementation.node.defaultChild;
    }
  }
  for (const name of Object.keys(members) as Member<Instance>[]) {
    Object.defineProperty(OnTarget.prototype, name, {
      configurable: true,
      get(this: OnTarget): unknown {
        const member: unknown = this.implementation[name];
        return typeof member === "function" ? (member as () => unknown).bind(this.implementation) : member;
      },
    });
  }
  return OnTarget as unknown as ContractClass<Props, Instance, Shape>;
}
