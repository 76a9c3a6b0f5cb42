/** What the simulated Azure refuses, type by type, in the words of the API or of the provider. */
import { refusal } from "../aws/support";
import { Azure, GROUP, type Given, REGION, SUBSCRIPTION, TENANT } from "./support";

const LOCATED = { resource_group_name: "dev", location: REGION };

describe("what all types share", () => {
  test("what lies in a group or network that is not there is refused, and what an argument names as well", async () => {
    const azure = await Azure.open();

    expect(await refusal(azure.inGroup("azurerm_nat_gateway", { name: "dev", resource_group_name: "prod" }))).toContain(
      "ResourceGroupNotFound: Resource group 'prod' could not be found.",
    );
    const orphan = {
      name: "nodes",
      resource_group_name: "dev",
      virtual_network_name: "none",
      address_prefixes: ["10.0.0.0/24"],
    };
    expect(await refusal(azure.make("azurerm_subnet", orphan))).toContain(
      "ResourceNotFound: The Resource 'Microsoft.Network/virtualNetworks/none' under resource group 'dev' was not found.",
    );
    const { subnet } = await azure.subnet();
    const link = { subnet_id: subnet.id, nat_gateway_id: `${GROUP}/providers/Microsoft.Network/natGateways/none` };
    expect(await refusal(azure.make("azurerm_subnet_nat_gateway_association", link))).toContain(
      "natGateways/none' under",
    );
  });

  test("what is of another subscription, or of a kind that is not simulated, is taken as given", async () => {
    const azure = await Azure.open();
    await azure.subnet();
    const hub =
      "/subscriptions/22222222-2222-4333-a444-555555555555/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
    await azure.make("azurerm_virtual_network_peering", {
      name: "hub",
      resource_group_name: "dev",
      virtual_network_name: "dev",
      remote_virtual_network_id: hub,
    });
    expect(azure.ids("azurerm_virtual_network_peering")).toEqual([
      `${GROUP}/providers/Microsoft.Network/virtualNetworks/dev/virtualNetworkPeerings/hub`,
    ]);
  });

  test("a second one of the same is to be imported, in any spelling of its id", async () => {
    const azure = await Azure.open();
    expect(await refusal(azure.make("azurerm_resource_group", { name: "DEV", location: REGION }))).toContain(
      `A resource with the ID "${GROUP}" already exists - to be managed via Terraform this resource needs to be imported`,
    );
  });

  test("a group with something in it stays, unless the provider is told not to look", async () => {
    const azure = await Azure.open();
    await azure.subnet();
    const group = (await azure.data("azurerm_resource_group", { name: "dev" })) as never;

    expect(await refusal(azure.destroy("azurerm_resource_group", group))).toContain("still contains Resources");

    await azure.configure({ features: [{ resource_group: [{ prevent_deletion_if_contains_resources: false }] }] });
    await azure.destroy("azurerm_resource_group", azure.world.list("azurerm_resource_group")[0]?.attributes as never);
    expect(azure.world.list()).toEqual([]);
  });

  test("a lock holds what lies in its scope, and goes itself", async () => {
    const azure = await Azure.open();
    const { network } = await azure.subnet();
    const lock = await azure.make("azurerm_management_lock", {
      name: "keep",
      scope: GROUP,
      lock_level: "CanNotDelete",
    });

    expect(await refusal(azure.destroy("azurerm_virtual_network", network))).toContain("ScopeLocked");
    await azure.identity("still-made");
    await azure.destroy("azurerm_management_lock", lock);
    await azure.make("azurerm_management_lock", { name: "read", scope: GROUP, lock_level: "ReadOnly" });
    expect(await refusal(azure.identity("not-made"))).toContain("cannot perform write operation");
  });

  test.each<[what: string, type: string, given: Given, said: string]>([
    [
      "a region that there is not",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Static", location: "europe" },
      "LocationNotAvailable",
    ],
    [
      "zones where there are none",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Static", location: "westus", zones: ["1"] },
      "AvailabilityZoneNotSupported",
    ],
    ["a zone too many", "azurerm_nat_gateway", { name: "a", zones: ["1", "2"] }, "in one zone at most"],
    [
      "a public address that is Standard and not static",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Dynamic", sku: "Standard" },
      "must use Static",
    ],
    [
      "a Basic public address",
      "azurerm_public_ip",
      { name: "a", allocation_method: "Static", sku: "Basic" },
      "Basic SKU",
    ],
    [
      "a registry that is private and not Premium",
      "azurerm_container_registry",
      { name: "jangada", sku: "Standard", public_network_access_enabled: false },
      "only available with the Premium SKU",
    ],
  ])("%s is refused", async (_what, type, given, said) => {
    const azure = await Azure.open();
    expect(await refusal(azure.inGroup(type, given))).toContain(said);
  });
});

