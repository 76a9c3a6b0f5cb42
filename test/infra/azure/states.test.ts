/** States in a storage account: where each is, by whose credentials, and the account itself under the real Terraform. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { azurermStates, keyOf } from "../../../infra/azure/states";
import { StateBucket } from "../../../src/constructs/state-bucket/contract";
import { serve } from "../../../src/rehearsal/protocol/server";
import { Synthesized } from "../../constructs/aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../constructs/azure-stack";
import { Azure } from "../../providers/azurerm/support";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../rehearsal/protocol/support/terraform";

const STATE = { backend: "azurerm", storageAccount: "statesofdev" } as const;
const OWNER = { stackName: "dev-network", region: LOCATION, account: SUBSCRIPTION, accountDetails: { tenant: TENANT } };

test("a stack's state is a blob of its name, reached by Entra ID in the environment's subscription and tenant", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  azurermStates.configureBackend(stack, { ...STATE, prefix: "platform/" }, OWNER);
  const { terraform } = new Synthesized(stack).json as unknown as { terraform: { backend: unknown } };

  expect(terraform.backend).toEqual({
    azurerm: {
      storage_account_name: "statesofdev",
      container_name: "tfstate",
      key: "platform/dev-network/terraform.tfstate",
      use_azuread_auth: true,
      subscription_id: SUBSCRIPTION,
      tenant_id: TENANT,
    },
  });
});

test.each([
  [undefined, "dev-network/terraform.tfstate"],
  ["a", "a/dev-network/terraform.tfstate"],
  ["a/b/", "a/b/dev-network/terraform.tfstate"],
])("with the prefix %s it is %s", (prefix, expected) => {
  expect(keyOf({ ...STATE, ...(prefix ? { prefix } : {}) }, "dev-network")).toBe(expected);
});

test("the account is made, planned again without a change, and not destroyed", async () => {
  const azure = new Azure(new MemoryWorld());
  const served = await serve(azure.handlers);
  const folder = new TerraformFolder([served]);
  const stack = azureStack();
  const { name: bucket, region, container } = azurermStates.bootstrap.storage(STATE, LOCATION);
  new StateBucket(stack, "state-bucket", {
    bucket,
    region,
    account: SUBSCRIPTION,
    ...(container ? { container } : {}),
  });
  const made = new Synthesized(stack);
  writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(made.json));
  try {
    await folder.mustRun("init");
    const applied = await folder.run("apply", "-auto-approve");

    expect(applied.stderr).toBe("");
    expect((await folder.run("plan", "-detailed-exitcode")).stdout).toContain("No changes.");
    expect((await folder.run("destroy", "-auto-approve")).status).toBe(1);
    expect(azure.ids("azurerm_storage_account")).toHaveLength(1);
    expect(made.resource("azurerm_storage_account")).toMatchObject({
      shared_access_key_enabled: false,
      allow_nested_items_to_be_public: false,
      min_tls_version: "TLS1_2",
      blob_properties: { versioning_enabled: true },
    });
  } finally {
    await served.close();
    folder.remove();
  }
});
