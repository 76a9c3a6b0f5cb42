/** Servers of Azure that are made from backups, as plans and applies by the real Terraform. */
import { azureKey, foreignServer, onAks } from "../helpers/naming-files";
import { byAction, expectAllOk, RehearsedProject, type StackRun } from "../helpers/project";

/** In which stacks databases stand. */
const DATA = ["dev-network", "dev-data"];
const SERVER = "azurerm_postgresql_flexible_server";

const said = (runs: readonly StackRun[]): string =>
  runs
    .flatMap(({ problems }) => problems)
    .join("\n")
    .replace(/\s+/g, " ");

const ORDERS = { name: "orders" };
/** What stays when the block has been taken out. */
const MADE = { name: "restored", services: ["orders"], keyOf: "orders" };
const RESTORED = { ...MADE, restore: { from: "orders", at: "2025-01-31T15:04:00+01:00" } };

let project: RehearsedProject;
const open = async (...databases: readonly object[]): Promise<void> => {
  project = await RehearsedProject.open({ dev: onAks({ databases }) });
};
const write = (...databases: readonly object[]): void => {
  project.write("dev", onAks({ databases }));
};
const idOf = (server: string): string =>
  project.simulation.world
    .list(SERVER)
    .find(
      ({ attributes }) => attributes["retained"] !== true && String(attributes["name"]).startsWith(`dev-${server}-`),
    )?.id ?? "";
afterEach(() => project.close());

test("somebody deleted rows: a second server is made beside the first, under its key, and what is asked otherwise later is refused", async () => {
  await open(ORDERS);
  expectAllOk(await project.deploy("dev", DATA));
  write(ORDERS, RESTORED);

  const runs = await project.deploy("dev", DATA);

  expectAllOk(runs);
  expect(byAction(runs)["create"]).toContain(`${SERVER}.databases_restored`);
  expect((byAction(runs)["create"] ?? []).filter((address) => /^azurerm_key_vault/.test(address))).toEqual([]);
  expect(byAction(runs)["delete"] ?? []).toEqual([]);
  expect(project.simulation.world.list(SERVER).find(({ id }) => id === idOf("restored"))?.attributes).toMatchObject({
    create_mode: "PointInTimeRestore",
    source_server_id: idOf("orders"),
    point_in_time_restore_time_in_utc: "2025-01-31T14:04:00Z",
  });
  expect(byAction(await project.plan("dev", DATA))).toEqual({});

  write(ORDERS, { ...RESTORED, restore: { from: "orders", at: "2025-01-31T15:05:00+01:00" } });
  expect(said(await project.plan("dev", DATA))).toContain("exists already, and was not made from");

  write(ORDERS, MADE);
  expect(byAction(await project.plan("dev", DATA))).toEqual({});
});

test.each([
  ["by its id", foreignServer("company-orders"), {}],
  ["by its name in the environment's group", "handmade-orders", {}],
  ["of which copies are in this region", foreignServer("company-orders"), { restoreMode: "geo" }],
  ["that was deleted", foreignServer("company-orders"), { restoreMode: "dropped" }],
])("a server of somebody else's %s is found, and its backups are", async (_, from, words) => {
  await open({
    name: "orders",
    restore: { from, latest: true },
    azure: { encryptionKey: azureKey("company"), ...words },
  });

  expectAllOk(await project.deploy("dev", DATA));

  expect(byAction(await project.plan("dev", DATA))).toEqual({});
});

test("a server that was deleted is revived under its own name and key, and not while it is there", async () => {
  await open(ORDERS);
  expectAllOk(await project.deploy("dev", DATA));
  const from = idOf("orders");
  write(ORDERS, { ...MADE, restore: { from, latest: true }, azure: { restoreMode: "dropped" } });
  expect(said(await project.deploy("dev", DATA))).toContain("it was not deleted, or longer ago than five days");
  write();
  expectAllOk(await project.deploy("dev", DATA));
  expect(idOf("orders")).toBe("");
  write({ ...ORDERS, restore: { from, latest: true }, azure: { restoreMode: "dropped" } });

  const runs = await project.deploy("dev", DATA);

  expectAllOk(runs);
  expect(idOf("orders")).toBe(from);
  expect(byAction(await project.plan("dev", DATA))).toEqual({});
});
