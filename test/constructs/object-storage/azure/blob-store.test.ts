import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from "cdktf";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { BlobStore } from "../../../../src/constructs/object-storage/azure/blob-store";
import { OBJECT_STORE } from "../../../../src/constructs/object-storage/contract";
import type { ObjectStoreProps } from "../../../../src/constructs/object-storage/props";
import { JangadaError } from "../../../../src/errors";
import { Target } from "../../../../src/model/target";
import { serve } from "../../../../src/rehearsal/protocol/server";
import { Azure } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { type Block, Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";

const PROPS: ObjectStoreProps = {
  name: "dev-documents",
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
};

function stackOf(props: Partial<ObjectStoreProps> = {}) {
  const stack = azureStack("dev-data");
  const place = { region: LOCATION, account: SUBSCRIPTION };
  const network = new AzureNetwork(stack, "network", { ...place, name: "dev", cidr: "10.0.0.0/16", zoneCount: 3 });
  return { stack, store: new BlobStore(stack, "documents", { ...PROPS, network, ...props }) };
}

const synthesized = (props: Partial<ObjectStoreProps> = {}): Synthesized => new Synthesized(stackOf(props).stack);
const accountOf = (made: Synthesized): Block => made.resource("azurerm_storage_account", "documents");

function problemsOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return JangadaError.is(error) && error.problems.map(({ code, place }) => [code, place?.path]);
  }
  return [];
}

const resolve = (stack: TerraformStack, value: unknown): unknown =>
  Tokenization.resolve(value, {
    scope: stack,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });

/** Rules of the lifecycle, by their names. */
function lifecycle(made: Synthesized): Readonly<Record<string, unknown>> {
  const rules = made.resource("azurerm_storage_management_policy")["rule"] as { name: string; actions: unknown }[];
  return Object.fromEntries(rules.map(({ name, actions }) => [name, actions]));
}

