/** Passwords change while applications work: on every version of PostgreSQL. */
import { Client } from "pg";
import { MAJORS } from "../helpers/postgres-programs";
import { PostgresServer } from "../helpers/postgres-server";
import { scope } from "../helpers/scope";
import { Application, type Credentials } from "./application";
import { catalogs, ensureServices, reset, type ScriptRan } from "./run-script";

jest.setTimeout(600_000);

const first: Credentials = { username: "orders", password: "first" };
const second: Credentials = { username: "orders_2", password: "second" };
const third: Credentials = { username: "orders_3", password: "third" };

function ensure(server: PostgresServer, revision: number, killedAt?: number): Promise<ScriptRan> {
  const password = [first, second, third][revision - 1]?.password ?? "fourth";
  return ensureServices(server, { orders: password }, { revision, ...(killedAt ? { killedAt } : {}) });
}

function logsIn(server: PostgresServer, { username, password }: Credentials): boolean {
  return server.as(username, password, "SELECT 1", "orders").status === 0;
}

describe.each(MAJORS)("on PostgreSQL %s", (major) => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start({ major });
  });
  afterAll(() => server?.stop());

  test("given applications with the old and with the new credentials, when passwords rotate twice, then none ever fails", () =>
    scope(async (own) => {
      expect(await ensure(server, 1)).toMatchObject({ status: 0, stderr: "" });
      let secret = first;
      const switching = Application.start(own, server, "orders", () => secret);
      await switching.works();

      expect(await ensure(server, 2)).toMatchObject({ status: 0, stderr: "" });
      await switching.works();
      const late = Application.start(own, server, "orders", () => first);
      secret = second;
      await switching.works();
      const before = catalogs(server, ["orders"]);
      const again = await ensure(server, 2);
      expect(again).toMatchObject({ status: 0, stderr: "" });
      expect(again.stdout).not.toMatch(/CREATE|GRANT|REVOKE|ALTER|DROP|password set/);
      expect(catalogs(server, ["orders"])).toBe(before);
      await Promise.all([switching.works(), late.works()]);
      expect([logsIn(server, first), logsIn(server, second)]).toEqual([true, true]);
      // The one before the previous is shut by the next raise: who still has it must be gone by then.
      await late.stop();

      const kept = Application.start(own, server, "orders", () => second);
      await kept.works();
      expect(await ensure(server, 3)).toMatchObject({ status: 0, stderr: "" });
      await Promise.all([switching.works(), kept.works()]);
      secret = third;
      await switching.works();
      await Promise.all([switching.stop(), kept.stop()]);

      expect(kept.failures).toEqual([]);
      expect(late.failures).toEqual([]);
      expect(switching.failures).toEqual([]);
      expect([first, second, third].map((who) => logsIn(server, who))).toEqual([false, true, true]);
    }));

  test("then everything belongs to the owner, and every revision can work with it", () => {
    const owners = "SELECT DISTINCT relowner::regrole FROM pg_class WHERE relnamespace = 'public'::regnamespace";
    expect(server.superuser(owners, "orders")).toBe("orders_owner");
    expect(
      server.superuser("SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'orders%'"),
    ).toBe("orders_2 orders_3 orders_owner");
    const sql =
      "SELECT current_user; ALTER TABLE things ADD COLUMN IF NOT EXISTS x int; ALTER TABLE things DROP COLUMN x";
    for (const { username, password } of [second, third]) {
      expect(server.as(username, password, sql, "orders")).toMatchObject({ status: 0, stdout: "orders_owner\n" });
    }
  });

  test.each([
    ["make a role", "CREATE ROLE intruder"],
    ["make a database", "CREATE DATABASE more"],
    ["let others into its owner's role", "GRANT orders_owner TO platform_admin"],
    ["become the administrator", "SET ROLE platform_admin"],
    ["become the one before", "SET ROLE NONE; SET ROLE orders_2"],
    ["change the password of the one before", "ALTER ROLE orders_2 PASSWORD 'x'"],
    ["connect elsewhere", "\\c postgres"],
  ])("a login role cannot %s", (_, sql) => {
    expect(server.as("orders_3", "third", sql, "orders").status).not.toBe(0);
  });

  test("given a lowered revision, when run, then it is refused, and both go on working", async () => {
    for (const lower of [1, 2]) {
      const ran = await ensure(server, lower);
      expect(ran.status).toBe(1);
      expect(ran.stderr).toContain("passwordRevision is never lowered");
    }
    expect([second, third].map((who) => logsIn(server, who))).toEqual([true, true]);
  });

  test("given a revision that is skipped, when run, then the one in use stays valid", async () => {
    const ran = await ensureServices(server, { orders: "fifth" }, { revision: 5 });
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect([second, third].map((who) => logsIn(server, who))).toEqual([false, true]);
    expect(server.as("orders_5", "fifth", "SELECT current_user", "orders").stdout.trim()).toBe("orders_owner");
  });
});

