import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  EncryptionKey,
  type EncryptionKeyProps,
  existingOrNewKey,
} from "../../../../src/constructs/kit/azure/encryption-key";
import { resourceGroupOf } from "../../../../src/constructs/kit/azure/network-place";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { serve } from "../../../../src/rehearsal/protocol/server";
import { Azure, SUBSCRIPTION, TENANT } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { PROGRAM_LIMIT } from "../../../helpers/limits";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION } from "../../azure-stack";

const NETWORK = { name: "dev", region: LOCATION, account: SUBSCRIPTION, cidr: "10.0.0.0/16", zoneCount: 3 };

const propsOn = (network: AzureNetwork): EncryptionKeyProps => ({
  name: "dev-orders",
  use: "databases",
  resourceGroupName: resourceGroupOf(network),
  location: LOCATION,
  subscription: SUBSCRIPTION,
  tenant: TENANT,
  network,
});

function synthesize(props: Partial<EncryptionKeyProps> = {}): Synthesized {
  const stack = azureStack();
  const network = new AzureNetwork(stack, "network", NETWORK);
  new EncryptionKey(stack, "key", { ...propsOn(network), ...props });
  return new Synthesized(stack);
}

describe("a key of our own", () => {
  const vault = (props: Partial<EncryptionKeyProps> = {}) => synthesize(props).resource("azurerm_key_vault");
  const key = (props: Partial<EncryptionKeyProps> = {}) => synthesize(props).resource("azurerm_key_vault_key");

  test("CKV_AZURE_42 CKV_AZURE_110 AZU-0016 comes back when it was deleted, and nobody purges it", () => {
    expect(vault()).toMatchObject({ purge_protection_enabled: true, soft_delete_retention_days: 90 });
  });

  test("CKV_AZURE_109 AZU-0013 lets in nobody but Azure's own services and who is named", () => {
    expect(vault({ deployFrom: ["203.0.113.0/24"] }).network_acls).toEqual({
      bypass: "AzureServices",
      default_action: "Deny",
      ip_rules: ["203.0.113.0/24"],
    });
  });

  test("CKV_AZURE_189 is not public, and reached from named ranges alone", () => {
    expect(vault()).toMatchObject({ public_network_access_enabled: false });
    expect(vault({ deployFrom: ["203.0.113.7/32"] })).toMatchObject({
      public_network_access_enabled: true,
      network_acls: { default_action: "Deny", ip_rules: ["203.0.113.7/32"] },
    });
  });

  test("CKV2_AZURE_32 has a private endpoint", () => {
    expect(synthesize().resource("azurerm_private_endpoint")).toMatchObject({
      private_service_connection: { private_connection_resource_id: "${azurerm_key_vault.key_vault.id}" },
    });
  });

  test("CKV_AZURE_112 lies in a hardware security module", () => {
    expect(vault()).toMatchObject({ sku_name: "premium" });
    expect(key()).toMatchObject({ key_type: "RSA-HSM", key_size: 3072 });
  });

  test("CKV_AZURE_40 AZU-0014 ends, and is renewed a year before", () => {
    expect(key()).toMatchObject({
      expiration_date: '${timeadd(timestamp(), "17520h")}',
      rotation_policy: { automatic: { time_after_creation: "P365D" }, expire_after: "P730D" },
    });
  });

  test("has roles in place of access policies, given and in force before it is made", () => {
    const made = synthesize();
    expect(made.resource("azurerm_key_vault")).toMatchObject({ rbac_authorization_enabled: true });
    expect(made.resource("azurerm_role_assignment", "key_officer")).toMatchObject({
      role_definition_name: "Key Vault Crypto Officer",
    });
    expect(made.resource("azurerm_role_assignment", "key_user")).toMatchObject({
      role_definition_name: "Key Vault Crypto Service Encryption User",
      principal_id: "${azurerm_user_assigned_identity.key_identity.principal_id}",
    });
    expect(made.resource("terraform_data")).toMatchObject({
      triggers_replace: "${azurerm_role_assignment.key_officer.id},${azurerm_role_assignment.key_user.id}",
    });
    expect(made.resource("azurerm_key_vault_key").depends_on).toContain("terraform_data.key_roles-settled");
  });

  test("of two uses of one name are two vaults", () => {
    expect(vault({ use: "databases" }).name).not.toBe(vault({ use: "disks" }).name);
  });

  test("that is protected is not destroyed, and neither is its vault", () => {
    for (const one of [vault({ protected: true }), key({ protected: true })]) {
      expect(one.lifecycle).toMatchObject({ prevent_destroy: true });
    }
    expect(vault().lifecycle).toBeUndefined();
  });

  test("waits for its roles nowhere but at Azure", () => {
    const [wait] = synthesize().resource("terraform_data").provisioner as [{ "local-exec": { command: string } }];
    const { command } = wait["local-exec"];
    const run = (env: Readonly<Record<string, string>>) =>
      spawnSync("bash", ["-c", `sleep() { echo "slept $1"; }; ${command.replaceAll("$$", "$")}`], {
        encoding: "utf8",
        timeout: PROGRAM_LIMIT,
        env,
      });

    expect(run({})).toMatchObject({ status: 0, stdout: "slept 60\n" });
    expect(run({ TF_REATTACH_PROVIDERS: "{}" })).toMatchObject({ status: 0, stdout: "" });
  });

  test("that exists is taken with the identity that may use it, and nothing is made", () => {
    const stack = azureStack();
    const network = new AzureNetwork(stack, "network", NETWORK);
    const existing = { keyId: "https://own.vault.azure.net/keys/platform", identityId: "/subscriptions/x" };
    const made = new Synthesized(stack).json;

    expect(existingOrNewKey(stack, "key", existing, propsOn(network))).toEqual({ ...existing, ready: [] });

    expect(new Synthesized(stack).json).toEqual(made);
  });

  test("is made by the real Terraform, planned again without a change, gone, and comes back as it was", async () => {
    const azure = new Azure(new MemoryWorld());
    const served = await serve(azure.handlers);
    const folder = new TerraformFolder([served]);
    const apply = async (): Promise<void> => {
      const made = await folder.run("apply", "-auto-approve");
      expect(made.stderr).toBe("");
    };
    try {
      writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(synthesize().json));
      await folder.mustRun("init");
      await apply();
      expect(azure.ids("azurerm_key_vault_key")).toHaveLength(1);
      const second = await folder.run("plan", "-detailed-exitcode");
      expect(second.stdout).toContain("No changes.");
      await folder.mustRun("destroy", "-auto-approve");
      await apply();
    } finally {
      await served.close();
      folder.remove();
    }
  });
});
