/** What the simulated Azure refuses of PostgreSQL servers, in the words of the API or of the provider. */
import { refusal } from "../../aws/support";
import { Azure, type Given, TENANT, REGION } from "../support";

const LOCATED = { resource_group_name: "dev", location: REGION };

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