describe("in the middle", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.stop());

  test("given a run that is killed before each of its steps, when it is run again, then it comes to its end, and nobody failed", () =>
    scope(async (own) => {
      await ensure(server, 1);
      await ensure(server, 2);
      const application = Application.start(own, server, "orders", () => second);
      await application.works();
      let killed = 0;
      for (let step = 1; (await ensure(server, 3, step)).status !== 0; step += 1) {
        killed += 1;
        expect(logsIn(server, second)).toBe(true);
      }
      await application.works();
      await application.stop();
      expect(killed).toBeGreaterThan(8);
      expect(application.failures).toEqual([]);
      expect([first, second, third].map((who) => logsIn(server, who))).toEqual([false, true, true]);
      expect(server.superuser("SELECT count(*) FROM pg_roles WHERE rolname = 'orders'")).toBe("0");
    }));

  test("given two runs at once, when one is done, then the other is, too", async () => {
    for (const ran of await Promise.all([ensure(server, 4), ensure(server, 4)])) {
      expect(ran).toMatchObject({ status: 0, stderr: "" });
    }
  });

  test("given sessions of others, when old roles are shut, then only theirs end", () =>
    scope(async (own) => {
      const other = server.superuser("SELECT pg_backend_pid()");
      expect(other).toMatch(/^\d+$/);
      await ensureServices(server, { shop: "shop one" });
      const application = Application.start(own, server, "shop", () => ({ username: "shop", password: "shop one" }));
      await application.works();
      expect(await ensureServices(server, { orders: "fifth" }, { revision: 5 })).toMatchObject({ status: 0 });
      await application.works();
      await application.stop();
      expect(application.failures).toEqual([]);
    }));
});

