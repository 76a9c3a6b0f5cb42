/** PostgreSQL in the cluster on AKS: the same objects, and beneath their backups Azure's own store and identities. */
import type { WorldObject } from "../../src/rehearsal/world/world";
import { expectValidCustomResource, isCustom } from "../helpers/crd";
import { addressesOf, objectsOf, ORDERS, RESTORED, SHARED_ADDRESSES } from "../helpers/databases-in-cluster";
import { byAction, expectAllOk, RehearsedProject } from "../helpers/project";

const withDatabases = (...databases: readonly object[]): string =>
  JSON.stringify({
    name: "dev",
    target: "aks",
    profile: "minimal",
    owner: "platform-team",
    azure: {
      subscription: "11111111-2222-4333-a444-555555555555",
      tenant: "99999999-2222-4333-a444-555555555555",
      location: "westeurope",
      admins: ["11223344-5566-4788-8900-aabbccddeeff"],
    },
    databases,
    ingress: { host: "dev.example.org" },
  });

/** Terraform's addresses of what AWS has in other resources. */
const ADDRESSES: readonly string[] = [
  "azurerm_federated_identity_credential.databases_orders_identity_role_pods_postgres-dev-orders",
  "azurerm_key_vault.databases_Backups_key_vault",
  "azurerm_key_vault_key.databases_Backups_key",
  "azurerm_monitor_diagnostic_setting.databases_Backups_access-logging",
  "azurerm_private_endpoint.databases_Backups_endpoint",
  "azurerm_private_endpoint.databases_Backups_key_endpoint",
  "azurerm_role_assignment.databases_Backups_key_officer",
  "azurerm_role_assignment.databases_Backups_key_user",
  "azurerm_role_assignment.databases_orders_identity_role_objects-unnamed",
  "azurerm_storage_account.databases_Backups",
  "azurerm_storage_container.databases_Backups_container",
  "azurerm_storage_management_policy.databases_Backups_lifecycle",
  "azurerm_user_assigned_identity.databases_Backups_key_identity",
  "azurerm_user_assigned_identity.databases_orders_identity_role",
  "terraform_data.databases_Backups_key_roles-settled",
];

describe("given a deployed dev with a server of three nodes and a pooler in the cluster", () => {
  let project: RehearsedProject;
  const attributesOf = (type: string, matches: (object: WorldObject) => boolean): WorldObject["attributes"] => {
    const [only, ...others] = project.simulation.world.list(type).filter(matches);
    expect([type, others]).toEqual([type, []]);
    return only?.attributes ?? {};
  };

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withDatabases(ORDERS) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("its addresses are these", async () => {
    expect(await addressesOf(project, "dev")).toEqual([...ADDRESSES, ...SHARED_ADDRESSES].sort());
  });

  test("every custom resource is valid by its definition", async () => {
    const custom = (await objectsOf(project, "dev")).filter((object) => isCustom(object));
    expect(custom.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["Cluster", "ObjectStore", "ScheduledBackup", "Pooler", "ImageCatalog", "Certificate"]),
    );
    for (const object of custom) expectValidCustomResource(object);
  });

  test("its pods reach the container of the backups by an identity of their own, and by no key", async () => {
    const objects = await objectsOf(project, "dev");
    const container = attributesOf(
      "azurerm_storage_container",
      ({ attributes }) => attributes["name"] === "dev-databases",
    );
    const account = attributesOf("azurerm_storage_account", ({ id }) => id === container["storage_account_id"]);
    const identity = attributesOf("azurerm_user_assigned_identity", ({ id }) =>
      id.endsWith("/dev-postgres-dev-orders"),
    );

    expect(objects.find(({ kind }) => kind === "ObjectStore")?.["spec"]).toMatchObject({
      configuration: {
        destinationPath: `https://${String(account["name"])}.blob.core.windows.net/dev-databases`,
        azureCredentials: { inheritFromAzureAD: true },
      },
    });
    // Azure's webhook gives a token to pods with this label, for the identity that their service account names.
    expect(objects.find(({ kind }) => kind === "Cluster")?.["spec"]).toMatchObject({
      inheritedMetadata: { labels: { "azure.workload.identity/use": "true" } },
      serviceAccountTemplate: {
        metadata: { annotations: { "azure.workload.identity/client-id": identity["client_id"] } },
      },
    });
    // CloudNativePG calls the service account of a server's pods as the server.
    expect(
      attributesOf(
        "azurerm_federated_identity_credential",
        ({ attributes }) => attributes["parent_id"] === identity["id"],
      ),
    ).toMatchObject({ subject: "system:serviceaccount:postgres:dev-orders" });
    expect(
      attributesOf(
        "azurerm_role_assignment",
        ({ attributes }) => attributes["principal_id"] === identity["principal_id"],
      ),
    ).toMatchObject({ role_definition_name: "Storage Blob Data Contributor", scope: container["id"] });
    expect(account).toMatchObject({ shared_access_key_enabled: false, public_network_access_enabled: false });
  });

  test("another one is made of its backups, beside it, and nothing of it changes", async () => {
    project.write("dev", withDatabases(ORDERS, RESTORED));
    const made = await project.deploy("dev");
    expectAllOk(made);
    const { create = [], ...others } = byAction(made);
    expect(create).toContain("helm_release.databases_orders-before");
    expect(Object.values(others).flat()).not.toContain("helm_release.databases_orders");
    const runs = await project.plan("dev");
    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("all of it goes again but vaults and their keys, which Azure keeps", async () => {
    expectAllOk(await project.destroy("dev"));
    const left = project.simulation.world.list().filter(({ attributes }) => attributes["retained"] !== true);
    expect(left.map(({ type, id }) => `${type} ${id}`)).toEqual([]);
  });
});
