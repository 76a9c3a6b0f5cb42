import { App, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { defineContract, type Implementations, type ImplementationLoader } from "../../src/model/contract";
import { contractClass } from "../../src/model/contract-class";
import { Target } from "../../src/model/target";

interface Props {
  readonly greeting: string;
}

interface IGreeter extends IConstruct {
  readonly greeting: string;
  greet(name: string): string;
}

class Greeter extends Construct implements IGreeter {
  public greeting: string;
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.greeting = props.greeting;
    this.node.defaultChild = new Construct(this, "inner");
  }
  public greet(name: string): string {
    return `${this.greeting}, ${name}`;
  }
}

const SHAPE = { greeting: "string" } as const;
const load = () => ({
  create: (scope: Construct, id: string, props: Props) => new Greeter(scope, id, props),
  fromAttributes: (scope: Construct, id: string, { greeting }: Props) => new Greeter(scope, id, { greeting }),
});

class OneTarget extends Target {
  public readonly name = "kubeadm";
}

function on(implementations: Implementations<Props, IGreeter, typeof SHAPE>) {
  const contract = defineContract<Props, IGreeter, typeof SHAPE>("greeter", SHAPE, implementations);
  class Public extends contractClass(contract, { greeting: true, greet: true }) {}
  const stack = new TerraformStack(new App(), "stack");
  return { Public, stack };
}

const serving: ImplementationLoader<Props, IGreeter, typeof SHAPE> = load;

test("it is what the target has for it, as its child Default", () => {
  const { Public, stack } = on({ kubeadm: serving });
  Target.use(stack, new OneTarget());
  const greeter = new Public(stack, "greeter", { greeting: "Hello" });
  expect(greeter.implementation.node.path).toBe("stack/greeter/Default");
  expect(greeter.node.defaultChild).toBe(greeter.implementation.node.defaultChild);
  expect(greeter.greeting).toBe("Hello");
});

test("its methods work by themselves, and its values are those of now", () => {
  const { Public, stack } = on({ kubeadm: serving });
  Target.use(stack, new OneTarget());
  const greeter = new Public(stack, "greeter", { greeting: "Hello" });
  const { greet } = greeter;
  expect(greet("you")).toBe("Hello, you");
  (greeter.implementation as Greeter).greeting = "Bye";
  expect([greeter.greeting, greeter.greet("you")]).toEqual(["Bye", "Bye, you"]);
});

test("one that exists is adopted", () => {
  const { Public, stack } = on({ kubeadm: serving });
  Target.use(stack, new OneTarget());
  expect(Public.fromExisting(stack, "adopted", { greeting: "Hi" }).greet("you")).toBe("Hi, you");
});

test("without a target, and with one that cannot, it says so by name", () => {
  const { Public, stack } = on({});
  expect(() => new Public(stack, "a", { greeting: "Hello" })).toThrow("NO_TARGET");
  Target.use(stack, new OneTarget());
  expect(() => new Public(stack, "b", { greeting: "Hello" })).toThrow("no implementation of 'greeter'");
});