describe("what was there before", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterEach(() => reset(server));
  afterAll(() => server?.stop());

  /** A role that owns its tables itself, with rights of its own: as one without an owner role was made. */
  function make(): void {
    const { username, password } = server.admin;
    const admin = (sql: string, database = "postgres"): void =>
      expect(server.as(username, password, sql, database)).toMatchObject({ status: 0, stderr: "" });
    admin("CREATE ROLE orders LOGIN PASSWORD 'first' CONNECTION LIMIT 20");
    admin("CREATE DATABASE orders TEMPLATE template0");
    admin("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE orders TO orders");
    admin("GRANT USAGE, CREATE ON SCHEMA public TO orders", "orders");
    expect(server.as("orders", "first", "CREATE TABLE old (id int); INSERT INTO old VALUES (7)", "orders").status).toBe(
      0,
    );
  }

  test("given a role that owns its tables, when run and rotated, then they are the owner's, and nobody fails", () =>
    scope(async (own) => {
      make();
      const application = Application.start(own, server, "orders", () => first);
      await application.works();
      expect(await ensure(server, 1)).toMatchObject({ status: 0, stderr: "" });
      await application.works();
      expect(await ensure(server, 2)).toMatchObject({ status: 0, stderr: "" });
      await application.works();
      await application.stop();
      expect(application.failures).toEqual([]);
      expect(
        server.as("orders_2", "second", "ALTER TABLE old ADD more int; SELECT id FROM old", "orders").stdout.trim(),
      ).toBe("7");
      expect((await ensure(server, 3)).stdout).toContain("DROP ROLE");
    }));

  test("given a table that is in use, when it is to be handed over, then nobody waits behind it, and the next run does it", async () => {
    make();
    const { port } = server;
    const user = new Client({ host: "127.0.0.1", port, user: "orders", password: "first", database: "orders" });
    await user.connect();
    await user.query("BEGIN; LOCK TABLE old IN ACCESS SHARE MODE");
    const ran = await ensureServices(server, { orders: "first" }, { env: { ATTEMPTS: "2" } });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("lock timeout");
    await user.query("SELECT * FROM old; COMMIT");
    await user.end();
    expect(await ensure(server, 1)).toMatchObject({ status: 0, stderr: "" });
  });

  test("given settings and memberships of a role, when rotated, then the next one has them, too", async () => {
    await ensure(server, 1);
    server.superuser(
      `CREATE ROLE reporting; GRANT reporting TO platform_admin WITH ADMIN OPTION; GRANT reporting TO orders;
       ALTER ROLE orders CONNECTION LIMIT 20; ALTER ROLE orders SET statement_timeout = '7s';
       ALTER ROLE orders IN DATABASE orders SET search_path = "$user", app, public`,
    );
    expect(await ensure(server, 2)).toMatchObject({ status: 0, stderr: "" });
    const sql = "SHOW search_path; SHOW statement_timeout; SELECT pg_has_role(current_user, 'reporting', 'USAGE')";
    expect(server.as("orders_2", "second", sql, "orders").stdout).toBe('"$user", app, public\n7s\nt\n');
    expect(server.superuser("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'orders_2'")).toBe("20");
  });

  test("given rights that a role has by itself, when its sessions would lose them, then it is refused before they do", async () => {
    make();
    server.superuser(
      "CREATE TABLE shared (id int); GRANT SELECT ON shared TO orders; GRANT CONNECT ON DATABASE postgres TO orders",
    );
    const sql = "SELECT count(*) FROM shared";
    const ran = await ensure(server, 1);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("the role orders has rights of its own on 1 object(s) in the database postgres");
    expect(server.as("orders", "first", sql, "postgres")).toMatchObject({ status: 0, stdout: "0\n" });
    server.superuser(
      `REVOKE ALL ON shared FROM orders; GRANT SELECT ON shared TO orders_owner;
       REVOKE ALL ON DATABASE postgres FROM orders; GRANT CONNECT ON DATABASE postgres TO orders_owner`,
    );
    for (const [revision, { username, password }] of [first, second].entries()) {
      expect(await ensure(server, revision + 1)).toMatchObject({ status: 0, stderr: "" });
      expect(server.as(username, password, sql, "postgres")).toMatchObject({ status: 0, stdout: "0\n" });
    }
  });

  test("given objects that a session made as itself, when rotated, then they are the owner's", async () => {
    await ensure(server, 1);
    expect(server.as("orders", "first", "SET ROLE NONE; CREATE TABLE own (id int)", "orders").status).toBe(0);
    expect(await ensure(server, 2)).toMatchObject({ status: 0 });
    expect(server.as("orders_2", "second", "DROP TABLE own", "orders").status).toBe(0);
  });

  test("given an old role that owns something elsewhere, when it is shut, then it stays, and is told", async () => {
    await ensure(server, 1);
    await ensure(server, 2);
    server.superuser("CREATE TABLE elsewhere (id int); ALTER TABLE elsewhere OWNER TO orders", "postgres");
    const ran = await ensure(server, 3);
    expect(ran).toMatchObject({ status: 0 });
    expect(ran.stdout).toContain("orders stays, shut: it owns or may use something in postgres");
    expect(logsIn(server, first)).toBe(false);
    expect(server.superuser("SELECT count(*) FROM elsewhere", "postgres")).toBe("0");
    expect(await ensure(server, 3)).toMatchObject({ status: 0 });
  });
});
