/** What the simulated Azure refuses of storage accounts, in the words of the API or of the provider. */
import { refusal } from "../../aws/support";
import { Azure, type Given, REGION } from "../support";

const LOCATED = { resource_group_name: "dev", location: REGION };

describe("storage", () => {
  const ACCOUNT = { ...LOCATED, name: "devaccount", account_tier: "Standard", account_replication_type: "RAGZRS" };

  test("an account can be read in a second region where it is replicated for that", async () => {
    const azure = await Azure.open();
    const account = await azure.make("azurerm_storage_account", ACCOUNT);
    expect(account).toMatchObject({
      primary_blob_endpoint: "https://devaccount.blob.core.windows.net/",
      primary_dfs_host: "devaccount.dfs.core.windows.net",
      secondary_blob_endpoint: "https://devaccount-secondary.blob.core.windows.net/",
      secondary_file_endpoint: "",
    });
  });

  test("what does not go together is refused", async () => {
    const azure = await Azure.open();
    const make = (given: Given) => azure.make("azurerm_storage_account", { ...ACCOUNT, ...given });
    expect(await refusal(make({ account_tier: "Premium" }))).toContain("LRS or ZRS");
    expect(await refusal(make({ is_hns_enabled: true, blob_properties: [{ versioning_enabled: true }] }))).toContain(
      "hierarchical namespace",
    );
    const account = await make({ allow_nested_items_to_be_public: false });
    const container = { name: "open", storage_account_id: account.id, container_access_type: "blob" };
    expect(await refusal(azure.make("azurerm_storage_container", container))).toContain("PublicAccessNotPermitted");
  });
});
