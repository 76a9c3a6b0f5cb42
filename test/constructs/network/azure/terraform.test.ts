/** The network of Azure as the real Terraform makes it in a simulated subscription, and takes it away again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { serve, type ServedProvider } from "../../../../src/rehearsal/protocol/server";
import { Azure, SUBSCRIPTION } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION } from "../../azure-stack";

describe("the network under the real Terraform", () => {
  let azure: Azure;
  let served: ServedProvider;
  let folder: TerraformFolder;

  beforeEach(async () => {
    azure = new Azure(new MemoryWorld());
    served = await serve(azure.handlers);
    folder = new TerraformFolder([served]);
  });

  afterEach(async () => {
    await served.close();
    folder.remove();
  });

  const write = (cidr = "10.0.0.0/16", tenant?: string): void => {
    const stack = azureStack();
    new AzureNetwork(stack, "network", { name: "dev", region: LOCATION, account: SUBSCRIPTION, cidr, zoneCount: 3 });
    const text = JSON.stringify(new Synthesized(stack).json);
    const asked =
      tenant === undefined
        ? text
        : text.replace(/self\.tenant_id\) == \\"[0-9a-f-]+/, `self.tenant_id) == \\"${tenant}`);
    writeFileSync(join(folder.path, "main.tf.json"), asked);
  };

  test("is made, planned again without a change, and gone", async () => {
    write();
    await folder.mustRun("init");

    const made = await folder.run("apply", "-auto-approve");

    expect(made.stderr).toBe("");
    expect(made.status).toBe(0);
    expect(azure.ids("azurerm_subnet")).toHaveLength(5);
    const second = await folder.run("plan", "-detailed-exitcode");
    expect(second.stdout).toContain("No changes.");
    await folder.mustRun("destroy", "-auto-approve");
    expect(azure.world.list()).toEqual([]);
  });

  test("a subscription of another tenant than the file names fails the plan", async () => {
    write("10.0.0.0/16", "00000000-2222-4333-a444-555555555555");
    await folder.mustRun("init");

    const { status, stderr } = await folder.run("plan");

    expect(status).toBe(1);
    expect(stderr.replace(/[│\s]+/g, " ")).toContain("is not of the tenant");
    expect(azure.world.list()).toEqual([]);
  });
});
