/** What the simulated Azure refuses of identities and roles, in the words of the API or of the provider. */
import { refusal } from "../../aws/support";
import { Azure, GROUP, SUBSCRIPTION } from "../support";

describe("identities and roles", () => {
  test("a principal that is not there yet is refused; users and groups are the directory's", async () => {
    const azure = await Azure.open();
    const unknown = "aaaaaaaa-2222-4333-a444-555555555555";
    expect(await refusal(azure.assign("Reader", GROUP, unknown))).toContain("PrincipalNotFound");

    const { principal_id } = await azure.identity("app");
    const made = await azure.assign("Reader", GROUP, principal_id);
    expect(made).toMatchObject({ principal_type: "ServicePrincipal", role_definition_name: "Reader" });
    expect(made.role_definition_id).toBe(
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
    );
    expect(await refusal(azure.assign("Reader", GROUP, principal_id))).toContain("RoleAssignmentExists");
    await azure.make("azurerm_role_assignment", {
      scope: GROUP,
      role_definition_name: "Reader",
      principal_id: unknown,
      principal_type: "Group",
    });
  });

  test("a principal whose identity is gone is there no more", async () => {
    const azure = await Azure.open();
    const identity = await azure.identity("app");
    await azure.destroy("azurerm_user_assigned_identity", identity);
    expect(await refusal(azure.assign("Reader", GROUP, identity.principal_id))).toContain("PrincipalNotFound");
  });

  test("an identity takes an issuer and a subject once", async () => {
    const azure = await Azure.open();
    const { id } = await azure.identity("app");
    const federate = (name: string, subject: string) =>
      azure.make("azurerm_federated_identity_credential", {
        name,
        resource_group_name: "dev",
        parent_id: id,
        audience: ["api://AzureADTokenExchange"],
        issuer: "https://issuer.example.com/",
        subject,
      });
    await federate("one", "system:serviceaccount:shop:app");
    expect(await refusal(federate("two", "system:serviceaccount:shop:app"))).toContain("combination already exists");
    await federate("two", "system:serviceaccount:shop:other");
  });
});
