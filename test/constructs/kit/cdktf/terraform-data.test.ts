import { TerraformStack, Testing } from "cdktf";
import { TerraformData } from "../../../../src/constructs/kit/cdktf/terraform-data";

function synthesized(make: (stack: TerraformStack) => void): object {
  const stack = new TerraformStack(Testing.app(), "stack");
  make(stack);
  const { resource } = JSON.parse(Testing.synth(stack)) as { resource: { terraform_data: object } };
  return resource.terraform_data;
}

describe("TerraformData", () => {
  test("given inputs and triggers, when the stack is synthesized, then terraform_data carries them", () => {
    const data = synthesized((stack) => {
      new TerraformData(stack, "names", {
        input: { a: "b" },
        triggersReplace: { engine: "17" },
        lifecycle: { preventDestroy: true },
      });
    });
    expect(data).toEqual({
      names: expect.objectContaining({
        input: { a: "b" },
        triggers_replace: { engine: "17" },
        lifecycle: { prevent_destroy: true },
      }),
    });
  });

  test("given another resource that reads its id, when the stack is synthesized, then it refers to it", () => {
    const data = synthesized((stack) => {
      const life = new TerraformData(stack, "life");
      new TerraformData(stack, "reader", { input: life.id });
    });
    expect(data).toMatchObject({ reader: { input: "${terraform_data.life.id}" } });
  });

  test("given no Terraform on the PATH, when it is validated, then there is nothing to say", () => {
    const data = new TerraformData(new TerraformStack(Testing.app(), "stack"), "names");
    const before = process.env["PATH"];
    process.env["PATH"] = "";
    try {
      expect(data.node.validate()).toEqual([]);
    } finally {
      process.env["PATH"] = before;
    }
  });
});
