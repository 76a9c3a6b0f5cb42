/** What Terraform is told of servers on Azure. */
import { POSTGRES_DB } from "../../../../src/constructs/postgres-db/contract";
import { Target } from "../../../../src/model/target";
import { azureStack, LOCATION } from "../../azure-stack";
import { problemsOf } from "../fixtures";
import { type Lifecycle, SERVER, serverOf, type ServerProps, synthesizeServers } from "./fixtures";

const lifecycleOf = (props: ServerProps = {}): Lifecycle => serverOf(props)["lifecycle"] as Lifecycle;

describe("a server", () => {
  test("stands in the network, and has a name that is one in the world", () => {
    expect(serverOf()).toMatchObject({
      name: expect.stringMatching(/^dev-orders-[0-9a-f]{8}$/) as string,
      location: LOCATION,
      delegated_subnet_id: "${azurerm_subnet.network_data.id}",
      private_dns_zone_id: "${azurerm_private_dns_zone.network_private-zones_databases.id}",
      public_network_access_enabled: false,
    });
  });

  test("of a long name is still told from another", () => {
    const long = `dev-${"a".repeat(59)}`;
    const names = [long, `${long.slice(0, -1)}b`].map(
      (name) => synthesizeServers({ name }).resource(SERVER, name.replace(/^dev-/, ""))["name"] as string,
    );
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(63);
  });

  test("comes after the zone's link and its subnet's rules", () => {
    expect(serverOf()["depends_on"]).toEqual(
      expect.arrayContaining([
        "azurerm_private_dns_zone_virtual_network_link.network_private-zones_databases_link",
        "azurerm_subnet_network_security_group_association.network_data_security-group-association",
        "azurerm_key_vault_key.orders_key",
        "terraform_data.orders_key_roles-settled",
      ]),
    );
  });

  test.each([
    [{}, "GP_Standard_D2ds_v5"],
    [{ size: "small", highAvailability: false }, "B_Standard_B2s"],
    [{ size: "small" }, "GP_Standard_D2ds_v5"],
    [{ size: "small", highAvailability: false, readReplicas: 1 }, "GP_Standard_D2ds_v5"],
    [{ size: "large" }, "MO_Standard_E4ds_v5"],
    [{ azure: { sku: "MO_Standard_E8ds_v5" } }, "MO_Standard_E8ds_v5"],
  ] as const)("%j runs on %s", (props, sku) => {
    expect(serverOf(props)["sku_name"]).toBe(sku);
  });

  test("has a standby in a second zone, unless it is given up; where both stand is Azure's choice", () => {
    expect(serverOf()).toMatchObject({ high_availability: { mode: "ZoneRedundant" } });
    expect(serverOf({ highAvailability: false })).not.toHaveProperty("high_availability");
    expect(lifecycleOf().ignore_changes).toEqual(
      expect.arrayContaining(["zone", "high_availability[0].standby_availability_zone"]),
    );
  });

  test.each([
    [{ storage: 20 }, 32768, true],
    [{ storage: 100 }, 131072, true],
    [{ storage: 100, maxStorage: 128 }, 131072, false],
    [{ storage: 100, maxStorage: 129 }, 131072, true],
    [{ storage: 4096 }, 4194304, true],
  ])("%j is a disk of %i MiB at least, and never less than it has grown to", (props, mib, grows) => {
    expect(serverOf(props)).toMatchObject({
      storage_mb: `\${max(${mib}, try(data.azurerm_postgresql_flexible_server.orders_now[0].storage_mb, 0))}`,
      auto_grow_enabled: grows,
    });
  });

  test("is encrypted with its own key, and its copies in the paired region with one there", () => {
    expect(serverOf({ azure: { geoBackup: true } })).toMatchObject({
      geo_redundant_backup_enabled: true,
      customer_managed_key: {
        key_vault_key_id: "${azurerm_key_vault_key.orders_key.versionless_id}",
        primary_user_assigned_identity_id: "${azurerm_user_assigned_identity.orders_key_identity.id}",
        geo_backup_key_vault_key_id: "${azurerm_key_vault_key.orders_geo-key.versionless_id}",
        geo_backup_user_assigned_identity_id: "${azurerm_user_assigned_identity.orders_geo-key_identity.id}",
      },
    });
    expect(
      synthesizeServers({ azure: { geoBackup: true } }).resource("azurerm_key_vault", "orders_geo-key_vault"),
    ).toMatchObject({ location: "northeurope" });
  });

  test("takes a key that exists, and makes none", () => {
    const existing = {
      id: "https://own.vault.azure.net/keys/platform",
      identity:
        "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/own/providers/Microsoft.ManagedIdentity/userAssignedIdentities/own",
    };
    const made = synthesizeServers({ azure: { encryptionKey: existing } });
    expect(made.resource(SERVER)).toMatchObject({
      customer_managed_key: {
        key_vault_key_id: existing.id,
        primary_user_assigned_identity_id: existing.identity,
      },
      identity: { type: "UserAssigned", identity_ids: [existing.identity] },
    });
    expect(made.resources("azurerm_key_vault")).toEqual({});
  });

  test("is told when it may be worked on", () => {
    expect(serverOf({ maintenanceWindow: "sun:03:30-sun:04:30" })).toMatchObject({
      maintenance_window: { day_of_week: 0, start_hour: 3, start_minute: 30 },
    });
    expect(serverOf()).not.toHaveProperty("maintenance_window");
  });

  test("that is protected is neither destroyed nor deleted, by anybody", () => {
    const made = synthesizeServers({ protected: true });
    expect(lifecycleOf({ protected: true })).toMatchObject({ prevent_destroy: true });
    expect(made.resource("azurerm_management_lock")).toMatchObject({
      lock_level: "CanNotDelete",
      scope: "${azurerm_postgresql_flexible_server.orders.id}",
    });
    for (const type of ["azurerm_key_vault", "azurerm_key_vault_key"]) {
      expect(made.resource(type)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
    const open = synthesizeServers({ protected: false });
    expect(open.resources("azurerm_management_lock")).toEqual({});
    expect(open.resource(SERVER)["lifecycle"]).not.toHaveProperty("prevent_destroy");
  });

  test("raises its major version where that is allowed, and never lowers it", () => {
    const now = 'tonumber(try(data.azurerm_postgresql_flexible_server.orders_now[0].version, "17"))';
    expect(lifecycleOf().precondition).toMatchObject([{ condition: `\${${now} == 17}` }]);
    expect(lifecycleOf({ allowMajorUpgrade: true }).precondition).toMatchObject([
      { condition: `\${${now} == 17 || ${now} < 17}` },
    ]);
  });

  test("is reached by a private endpoint instead, and has no subnet of its own then", () => {
    const zoneId =
      "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.postgres.database.azure.com";
    const made = synthesizeServers({ azure: { privateEndpoint: { zoneId } } });
    expect(made.resource(SERVER)).not.toHaveProperty("delegated_subnet_id");
    expect(made.resource(SERVER)).toMatchObject({ public_network_access_enabled: false });
    expect(made.resource("azurerm_private_endpoint", "orders_endpoint")).toMatchObject({
      subnet_id: "${azurerm_subnet.network_endpoints.id}",
      private_service_connection: { subresource_names: ["postgresqlServer"] },
      private_dns_zone_group: { private_dns_zone_ids: [zoneId] },
    });
    expect(made.resource("azurerm_network_security_rule", "orders_allowed")).toMatchObject({
      destination_port_ranges: ["5432", "6432"],
      source_address_prefixes: ["10.0.0.0/16"],
    });
  });

  test("lets in the ranges that are named, each server by a rule of its own", () => {
    const made = synthesizeServers({ allow: ["10.9.0.0/16"] }, { name: "dev-billing", allow: ["10.8.0.0/16"] });
    const [orders, billing] = ["orders", "billing"].map((name) =>
      made.resource("azurerm_network_security_rule", `${name}_allowed`),
    );
    expect(orders).toMatchObject({ access: "Allow", source_address_prefixes: ["10.9.0.0/16"] });
    expect(orders?.["priority"]).not.toBe(billing?.["priority"]);
    expect(Number(orders?.["priority"])).toBeGreaterThanOrEqual(2000);
    expect(Number(orders?.["priority"])).toBeLessThan(4000);
    expect(synthesizeServers().resources("azurerm_network_security_rule")).not.toHaveProperty("orders_allowed");
  });
});

describe("its administrator", () => {
  test("is an identity, the same of all servers of a stack: a restored one is its source's", () => {
    const made = synthesizeServers({}, { name: "dev-billing" });
    expect(Object.keys(made.resources("azurerm_user_assigned_identity"))).toContain("Administrator");
    for (const name of ["orders_administration", "billing_administration"]) {
      expect(made.resource("azurerm_postgresql_flexible_server_active_directory_administrator", name)).toMatchObject({
        object_id: "${azurerm_user_assigned_identity.Administrator.principal_id}",
        principal_type: "ServicePrincipal",
      });
    }
  });

  test("has no password that anybody knows: what Azure asks for is forgotten", () => {
    const made = synthesizeServers();
    const server = made.resource(SERVER);
    expect(server).not.toHaveProperty("administrator_password");
    expect(server).toMatchObject({
      administrator_password_wo: expect.stringMatching(/^\$\{ephemeral\.random_password\./) as string,
      administrator_password_wo_version: 1,
      authentication: { active_directory_auth_enabled: true, password_auth_enabled: true },
    });
    expect(made.resources("random_password")).toEqual({});
  });
});

describe("its parameters", () => {
  const parametersOf = (props: ServerProps = {}): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.values(synthesizeServers(props).resources("azurerm_postgresql_flexible_server_configuration"))
        .filter(({ server_id }) => server_id === "${azurerm_postgresql_flexible_server.orders.id}")
        .map(({ name, value }) => [name, value]),
    );

  test("require TLS 1.2 and SCRAM, on replicas too", () => {
    const strict = {
      require_secure_transport: "on",
      ssl_min_protocol_version: "TLSv1.2",
      password_encryption: "scram-sha-256",
      "azure.accepted_password_auth_method": "scram-sha-256",
    };
    expect(parametersOf()).toMatchObject(strict);
    const all = Object.values(
      synthesizeServers({ readReplicas: 1 }).resources("azurerm_postgresql_flexible_server_configuration"),
    );
    const required = all.filter(({ name }) => name === "require_secure_transport");
    expect(required.map(({ server_id, value }) => [server_id, value])).toEqual([
      ["${azurerm_postgresql_flexible_server.orders.id}", "on"],
      ["${azurerm_postgresql_flexible_server.orders_replicas_1.id}", "on"],
    ]);
  });

  test("are the file's beside them, but for those of another cloud", () => {
    expect(
      parametersOf({
        parameters: { work_mem: "8192", "rds.logical_replication": "1" },
        azure: { parameters: { "azure.extensions": "PG_TRGM" } },
      }),
    ).toMatchObject({ work_mem: "8192", "azure.extensions": "PG_TRGM" });
    expect(parametersOf({ parameters: { "rds.logical_replication": "1" } })).not.toHaveProperty([
      "rds.logical_replication",
    ]);
  });

  test("are set one after the other", () => {
    const all = Object.values(synthesizeServers().resources("azurerm_postgresql_flexible_server_configuration"));
    expect(all.filter(({ depends_on }) => depends_on === undefined)).toHaveLength(1);
  });
});

test("replicas copy a server, in zones in turn; readers connect to them", () => {
  const made = synthesizeServers({ readReplicas: 2, azure: { geoBackup: true } });
  const [first, second] = ["1", "2"].map((number) => made.resource(SERVER, `orders_replicas_${number}`));
  expect(first).toMatchObject({
    create_mode: "Replica",
    source_server_id: "${azurerm_postgresql_flexible_server.orders.id}",
    zone: "1",
  });
  expect(second).toMatchObject({ zone: "2" });
  for (const field of [
    "high_availability",
    "administrator_login",
    "backup_retention_days",
    "geo_redundant_backup_enabled",
  ]) {
    expect(first).not.toHaveProperty(field);
  }
});

test("a server that exists is adopted with its identity, or with a secret; with neither it is refused", () => {
  const stack = azureStack();
  const adopt = (id: string, details: Readonly<Record<string, string>>) =>
    Target.of(stack).implementation(POSTGRES_DB, stack).fromAttributes(stack, id, {
      serverName: "old",
      host: "old.postgres.database.azure.com",
      port: 5432,
      readerHost: "old.postgres.database.azure.com",
      majorVersion: "16",
      details,
    });
  expect(
    adopt("by-identity", { username: "admin-1", identityId: "id", clientId: "client", tenant: "tenant" }).admin,
  ).toEqual({ kind: "workload-identity", username: "admin-1" });
  expect(adopt("by-secret", { secretId: "secret", keyId: "key" }).admin).toEqual({
    kind: "secret",
    secretId: "secret",
    keyId: "key",
  });
  expect(problemsOf(() => adopt("by-nothing", { username: "admin-1" }))).toMatchObject([
    { code: "POSTGRES_ADMIN_UNKNOWN" },
  ]);
});

test.each<readonly [ServerProps, string, string]>([
  [{ azure: { sku: "B_Standard_B2ms" } }, "DATABASE_SKU", "azure.sku"],
  [{ azure: { sku: "B_Standard_B2ms" }, highAvailability: false, readReplicas: 1 }, "DATABASE_SKU", "azure.sku"],
  [{ azure: { sku: "GP_Standard_D3ds_v5" } }, "DATABASE_SKU", "azure.sku"],
  [{ region: "westus" }, "DATABASE_ZONES", "highAvailability"],
  [{ region: "italynorth", azure: { geoBackup: true } }, "DATABASE_GEO_BACKUP", "azure.geoBackup"],
  [{ readReplicas: 6 }, "DATABASE_REPLICAS", "readReplicas"],
  [{ storage: 40_000 }, "DATABASE_STORAGE", "storage"],
  [{ storage: 100, maxStorage: 50 }, "DATABASE_STORAGE", "maxStorage"],
  [{ azure: { storageTier: "P99" } }, "DATABASE_STORAGE", "azure.storageTier"],
  [{ parameters: { require_secure_transport: "off" } }, "DATABASE_TLS_REQUIRED", "parameters.require_secure_transport"],
  [
    { azure: { parameters: { ssl_min_protocol_version: "TLSv1" } } },
    "DATABASE_TLS_REQUIRED",
    "azure.parameters.ssl_min_protocol_version",
  ],
  [
    { azure: { parameters: { "azure.accepted_password_auth_method": "md5" } } },
    "DATABASE_TLS_REQUIRED",
    "azure.parameters.azure.accepted_password_auth_method",
  ],
  [{ maintenanceWindow: "sun:03:00-sun:03:30" }, "DATABASE_WINDOW", "maintenanceWindow"],
  [{ azure: { restoreMode: "geo" } }, "DATABASE_RESTORE_SOURCE", "azure.restoreMode"],
  [{ restore: { from: "a_b", latest: true } }, "DATABASE_RESTORE_SOURCE", "restore.from"],
  [
    { restore: { from: "old", latest: true }, azure: { restoreMode: "dropped" } },
    "DATABASE_RESTORE_SOURCE",
    "restore.from",
  ],
  [
    {
      azure: {
        subnetId:
          "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/a/providers/Microsoft.Network/virtualNetworks/b/subnets/c",
        privateEndpoint: {
          zoneId:
            "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/a/providers/Microsoft.Network/privateDnsZones/privatelink.postgres.database.azure.com",
        },
      },
    },
    "DATABASE_NETWORK",
    "azure.subnetId",
  ],
])("%j is refused", (props, code, path) => {
  expect(problemsOf(() => synthesizeServers(props))).toMatchObject([{ code, place: { path } }]);
});
