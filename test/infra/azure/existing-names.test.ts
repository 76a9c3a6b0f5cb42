/** What exists by name, as Terraform finds it: nothing in an empty subscription, and only what carries the tag. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformOutput } from "cdktf";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { existingNames } from "../../../infra/azure/existing-names";
import { serve } from "../../../src/rehearsal/protocol/server";
import { Synthesized } from "../../constructs/aws-stack";
import { azureStack } from "../../constructs/azure-stack";
import { Azure } from "../../providers/azurerm/support";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../rehearsal/protocol/support/terraform";

test("only what is a named thing of the environment is found", async () => {
  const azure = await Azure.open({}, new MemoryWorld());
  const served = await serve(azure.handlers);
  const folder = new TerraformFolder([served]);
  const stack = azureStack();
  const asked = Object.assign(stack, { environment: { facts: { name: "dev" } } }) as unknown as EnvironmentStack;
  new TerraformOutput(stack, "found", { value: `\${${existingNames(asked)}}` });
  writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(new Synthesized(stack).json));
  const found = async (): Promise<unknown> => {
    await folder.mustRun("apply", "-auto-approve");
    return JSON.parse((await folder.mustRun("output", "-json", "found")).stdout) as unknown;
  };
  try {
    await folder.mustRun("init");
    expect(await found()).toEqual([]);

    const named = { environment: "dev", "jangada:named": "databases.orders" };
    await azure.inGroup("azurerm_user_assigned_identity", { name: "named", tags: named });
    await azure.inGroup("azurerm_user_assigned_identity", { name: "plain", tags: { environment: "dev" } });
    await azure.inGroup("azurerm_user_assigned_identity", { name: "prod", tags: { ...named, environment: "prod" } });

    expect(await found()).toEqual(["databases.orders"]);
  } finally {
    await served.close();
    folder.remove();
  }
});
