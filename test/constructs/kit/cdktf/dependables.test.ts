import { DataResource, TerraformStack, Testing } from "cdktf";
import { Construct, DependencyGroup } from "constructs";
import { terraformDependables } from "../../../../src/constructs/kit/cdktf/dependables";

const stack = new TerraformStack(Testing.app(), "stack");
const single = new DataResource(stack, "single", {});
const composed = new Construct(stack, "composed");
const inside = new DataResource(new Construct(composed, "deep"), "inside", {});

describe("terraformDependables", () => {
  test("takes resources as they are, and every resource inside of a construct or a group", () => {
    expect(terraformDependables([single, composed])).toEqual([single, inside]);
    expect(terraformDependables([new DependencyGroup(single, composed)])).toEqual([single, inside]);
  });

  test("names nothing twice, and finds nothing in what holds no resource", () => {
    expect(terraformDependables([single, single])).toEqual([single]);
    expect(terraformDependables([new Construct(stack, "empty")])).toEqual([]);
  });
});
