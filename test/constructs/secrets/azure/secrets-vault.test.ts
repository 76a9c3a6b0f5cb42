import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { SecretsKey } from "../../../../src/constructs/secrets/secrets-key";
import { SecretsVault } from "../../../../src/constructs/secrets/azure/secrets-vault";
import type { SecretsKeyProps } from "../../../../src/constructs/secrets/secrets-key";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { problemsOf } from "../../postgres-db/fixtures";

const GROUP = "11223344-5566-4788-8900-aabbccddeeff";
const PROPS: SecretsKeyProps = {
  environment: "dev",
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
  protected: false,
};

function synthesize(props: Partial<SecretsKeyProps> = {}): Synthesized {
  const stack = azureStack();
  const network = new AzureNetwork(stack, "network", {
    name: "dev",
    region: LOCATION,
    account: SUBSCRIPTION,
    cidr: "10.0.0.0/16",
    zoneCount: 3,
  });
  const key = new SecretsKey(stack, "key", { ...PROPS, network, ...props });
  expect(key.implementation).toBeInstanceOf(SecretsVault);
  expect(key.attributes.keyId).toBe(key.keyId);
  return new Synthesized(stack);
}

describe("the vault of an environment's secrets", () => {
  test("is reached from the network alone, by a name of the network's", () => {
    const made = synthesize();
    expect(made.resource("azurerm_key_vault")).toMatchObject({
      public_network_access_enabled: false,
      network_acls: { default_action: "Deny", bypass: "None" },
    });
    expect(made.resource("azurerm_private_endpoint")).toMatchObject({
      private_service_connection: { subresource_names: ["vault"] },
    });
  });

  test("is reached from the ranges of whoever deploys, where they are named, and from nowhere else", () => {
    expect(synthesize({ deployFrom: ["203.0.113.0/24"] }).resource("azurerm_key_vault")).toMatchObject({
      public_network_access_enabled: true,
      network_acls: { default_action: "Deny", ip_rules: ["203.0.113.0/24"] },
    });
  });

  test("lets in by roles alone; nothing is purged before its time", () => {
    expect(synthesize().resource("azurerm_key_vault")).toMatchObject({
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
      soft_delete_retention_days: 90,
    });
  });

  test.each([true, false])("given protection %s, then Terraform refuses to destroy it, or does not", (isProtected) => {
    const { lifecycle } = synthesize({ protected: isProtected }).resource("azurerm_key_vault");
    expect(lifecycle).toEqual(isProtected ? { prevent_destroy: true } : undefined);
  });

  test("gives the groups that administer the right to put secrets in, each by its id", () => {
    expect(synthesize({ admins: [GROUP] }).resource("azurerm_role_assignment", `key_administrators_${GROUP}`)).toEqual(
      expect.objectContaining({
        principal_id: GROUP,
        principal_type: "Group",
        role_definition_name: "Key Vault Secrets Officer",
      }),
    );
  });

  test("has another name in another location, where one of the same name may wait for its end", () => {
    const nameIn = (region: string): unknown => synthesize({ region }).resource("azurerm_key_vault")["name"];
    expect(nameIn("northeurope")).not.toBe(nameIn(LOCATION));
    expect(nameIn(LOCATION)).toMatch(/^dev-[0-9a-f]{8}$/);
  });

  test.each([["network"], ["accountDetails"]])("without '%s', then it is refused", (missing) => {
    expect(problemsOf(() => synthesize({ [missing]: undefined }))).toMatchObject([{ code: "SECRET_STORE_PLACE" }]);
  });
});
