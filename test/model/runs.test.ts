/** One contract, two places to run. */
import { App, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { AttributesOf, Implementation } from "../../src/model/contract";
import { byRuns, type Runs } from "../../src/model/runs";

type Shape = { readonly runs: "string"; readonly name: "string" };
interface Service extends IConstruct {
  readonly how: string;
}
class Named extends Construct implements Service {
  constructor(
    scope: Construct,
    id: string,
    public readonly how: string,
  ) {
    super(scope, id);
  }
}

const service = (how: string): Implementation<{ readonly runs: Runs }, Service, Shape> => ({
  create: (scope, id) => new Named(scope, id, `${how} made`),
  fromAttributes: (scope, id, { name }) => new Named(scope, id, `${how} of ${name}`),
});
const both = byRuns("message-broker", { managed: () => service("managed"), "in-cluster": () => service("in cluster") });
const attributes = (runs: string): AttributesOf<Shape> => ({ runs, name: "main" });
const newScope = (): Construct => new TerraformStack(new App(), "dev-data");

test("given props, then the implementation is the one that they name", () => {
  const scope = newScope();
  expect(both.create(scope, "a", { runs: "managed" }).how).toBe("managed made");
  expect(both.create(scope, "b", { runs: "in-cluster" }).how).toBe("in cluster made");
});

test("given what was published, then so", () => {
  const scope = newScope();
  expect(both.fromAttributes(scope, "a", attributes("managed")).how).toBe("managed of main");
  expect(both.fromAttributes(scope, "b", attributes("in-cluster")).how).toBe("in cluster of main");
});

test.each(["managed", "toString"])("given one that the target lacks (%s), then it is told which it has", (runs) => {
  const inCluster = byRuns("message-broker", { "in-cluster": () => service("in cluster") });
  expect(() => inCluster.fromAttributes(newScope(), "a", attributes(runs))).toThrow(
    expect.objectContaining({
      problems: [expect.objectContaining({ code: "TARGET_CANNOT", remedy: "Write one of: in-cluster." })],
    }) as Error,
  );
});
