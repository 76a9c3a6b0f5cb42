/** What the simulated Azure refuses of key vaults, and what is in them, in the words of the API or of the provider. */
import { refusal } from "../../aws/support";
import { Azure, GROUP, REGION, TENANT } from "../support";

const LOCATED = { resource_group_name: "dev", location: REGION };

describe("Key Vault", () => {
  const VAULT = {
    ...LOCATED,
    name: "dev-vault",
    sku_name: "standard",
    tenant_id: TENANT,
    rbac_authorization_enabled: true,
  };

  test("with purge protection the name stays taken, but comes back where it was", async () => {
    const azure = await Azure.open();
    const given = { ...VAULT, purge_protection_enabled: true };
    const vault = await azure.make("azurerm_key_vault", given);
    expect(await refusal(azure.make("azurerm_key_vault", VAULT, vault))).toContain("not possible to disable it");
    await azure.destroy("azurerm_key_vault", vault);

    await azure.make("azurerm_resource_group", { name: "other", location: REGION });
    expect(await refusal(azure.make("azurerm_key_vault", { ...given, resource_group_name: "other" }))).toContain(
      "VaultAlreadyExists",
    );
    await azure.configure({ features: [{ key_vault: [{ recover_soft_deleted_key_vaults: false }] }] });
    expect(await refusal(azure.make("azurerm_key_vault", given))).toContain("existing soft-deleted Key Vault exists");
    await azure.configure({});
    await azure.make("azurerm_key_vault", given);
    expect(azure.ids("azurerm_key_vault")).toEqual([vault.id]);
  });

  test("without it the provider purges, and nothing is left", async () => {
    const azure = await Azure.open();
    await azure.destroy("azurerm_key_vault", await azure.make("azurerm_key_vault", VAULT));
    expect(azure.ids("azurerm_key_vault")).toEqual([]);
  });

  test("who makes a key needs a role of the vault's data, before it", async () => {
    const azure = await Azure.open();
    const vault = await azure.make("azurerm_key_vault", VAULT);
    const key = { name: "data", key_vault_id: vault.id, key_type: "RSA", key_size: 3072, key_opts: ["wrapKey"] };

    expect(await refusal(azure.make("azurerm_key_vault_key", key))).toContain("Caller is not authorized");
    const me = await azure.data("azurerm_client_config");
    await azure.assign("Key Vault Crypto Officer", GROUP, me.object_id);
    const made = await azure.make("azurerm_key_vault_key", key);
    expect(made.versionless_id).toBe("https://dev-vault.vault.azure.net/keys/data");
    expect(made.resource_versionless_id).toBe(`${String(vault.id)}/keys/data`);
  });

  test("a secret's new value is a new version, under the same name", async () => {
    const azure = await Azure.open();
    const vault = await azure.make("azurerm_key_vault", { ...VAULT, rbac_authorization_enabled: false });
    const secret = { name: "token", key_vault_id: vault.id, value: "one" };
    const first = await azure.make("azurerm_key_vault_secret", secret);
    const second = await azure.make("azurerm_key_vault_secret", { ...secret, value: "two" }, first);

    expect(second.version).not.toBe(first.version);
    expect(second.versionless_id).toBe(first.versionless_id);
    expect(azure.ids("azurerm_key_vault_secret")).toEqual([second.id]);
  });

  test("a key that is not there is named in vain", async () => {
    const azure = await Azure.open();
    await azure.make("azurerm_key_vault", VAULT);
    const set = {
      ...LOCATED,
      name: "disks",
      key_vault_key_id: "https://dev-vault.vault.azure.net/keys/none",
      identity: [{ type: "SystemAssigned" }],
    };
    expect(await refusal(azure.make("azurerm_disk_encryption_set", set))).toContain("KeyNotFound");
  });
});
