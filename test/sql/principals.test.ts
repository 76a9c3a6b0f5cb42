/** Services that log in by tokens of a directory, on every version of PostgreSQL; Azure's label provider is stood in for. */
import { MAJORS, NEWEST } from "../helpers/postgres-programs";
import { PostgresServer } from "../helpers/postgres-server";
import { LabelProvider } from "./label-provider";
import { catalogs, ensureServices, reset, type ScriptOptions, type ScriptRan } from "./run-script";

jest.setTimeout(600_000);

const ID = "aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb";
const OTHER = "cccccccc-1111-2222-3333-dddddddddddd";
const WRITES = /CREATE|GRANT|REVOKE|ALTER|DROP|CALL|password set/;

test("Azure's statement is PostgreSQL's: all that a server lacks is Azure's provider", async () => {
  const server = await PostgresServer.start();
  try {
    const ran = await ensureServices(server, {}, { principals: { orders: ID } });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('security label provider "pgaadauth" is not loaded');
    // Nothing is left half done: a role that no token could be of.
    expect(server.superuser("SELECT count(*) FROM pg_roles WHERE rolname = 'orders_token'")).toBe("0");
  } finally {
    server.stop();
  }
});

describe.each(MAJORS)("on PostgreSQL %s", (major) => {
  let server: PostgresServer;
  let provider: LabelProvider;

  beforeAll(async () => {
    server = await PostgresServer.start({ major });
    provider = await LabelProvider.before(server);
  });
  afterAll(async () => {
    await provider?.stop();
    server?.stop();
  });
  afterEach(() => reset(server));

  const ensure = (passwords: Readonly<Record<string, string>>, options: ScriptOptions = {}): Promise<ScriptRan> =>
    ensureServices(server, passwords, {
      ...options,
      env: { PGPORT: String(provider.port), PGSSLMODE: "disable", PGGSSENCMODE: "disable", ...options.env },
    });
  const entra = (id = ID, options: ScriptOptions = {}): Promise<ScriptRan> =>
    ensure({}, { principals: { orders: id }, ...options });
  const roles = (): string =>
    server.superuser(
      "SELECT string_agg(rolname || CASE WHEN rolcanlogin THEN '' ELSE '!' END, ' ' ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'orders%'",
    );
  /** What a session does that a token let in: the server takes a password in its place for the while. */
  const asPrincipal = (sql: string) => {
    server.superuser("ALTER ROLE orders_token PASSWORD 'in place of a token'");
    const ran = server.as("orders_token", "in place of a token", sql, "orders");
    server.superuser("ALTER ROLE orders_token PASSWORD NULL");
    return ran;
  };

  test("a principal's role has its label and no password, and becomes the owner when it logs in", async () => {
    expect(await entra()).toMatchObject({ status: 0, stderr: "" });

    expect(provider.labels()).toBe(`orders_token|aadauth,oid=${ID},type=service`);
    expect(roles()).toBe("orders_owner! orders_token");
    expect(
      server.superuser("SELECT count(*) FROM pg_authid WHERE rolname LIKE 'orders%' AND rolpassword IS NOT NULL"),
    ).toBe("0");
    expect(asPrincipal("SELECT session_user, current_user; CREATE TABLE t (id int); SHOW search_path")).toMatchObject({
      status: 0,
      stdout: "orders_token|orders_owner\npublic\n",
    });
    expect(server.superuser("SELECT relowner::regrole FROM pg_class WHERE relname = 't'", "orders")).toBe(
      "orders_owner",
    );
  });

  test("a second run writes not one row of the catalogs", async () => {
    await ensure({ billing: "second" }, { principals: { orders: ID } });
    const before = catalogs(server, ["orders", "billing"]);
    const ran = await ensure({ billing: "second" }, { principals: { orders: ID } });
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(ran.stdout).not.toMatch(WRITES);
    expect(catalogs(server, ["orders", "billing"])).toBe(before);
  });

  test("a principal that was made anew, or of the server that this one was restored from: the label is written anew", async () => {
    await entra(OTHER);
    asPrincipal("CREATE TABLE t (id int); INSERT INTO t VALUES (7)");
    expect(await entra()).toMatchObject({ status: 0, stderr: "" });
    expect(provider.labels()).toBe(`orders_token|aadauth,oid=${ID},type=service`);
    expect(asPrincipal("SELECT id FROM t").stdout).toBe("7\n");
  });

  test("from passwords to principals and back: each way what was is shut, sessions end, and the data stays", async () => {
    await ensure({ orders: "first" });
    await ensure({ orders: "second" }, { revision: 2 });
    server.superuser("ALTER ROLE orders_2 CONNECTION LIMIT 7; ALTER ROLE orders_2 SET work_mem = '9MB'");
    server.as("orders_2", "second", "CREATE TABLE t (id int); INSERT INTO t VALUES (7)", "orders");

    expect(await entra(ID, { revision: 2 })).toMatchObject({ status: 0, stderr: "" });
    // The newest tells which revisions there were.
    expect(roles()).toBe("orders_2! orders_owner! orders_token");
    expect(server.as("orders_2", "second", "SELECT 1", "orders").status).not.toBe(0);
    expect(asPrincipal("SELECT id FROM t; SHOW work_mem").stdout).toBe("7\n9MB\n");
    expect(server.superuser("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'orders_token'")).toBe("7");
    server.superuser("ALTER ROLE orders_token SET work_mem = '11MB'");
    asPrincipal("INSERT INTO t VALUES (8)");
    const before = catalogs(server, ["orders"]);
    expect((await entra(ID, { revision: 2 })).stdout).not.toMatch(WRITES);
    expect(catalogs(server, ["orders"])).toBe(before);

    expect(await ensure({ orders: "third" }, { revision: 2 })).toMatchObject({ status: 0, stderr: "" });
    expect(roles()).toBe("orders_2 orders_owner!");
    expect(provider.labels()).toBe("");
    expect(server.as("orders_2", "third", "SELECT count(*) FROM t; SHOW work_mem", "orders").stdout).toBe("2\n11MB\n");
    expect(server.as("orders_2", "second", "SELECT 1", "orders").status).not.toBe(0);
  });

  // What follows is the same on all of them.
  if (major !== NEWEST) return;

  test("it is no administrator, of nothing", async () => {
    await entra();
    expect(
      server.superuser(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'orders_token'",
      ),
    ).toBe("f|f|f|f|f");
    expect(provider.labels()).not.toContain("admin");
  });

  test.each([1, 2])("back to passwords at revision %i that never was", async (revision) => {
    await entra();
    expect(await ensure({ orders: "first" }, { revision })).toMatchObject({ status: 0, stderr: "" });
    expect(roles()).toBe(`orders${revision === 1 ? "" : "_2"} orders_owner!`);
  });

  test("a principal that owns something elsewhere stays, shut, and is let in again by its next turn", async () => {
    await entra();
    server.superuser("CREATE DATABASE elsewhere OWNER orders_token");
    const ran = await ensure({ orders: "first" });
    expect(ran.stdout).toContain("orders_token stays, shut: it owns or may use something in the whole server");
    expect(roles()).toBe("orders orders_owner! orders_token!");
    expect(await entra()).toMatchObject({ status: 0, stderr: "" });
    expect(roles()).toBe("orders! orders_owner! orders_token");
  });

  test("a role of that name that a person made of no principal is nobody's business where there are passwords", async () => {
    server.superuser("CREATE ROLE orders_token LOGIN PASSWORD 'mine'");
    await ensure({ orders: "first" });
    await ensure({ orders: "first" });
    expect(roles()).toBe("orders orders_owner! orders_token");
    expect(server.as("orders_token", "mine", "SELECT 1", "postgres").stderr).not.toContain("not permitted to log in");
  });

  test("a principal that a person shut stays shut, and is told", async () => {
    await entra();
    server.superuser("ALTER ROLE orders_token NOLOGIN");
    const ran = await entra();
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain("service orders: the role orders_token cannot log in: somebody shut it");
    expect(roles()).toBe("orders_owner! orders_token!");
  });

  test("passwordRevision is not lowered on the way: the revisions that there were are remembered", async () => {
    await ensure({ orders: "third" }, { revision: 3 });
    const ran = await entra(ID, { revision: 2 });
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain("passwordRevision is never lowered (to 2)");
    expect(provider.labels()).toBe("");
  });

  test("killed before any of its statements, it is whole after the next run", async () => {
    for (const killedAt of [3, 7, 8, 9, 10, 11]) {
      await ensure({ orders: "first" });
      await entra(ID, { killedAt });
      expect(await entra()).toMatchObject({ status: 0 });
      expect(roles()).toBe("orders! orders_owner! orders_token");
    }
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["no object id", { orders: "x'; DROP ROLE a" }, "service orders: there is no label of a principal"],
    ["a reserved name", { pg_orders: ID }, "no service can be called pg_orders"],
    ["a name of its own roles", { orders_token: ID }, "no service can be called orders_token"],
    ["a service with a password, too", { billing: ID }, "service billing: it is named twice"],
  ])("given %s, then nothing is changed", async (_, principals, message) => {
    const ran = await ensure({ billing: "second" }, { principals });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toContain("nothing was changed");
    expect(server.superuser("SELECT count(*) FROM pg_database WHERE datname = 'billing'")).toBe("0");
  });

  test("a member of another service's principal is refused", async () => {
    await ensure({}, { principals: { orders: ID, billing: OTHER } });
    server.superuser("GRANT billing_token TO orders_token");
    const ran = await entra();
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("is a member of billing_token, a role of the service billing");
  });
});
