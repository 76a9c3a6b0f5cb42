/** What Terraform is told of servers on Azure that are made from backups. */
import { type Lifecycle, SERVER, serverOf, type ServerProps, synthesizeServers } from "./fixtures";

describe("a server from backups", () => {
  const restored = (restore: ServerProps["restore"], azure: ServerProps["azure"] = {}) =>
    synthesizeServers({}, { name: "dev-old", restore, azure } as ServerProps);

  test("of one that the stack makes comes after it, and is told its id", () => {
    const made = restored({ from: "dev-orders", at: "2026-11-25T15:04:00+01:00" }).resource(SERVER, "old");
    const { name } = serverOf();
    expect(made).toMatchObject({
      create_mode: "PointInTimeRestore",
      point_in_time_restore_time_in_utc: "2026-11-25T14:04:00Z",
      source_server_id: `/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/\${azurerm_resource_group.network_resource-group.name}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name as string}`,
    });
    expect(made["depends_on"]).toContain("azurerm_postgresql_flexible_server.orders");
  });

  test("as late as there are any is one of this moment", () => {
    expect(restored({ from: "dev-orders", latest: true }).resource(SERVER, "old")).toMatchObject({
      point_in_time_restore_time_in_utc: "${timestamp()}",
    });
  });

  const gone =
    "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/x/providers/Microsoft.DBforPostgreSQL/flexibleServers/gone";
  test.each([
    ["geo", "GeoRestore"],
    ["dropped", "ReviveDropped"],
  ] as const)("of one elsewhere or gone is made by '%s'", (restoreMode, mode) => {
    expect(restored({ from: gone, latest: true }, { restoreMode }).resource(SERVER, "old")).toMatchObject({
      create_mode: mode,
      source_server_id: gone,
    });
  });

  test("one that exists and was not made so is refused, and never replaced for it", () => {
    const { lifecycle } = restored({ from: "dev-orders", latest: true }).resource(SERVER, "old") as {
      lifecycle: Lifecycle;
    };
    expect(lifecycle.ignore_changes).toEqual(
      expect.arrayContaining(["create_mode", "source_server_id", "point_in_time_restore_time_in_utc"]),
    );
    expect(lifecycle.postcondition[0]?.error_message).toMatch(
      /^The server 'dev-old' exists already, and was not made from /,
    );
  });

  test("has the key of its source where the file says so", () => {
    const made = synthesizeServers(
      {},
      {
        name: "dev-old",
        restore: { from: "dev-orders", latest: true },
        keyOf: { name: "dev-orders" } as NonNullable<ServerProps["keyOf"]>,
        protected: true,
      },
    );
    expect(made.resource(SERVER, "old")).toMatchObject({
      customer_managed_key: { key_vault_key_id: "${azurerm_key_vault_key.orders_key.versionless_id}" },
    });
    expect(Object.keys(made.resources("azurerm_key_vault_key"))).toEqual(["orders_key"]);
  });
});
