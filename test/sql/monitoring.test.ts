/** The role that reads figures, on a real server: it reads those of everything, and no data of anybody's. */
import { PostgresServer } from "../helpers/postgres-server";
import { ensureServices, reset, type ScriptRan } from "./run-script";

let server: PostgresServer;

const ensure = (monitoring?: string): Promise<ScriptRan> =>
  ensureServices(server, { orders: "first" }, monitoring === undefined ? {} : { monitoring });
const ask = (sql: string, database = "postgres"): { status: number | null; stdout: string; stderr: string } =>
  server.as("monitoring", "figures", sql, database);

beforeAll(async () => {
  server = await PostgresServer.start();
  // As at the clouds, where the administrator may hand this role on.
  server.superuser(`GRANT pg_monitor TO ${server.admin.username} WITH ADMIN OPTION`);
  server.superuser("ALTER DATABASE postgres OWNER TO platform_admin");
});
afterAll(() => server?.stop());
beforeEach(async () => expect(await ensure("figures")).toMatchObject({ status: 0 }));
afterEach(() => {
  server.superuser("REASSIGN OWNED BY monitoring TO root_of_all; DROP OWNED BY monitoring; DROP ROLE monitoring");
  reset(server);
});

test("it reads sessions, sizes and settings of the whole server", () => {
  expect(ask("SELECT count(*) > 0 FROM pg_stat_activity WHERE query IS NOT NULL").stdout.trim()).toBe("t");
  expect(ask("SELECT pg_database_size('orders') > 0").stdout.trim()).toBe("t");
  expect(ask("SELECT roleid::regrole FROM pg_auth_members WHERE member = 'monitoring'::regrole").stdout.trim()).toBe(
    "pg_monitor",
  );
});

test("it reaches no database of a service, and writes nothing", () => {
  expect(ask("SELECT 1", "orders")).toMatchObject({
    stderr: expect.stringContaining('permission denied for database "orders"') as string,
  });
  expect(ask("CREATE TABLE t (id int)").status).not.toBe(0);
  expect(ask("CREATE ROLE more").status).not.toBe(0);
});

test("a second run changes nothing, and a new password takes the old one's place", async () => {
  const second = await ensure("figures");
  expect(second.stdout).not.toMatch(/password set/);
  expect(second.arguments).not.toContain("figures");
  const third = await ensure("other");
  expect(third).toMatchObject({ status: 0, stdout: expect.stringContaining("password set") as string });
  expect(ask("SELECT 1").status).not.toBe(0);
  expect(server.as("monitoring", "other", "SELECT 1", "postgres").status).toBe(0);
});

test("without it there is none, and no service can be called so beside it", async () => {
  const refused = await ensureServices(server, { monitoring: "x" }, { monitoring: "figures" });
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain("no service can be called monitoring");
});