test("an account of a name that is one in the world, which refuses to be destroyed, and its container", () => {
  const made = synthesized();

  expect(accountOf(made)).toMatchObject({
    name: expect.stringMatching(/^devdocumentsobj[0-9a-f]{8}$/) as string,
    account_replication_type: "ZRS",
    lifecycle: { prevent_destroy: true },
  });
  expect(made.resource("azurerm_storage_container")).toMatchObject({
    name: "dev-documents",
    storage_account_id: "${azurerm_storage_account.documents.id}",
    lifecycle: { prevent_destroy: true },
  });
  expect(made.resource("azurerm_key_vault_key")).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("what is not protected may be destroyed", () => {
  const made = synthesized({ protected: false });

  for (const type of ["azurerm_storage_account", "azurerm_storage_container"]) {
    for (const [name, resource] of Object.entries(made.resources(type))) {
      if (name.startsWith("documents")) expect(resource).not.toHaveProperty("lifecycle");
    }
  }
});

test("two stores of one environment, and one of two subscriptions, have other accounts", () => {
  const names = [{}, { name: "dev-document" }, { account: `2${SUBSCRIPTION.slice(1)}` }].map(
    (props) => accountOf(synthesized(props))["name"],
  );
  expect(new Set(names).size).toBe(3);
});

test("an account's name is short enough and without hyphens, however long the store's is", () => {
  expect(accountOf(synthesized({ name: `a${"-very".repeat(9)}-long-name` }))["name"]).toMatch(/^[a-z0-9]{24}$/);
});

test("what is deleted can be brought back for as many days as the file says, counted from when it was deleted", () => {
  const made = synthesized({ noncurrentDays: 90 });

  expect(accountOf(made)["blob_properties"]).toEqual({
    versioning_enabled: true,
    delete_retention_policy: { days: 90 },
    container_delete_retention_policy: { days: 90 },
  });
  expect(lifecycle(made)).toEqual({ "earlier-versions": { version: { delete_after_days_since_creation: 1 } } });
  const short = accountOf(synthesized({ noncurrentDays: 1 }))["blob_properties"];
  expect(short).toMatchObject({
    delete_retention_policy: { days: 1 },
    container_delete_retention_policy: { days: 7 },
  });
});

test("objects become cold, and go", () => {
  expect(lifecycle(synthesized({ coldAfterDays: 10, expireDays: 365 }))).toMatchObject({
    cold: { base_blob: { tier_to_cool_after_days_since_modification_greater_than: 10 } },
    old: { base_blob: { delete_after_days_since_modification_greater_than: 365 } },
  });
});

describe("a lock", () => {
  test("that may be lifted keeps every version, and lets objects be overwritten", () => {
    const made = synthesized({ lock: { mode: "governance", days: 7 } });
    expect(accountOf(made)["immutability_policy"]).toEqual({
      state: "Unlocked",
      period_since_creation_in_days: 7,
      allow_protected_append_writes: false,
    });
    expect(made.resources("azurerm_storage_container_immutability_policy")).toEqual({});
  });

  test("that nobody lifts stands on the container", () => {
    const made = synthesized({ lock: { mode: "compliance", days: 7 } });
    expect(accountOf(made)).not.toHaveProperty("immutability_policy");
    expect(made.resource("azurerm_storage_container_immutability_policy")).toMatchObject({
      storage_container_resource_manager_id: "${azurerm_storage_container.documents_container.id}",
      immutability_period_in_days: 7,
      locked: true,
    });
  });
});

test("an existing key is used by the identity that is named with it, and no vault is made", () => {
  const identity = `/subscriptions/${SUBSCRIPTION}/resourceGroups/keys/providers/Microsoft.ManagedIdentity/userAssignedIdentities/objects`;
  const encryptionKey = "https://platform.vault.azure.net/keys/objects";
  const made = synthesized({ azure: { encryptionKey: { id: encryptionKey, identity } } });

  expect(made.resources("azurerm_key_vault")).toEqual({});
  expect(accountOf(made)).toMatchObject({
    identity: { type: "UserAssigned", identity_ids: [identity] },
    customer_managed_key: { key_vault_key_id: encryptionKey, user_assigned_identity_id: identity },
  });
});

test("access is logged in one workspace for all stores of a stack, or not at all", () => {
  const { stack } = stackOf();
  const network = stack.node.findChild("network") as AzureNetwork;
  new BlobStore(stack, "images", { ...PROPS, name: "dev-images", network });
  const made = new Synthesized(stack);

  expect(Object.keys(made.resources("azurerm_monitor_diagnostic_setting"))).toHaveLength(2);
  expect(made.resource("azurerm_log_analytics_workspace")).toMatchObject({ retention_in_days: 90 });
  expect(synthesized({ accessLogs: false }).resources("azurerm_log_analytics_workspace")).toEqual({});
});

test("its place is told by attributes, so that another stack grants access and configures clients", () => {
  const { stack, store } = stackOf();
  const { bucketName, endpoint, details } = store.attributes;

  expect({ bucketName, endpoint }).toEqual({
    bucketName: "dev-documents",
    endpoint: expect.stringMatching(/^devdocumentsobj[0-9a-f]{8}\.blob\.core\.windows\.net$/) as string,
  });
  expect(resolve(stack, details)).toEqual({
    storeId: "${azurerm_storage_container.documents_container.id}",
    "storage-account": "${azurerm_storage_account.documents.name}",
    "resource-group": "${azurerm_resource_group.network_resource-group.name}",
  });
  expect(resolve(stack, store.permissions("read", "invoices/"))).toEqual([
    {
      kind: "objects",
      access: "read",
      storeId: "${azurerm_storage_container.documents_container.id}",
      prefix: "invoices/",
      keyIds: [],
    },
  ]);
});

test("a store that exists already is adopted by its attributes", () => {
  const stack = azureStack("dev-data");
  const storeId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/files/providers/Microsoft.Storage/storageAccounts/files/blobServices/default/containers/documents`;
  const adopted = Target.of(stack).implementation(OBJECT_STORE, stack).fromAttributes(stack, "documents", {
    bucketName: "documents",
    region: LOCATION,
    endpoint: "files.blob.core.windows.net",
    details: { storeId },
  });

  expect(adopted.permissions("read-write")).toEqual([{ kind: "objects", access: "read-write", storeId, keyIds: [] }]);
  expect(new Synthesized(stack).resources("azurerm_storage_account")).toEqual({});
});

describe("refused", () => {
  test.each<[string, Partial<ObjectStoreProps>, readonly (readonly [string, string])[]]>([
    ["days that Azure does not keep", { noncurrentDays: 366 }, [["OBJECT_STORAGE_DAYS", "noncurrentDays"]]],
    [
      "zones where there are none",
      { region: "westus", azure: { replication: "GZRS" } },
      [["OBJECT_STORAGE_ZONES", "azure.replication"]],
    ],
    [
      "a key that is none, and no identity's name",
      { azure: { encryptionKey: { id: "https://platform.vault.azure.net/secrets/objects", identity: "objects" } } },
      [
        ["INVALID_PROPS", "azure.encryptionKey.id"],
        ["INVALID_PROPS", "azure.encryptionKey.identity"],
      ],
    ],
    ["a name with hyphens", { azure: { storageAccount: "dev-files" } }, [["INVALID_PROPS", "azure.storageAccount"]]],
    ["a name too long", { azure: { storageAccount: "a".repeat(25) } }, [["INVALID_PROPS", "azure.storageAccount"]]],
    ["a container's name too short", { name: "ab" }, [["INVALID_PROPS", "name"]]],
    ["no tenant", { accountDetails: {} }, [["AZURE_PLACE", "accountDetails.tenant"]]],
  ])("%s", (_, props, expected) => {
    expect(problemsOf(() => stackOf(props))).toEqual(expected);
  });

  test("no network", () => {
    expect(problemsOf(() => new BlobStore(azureStack(), "documents", PROPS))).toEqual([["AZURE_PLACE", "network"]]);
  });
});

test("in a location without zones copies stand in one building", () => {
  const stack = azureStack("dev-data");
  const place = { region: "westus", account: SUBSCRIPTION };
  const network = new AzureNetwork(stack, "network", { ...place, name: "dev", cidr: "10.0.0.0/16", zoneCount: 1 });
  new BlobStore(stack, "documents", { ...PROPS, region: "westus", network });

  expect(accountOf(new Synthesized(stack))["account_replication_type"]).toBe("LRS");
});

test.each(["governance", "compliance", undefined] as const)(
  "the real Terraform makes one (lock: %s), plans it again without a change, and takes away what is not locked for good",
  async (mode) => {
    const azure = new Azure(new MemoryWorld());
    const served = await serve(azure.handlers);
    const folder = new TerraformFolder([served]);
    try {
      const lock = mode && { mode, days: 7 };
      const made = synthesized({ protected: false, coldAfterDays: 30, expireDays: 60, ...(lock ? { lock } : {}) });
      writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(made.json));
      await folder.mustRun("init");
      const applied = await folder.run("apply", "-auto-approve");
      expect(applied.stderr).toBe("");
      const second = await folder.run("plan", "-detailed-exitcode");
      expect(second.stdout).toContain("No changes.");
      const { stderr } = await folder.run("destroy", "-auto-approve");
      if (mode === "compliance") expect(stderr).toContain("ImmutabilityPolicyDeleteFailed");
      // Key Vault keeps what was deleted for a while.
      else expect(azure.world.list().filter(({ attributes }) => attributes["retained"] !== true)).toEqual([]);
    } finally {
      await served.close();
      folder.remove();
    }
  },
);