test.each<[type: string, name: string, given: Given]>([
  ["azurerm_storage_account", "st-dev", { account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_storage_account", "StDev", { account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_storage_account", "s".repeat(25), { account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_key_vault", "k".repeat(25), { sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_key_vault", "a--b", { sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_key_vault", "1ab", { sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_postgresql_flexible_server", "ab", { version: "17", sku_name: "GP_Standard_D2ds_v5" }],
  ["azurerm_postgresql_flexible_server", "-abc", { version: "17", sku_name: "GP_Standard_D2ds_v5" }],
  ["azurerm_managed_redis", "ends-", { sku_name: "Balanced_B1", default_database: [{}] }],
  ["azurerm_container_registry", "ac-r12", { sku: "Premium" }],
  ["azurerm_user_assigned_identity", "ab", {}],
  ["azurerm_virtual_network", "a", { address_space: ["10.0.0.0/16"] }],
])("%s cannot be called %s", async (type, name, given) => {
  const azure = await Azure.open();
  expect(await refusal(azure.inGroup(type, { name, ...given }))).toContain(`the name "${name}" is not allowed`);
});

test.each<[type: string, given: Given]>([
  ["azurerm_storage_account", { name: "jangada", account_tier: "Standard", account_replication_type: "ZRS" }],
  ["azurerm_key_vault", { name: "jangada", sku_name: "standard", tenant_id: TENANT }],
  ["azurerm_container_registry", { name: "jangada", sku: "Premium" }],
  ["azurerm_managed_redis", { name: "jangada", sku_name: "Balanced_B1", default_database: [{}] }],
])("the name of %s is unique in the world: in another group and subscription, too", async (type, given) => {
  const azure = await Azure.open();
  await azure.inGroup(type, given);
  const other = new Azure(azure.world);
  await other.configure({ subscription_id: "22222222-2222-4333-a444-555555555555" });
  await other.make("azurerm_resource_group", { name: "dev", location: REGION });

  expect(await refusal(other.inGroup(type, given))).toContain("The name 'jangada' is already in use");
});

describe("what is used", () => {
  test("subnets, gateways and addresses stay while something is in or at them", async () => {
    const azure = await Azure.open();
    const { network, subnet } = await azure.subnet();
    const gateway = await azure.inGroup("azurerm_nat_gateway", { name: "nat" });
    const address = await azure.inGroup("azurerm_public_ip", {
      name: "nat",
      allocation_method: "Static",
      sku: "Standard",
    });
    await azure.make("azurerm_nat_gateway_public_ip_association", {
      nat_gateway_id: gateway.id,
      public_ip_address_id: address.id,
    });
    const link = await azure.make("azurerm_subnet_nat_gateway_association", {
      subnet_id: subnet.id,
      nat_gateway_id: gateway.id,
    });
    const vault = await azure.inGroup("azurerm_key_vault", {
      name: "dev-vault",
      sku_name: "standard",
      tenant_id: TENANT,
    });
    const endpoint = await azure.inGroup("azurerm_private_endpoint", {
      name: "vault",
      subnet_id: subnet.id,
      private_service_connection: [
        {
          name: "vault",
          private_connection_resource_id: vault.id,
          is_manual_connection: false,
          subresource_names: ["vault"],
        },
      ],
    });

    expect(await refusal(azure.destroy("azurerm_public_ip", address))).toContain("PublicIPAddressCannotBeDeleted");
    expect(await refusal(azure.destroy("azurerm_nat_gateway", gateway))).toContain("InUseNatGatewayCannotBeDeleted");
    expect(await refusal(azure.destroy("azurerm_subnet", subnet))).toContain("InUseSubnetCannotBeDeleted");
    expect(await refusal(azure.destroy("azurerm_virtual_network", network))).toContain(
      "InUseVirtualNetworkCannotBeDeleted",
    );

    await azure.destroy("azurerm_subnet_nat_gateway_association", link);
    await azure.destroy("azurerm_private_endpoint", endpoint);
    // A network takes its subnets with it.
    await azure.destroy("azurerm_virtual_network", network);
    expect(azure.ids("azurerm_subnet")).toEqual([]);
    await azure.destroy("azurerm_nat_gateway", gateway);
  });

  test("ranges do not overlap, and lie in their network", async () => {
    const azure = await Azure.open();
    await azure.subnet();
    const subnet = (address_prefixes: readonly string[]) =>
      azure.make("azurerm_subnet", {
        name: "other",
        resource_group_name: "dev",
        virtual_network_name: "dev",
        address_prefixes,
      });

    expect(await refusal(subnet(["10.0.8.0/24"]))).toContain("NetcfgSubnetRangesOverlap");
    expect(await refusal(subnet(["10.1.0.0/24"]))).toContain("NetcfgInvalidSubnet");
    expect(await refusal(subnet(["10.0.16.0/30"]))).toContain("smaller than /29");
    await subnet(["10.0.16.0/28"]);
  });
});

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

describe("PostgreSQL", () => {
  const SERVER = {
    ...LOCATED,
    name: "dev-server",
    version: "17",
    sku_name: "GP_Standard_D2ds_v5",
    storage_mb: 65536,
    administrator_login: "owner",
    administrator_password: "0123456789aB",
    public_network_access_enabled: false,
  };
  const make = (azure: Azure, given: Given = {}, prior: never | null = null) =>
    azure.make("azurerm_postgresql_flexible_server", { ...SERVER, ...given }, prior);

  test.each<[what: string, given: Given, said: string]>([
    [
      "a burstable server with a standby",
      { sku_name: "B_Standard_B1ms", high_availability: [{ mode: "SameZone" }] },
      "not supported for Burstable",
    ],
    [
      "two zones where there are none",
      { location: "westus", high_availability: [{ mode: "ZoneRedundant" }] },
      "There are no zones",
    ],
    [
      "a standby beside its primary",
      { zone: "1", high_availability: [{ mode: "ZoneRedundant", standby_availability_zone: "1" }] },
      "cannot be in the same zone",
    ],
    ["a size that there is not", { sku_name: "GP_Standard_D3ds_v5" }, "sku_name must be one"],
    ["a tier that the storage has not", { storage_tier: "P4" }, "invalid 'storage_tier'"],
    ["a login that PostgreSQL keeps", { administrator_login: "pg_admin" }, "is reserved"],
    ["no login", { administrator_login: null }, "`administrator_login` is required"],
    ["no password", { administrator_password: null }, "`administrator_password_wo` is required"],
    [
      "a password where none logs in",
      { authentication: [{ password_auth_enabled: false, active_directory_auth_enabled: true, tenant_id: TENANT }] },
      "cannot be set during creation",
    ],
    ["a replica of nothing", { create_mode: "Replica" }, "`source_server_id` is required"],
  ])("%s is refused", async (_what, given, said) => {
    expect(await refusal(make(await Azure.open(), given))).toContain(said);
  });

  describe("one that takes no passwords", () => {
    const authentication = (isOn: boolean) => [
      { password_auth_enabled: isOn, active_directory_auth_enabled: true, tenant_id: TENANT },
    ];
    const NONE = {
      administrator_login: null,
      administrator_password: null,
      authentication: authentication(false),
    };

    test("has no administrator's login; it gets one when passwords are let in, and loses it with them", async () => {
      const azure = await Azure.open();
      const server = await make(azure, NONE);
      expect(server.administrator_login).toBe("");
      const open = await make(azure, { authentication: authentication(true) }, server as never);
      expect(open.administrator_login).toBe("owner");
      const shut = await make(azure, NONE, open as never);
      expect(shut.administrator_login).toBe("");
    });

    test.each<[what: string, given: Given, said: string]>([
      ["lets passwords in with no login", { administrator_login: null }, "`administrator_login` is required"],
      [
        "lets passwords in with no password",
        { administrator_password: null },
        "`administrator_password_wo` is required",
      ],
      ["gets a login and lets no password in", { authentication: authentication(false) }, "is first set"],
    ])("%s, and is refused", async (_what, given, said) => {
      const azure = await Azure.open();
      const server = await make(azure, NONE);
      const wanted = { authentication: authentication(true), ...given };
      expect(await refusal(make(azure, wanted, server as never))).toContain(said);
    });
  });

  test("what was deleted is revived, and only that; one that takes its name ends it", async () => {
    const azure = await Azure.open();
    const source = await make(azure);
    const revive = (name: string) =>
      make(azure, { name, create_mode: "ReviveDropped", source_server_id: source["id"] });
    expect(await refusal(revive("dev-revived"))).toContain("it was not deleted");
    await azure.destroy("azurerm_postgresql_flexible_server", source);

    expect((await revive("dev-revived"))["version"]).toBe("17");
    await make(azure);
    expect(await refusal(revive("dev-again"))).toContain("it was not deleted");
  });

  test("storage never shrinks, and its tier follows it", async () => {
    const azure = await Azure.open();
    const server = await make(azure);
    expect(server.storage_tier).toBe("P6");
    const larger = await make(azure, { storage_mb: 131072 }, server as never);
    expect(larger.storage_tier).toBe("P10");
    expect(await refusal(make(azure, {}, larger as never))).toContain("cannot shrink");
  });

  test("in a network it needs its subnet delegated, a zone of its own kind, and the link before it", async () => {
    const azure = await Azure.open();
    const { network, subnet } = await azure.subnet();
    const delegation = [
      { name: "server", service_delegation: [{ name: "Microsoft.DBforPostgreSQL/flexibleServers" }] },
    ];
    const own = await azure.make("azurerm_subnet", {
      name: "data",
      resource_group_name: "dev",
      virtual_network_name: "dev",
      address_prefixes: ["10.0.16.0/24"],
      delegation,
    });
    const [zone, wrong] = await Promise.all(
      ["dev.postgres.database.azure.com", "example.com"].map((name) =>
        azure.make("azurerm_private_dns_zone", { name, resource_group_name: "dev" }),
      ),
    );
    const inside = { delegated_subnet_id: own.id, private_dns_zone_id: zone?.id };

    expect(await refusal(make(azure, { delegated_subnet_id: own.id }))).toContain("EmptyPrivateDnsZone");
    expect(await refusal(make(azure, { ...inside, delegated_subnet_id: subnet.id }))).toContain("SubnetIsNotDelegated");
    expect(await refusal(make(azure, { ...inside, private_dns_zone_id: wrong?.id }))).toContain("must end with");
    expect(await refusal(make(azure, { ...inside, public_network_access_enabled: true }))).toContain(
      "must be set to `false`",
    );
    expect(await refusal(make(azure, inside))).toContain("PrivateDnsZoneNotLinked");

    await azure.make("azurerm_private_dns_zone_virtual_network_link", {
      name: "dev",
      resource_group_name: "dev",
      private_dns_zone_name: zone?.name,
      virtual_network_id: network.id,
    });
    const server = await make(azure, inside);
    const rule = { name: "all", server_id: server.id, start_ip_address: "0.0.0.0", end_ip_address: "0.0.0.0" };
    expect(await refusal(azure.make("azurerm_postgresql_flexible_server_firewall_rule", rule))).toContain(
      "private access",
    );
    const endpoint = {
      ...LOCATED,
      name: "server",
      subnet_id: subnet.id,
      private_service_connection: [
        {
          name: "a",
          private_connection_resource_id: server.id,
          is_manual_connection: false,
          subresource_names: ["postgresqlServer"],
        },
      ],
    };
    expect(await refusal(azure.make("azurerm_private_endpoint", endpoint))).toContain(
      "PrivateEndpointFeatureNotSupportedOnServer",
    );
  });
});

describe("Managed Redis", () => {
  const make = async (given: Given) =>
    (await Azure.open()).inGroup("azurerm_managed_redis", {
      name: "dev-cache",
      sku_name: "Balanced_B3",
      default_database: [{}],
      ...given,
    });

  test.each<[what: string, given: Given, said: string]>([
    ["no database", { default_database: [] }, "`default_database` must be provided"],
    [
      "a large cache without shards",
      { sku_name: "Balanced_B50", default_database: [{ clustering_policy: "NoCluster" }] },
      "up to 25 GB",
    ],
    ["search and eviction", { default_database: [{ module: [{ name: "RediSearch" }] }] }, "must be set to NoEviction"],
    [
      "the smallest over regions",
      { sku_name: "Balanced_B1", default_database: [{ geo_replication_group_name: "shop" }] },
      "does not support geo-replication",
    ],
  ])("%s is refused", async (_what, given, said) => {
    expect(await refusal(make(given))).toContain(said);
  });

  test("keys are there where they may be used, and nowhere else", async () => {
    const keyOf = ({ default_database }: Given): unknown =>
      (default_database as readonly Given[])[0]?.primary_access_key;
    expect(keyOf(await make({ default_database: [{ access_keys_authentication_enabled: true }] }))).not.toBe("");
    expect(keyOf(await make({}))).toBe("");
  });
});

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
