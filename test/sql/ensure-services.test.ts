/** The script and the SQL of the Job, against a real server. */
import { PostgresServer } from "../helpers/postgres-server";
import { catalogs, ensureServices, reset, type ScriptOptions, type ScriptRan } from "./run-script";

const HOSTILE = `o'r"d; DROP--$$ Ers`;

let server: PostgresServer;

function ensure(services: Readonly<Record<string, string>>, options?: ScriptOptions): Promise<ScriptRan> {
  return ensureServices(server, services, options);
}

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server?.stop());

describe("a first run", () => {
  afterEach(() => reset(server));

  test("given services, when run, then each has a database and a role that logs in", async () => {
    const ran = await ensure({ orders: "first", billing: "second" });
    expect(ran).toMatchObject({ status: 0 });
    expect(
      server.as("orders", "first", "SELECT session_user, current_user, current_database()", "orders").stdout.trim(),
    ).toBe("orders|orders_owner|orders");
    expect(server.as("billing", "second", "SELECT 1", "billing").status).toBe(0);
  });

  test("given a role, when it uses its own database, then it makes tables, schemas and trusted extensions", async () => {
    await ensure({ orders: "first" });
    const sql =
      "CREATE TABLE t (id int); INSERT INTO t VALUES (1); CREATE SCHEMA more; CREATE EXTENSION pg_trgm; SELECT count(*) FROM public.t";
    expect(server.as("orders", "first", sql, "orders")).toMatchObject({ status: 0, stdout: "1\n" });
  });

  test("given a role, when it looks up a name without a schema, then only public is searched", async () => {
    await ensure({ orders: "first" });
    expect(server.as("orders", "first", "SHOW search_path", "orders").stdout.trim()).toBe("public");
  });
});

describe("least privilege", () => {
  beforeAll(async () => {
    // As at Amazon, where the administrator owns these.
    server.superuser(
      "ALTER DATABASE template1 OWNER TO platform_admin; ALTER DATABASE postgres OWNER TO platform_admin",
    );
    expect((await ensure({ orders: "first", billing: "second" })).status).toBe(0);
  });
  afterAll(() => {
    server.superuser("ALTER DATABASE template1 OWNER TO root_of_all");
    reset(server);
  });

  test.each(["billing", "postgres", "template1"])("a role cannot connect to the database %s", (database) => {
    const ran = server.as("orders", "first", "SELECT 1", database);
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain(`permission denied for database "${database}"`);
  });

  test.each([
    ["make a role", "CREATE ROLE intruder"],
    ["make a database", "CREATE DATABASE more"],
    ["change another role's password", "ALTER ROLE billing PASSWORD 'x'"],
    ["become the administrator", "SET ROLE platform_admin"],
    ["rename its database", "ALTER DATABASE orders RENAME TO mine"],
    [
      "let others in",
      "GRANT CONNECT ON DATABASE orders TO billing; SELECT 1/(CASE WHEN has_database_privilege('billing', 'orders', 'CONNECT') THEN 1 ELSE 0 END)",
    ],
    ["read the server's files", "SELECT pg_read_file('postgresql.conf')"],
    ["read password verifiers", "SELECT * FROM pg_authid"],
  ])("a role cannot %s", (_, sql) => {
    expect(server.as("orders", "first", sql, "orders").status).not.toBe(0);
  });

  test("a role that was given more is put back by the next run", async () => {
    server.superuser("ALTER ROLE orders CREATEDB CREATEROLE");
    await ensure({ orders: "first" });
    expect(
      server.superuser(
        "SELECT rolcreatedb, rolcreaterole, rolsuper, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'orders'",
      ),
    ).toBe("f|f|f|f|f");
  });
});

describe("a second run", () => {
  afterEach(() => reset(server));

  test("given nothing new, when run again, then not one row of the catalogs is written", async () => {
    await ensure({ orders: "first", [HOSTILE]: "second" });
    const before = catalogs(server, ["orders", HOSTILE]);
    const ran = await ensure({ orders: "first", [HOSTILE]: "second" });
    expect(ran.status).toBe(0);
    expect(catalogs(server, ["orders", HOSTILE])).toBe(before);
    expect(ran.stdout).not.toMatch(/CREATE|GRANT|REVOKE|ALTER|password set/);
  });

  test("given data, when a service is added, then what was there is untouched", async () => {
    await ensure({ orders: "first" });
    server.as("orders", "first", "CREATE TABLE t (id int); INSERT INTO t VALUES (7)", "orders");
    const before = server.superuser("SELECT xmin, * FROM pg_authid WHERE rolname = 'orders'");
    const ran = await ensure({ orders: "first", billing: "second" });
    expect(ran.stdout).toContain("CREATE ROLE");
    expect(server.superuser("SELECT xmin, * FROM pg_authid WHERE rolname = 'orders'")).toBe(before);
    expect(server.as("orders", "first", "SELECT id FROM t", "orders").stdout.trim()).toBe("7");
  });

  test("given a service that is gone from the list, when run, then its database and role stay", async () => {
    await ensure({ orders: "first", billing: "second" });
    expect((await ensure({ orders: "first" })).status).toBe(0);
    expect(server.as("billing", "second", "SELECT 1", "billing").status).toBe(0);
  });

  test("given a changed password, when run, then it alone is changed, and the old one is refused", async () => {
    await ensure({ orders: "first" });
    const ran = await ensure({ orders: "new one" });
    expect(ran.stdout).toContain("password set");
    expect(ran.stdout).not.toMatch(/CREATE|GRANT|REVOKE/);
    expect(server.as("orders", "new one", "SELECT 1", "orders").status).toBe(0);
    expect(server.as("orders", "first", "SELECT 1", "orders").status).not.toBe(0);
  });

  test("given a search path that somebody set, when run, then it is kept", async () => {
    await ensure({ orders: "first" });
    server.superuser("ALTER ROLE orders IN DATABASE orders SET search_path = app, public");
    await ensure({ orders: "first" });
    expect(server.as("orders", "first", "SHOW search_path", "orders").stdout.trim()).toBe("app, public");
  });
});

describe("hostile input", () => {
  afterEach(() => reset(server));

  test("given a name full of quotes, when run, then it is a name and nothing else", async () => {
    expect(await ensure({ [HOSTILE]: "first", orders: "second" })).toMatchObject({ status: 0 });
    expect(server.as(HOSTILE, "first", "SELECT session_user", HOSTILE).stdout.trim()).toBe(HOSTILE);
    expect(server.as(HOSTILE, "first", "SELECT 1", "orders").status).not.toBe(0);
  });

  test.each([
    ["quotes", `a'b"c\\d$$e`],
    ["a variable of psql's", `:"service" :'x' :y`],
    ["spaces", " p q "],
    ["a percent sign", "%s%n%%"],
  ])("given a password with %s, when run, then it is that password", async (_, password) => {
    expect(await ensure({ orders: password })).toMatchObject({ status: 0 });
    expect(server.as("orders", password, "SELECT 1", "orders").status).toBe(0);
  });
});

describe("secrecy", () => {
  afterEach(() => reset(server));

  test("when passwords are set and changed, then none is in the server's log, the script's output, or a process list", async () => {
    const passwords = ["correct-horse-battery", "staple-of-another-kind"];
    const outputs: ScriptRan[] = [];
    for (const password of passwords) outputs.push(await ensure({ orders: password }));
    const log = server.log();
    expect(log).toContain("CREATE ROLE");
    expect(log).toContain("SCRAM-SHA-256$");
    expect(outputs[0]?.arguments).toContain("service=orders");
    for (const password of [...passwords, server.admin.password]) {
      expect(log).not.toContain(password);
      for (const ran of outputs) expect(ran.stdout + ran.stderr + ran.arguments).not.toContain(password);
    }
  });

  test("given a server that would make an MD5 verifier, when a password is set, then it is SCRAM", async () => {
    server.superuser("ALTER SYSTEM SET password_encryption = 'md5'; SELECT pg_reload_conf()");
    const ran = await ensure({ orders: "first" });
    server.superuser("ALTER SYSTEM RESET password_encryption; SELECT pg_reload_conf()");
    expect(ran.status).toBe(0);
    expect(server.superuser("SELECT left(rolpassword, 14) FROM pg_authid WHERE rolname = 'orders'")).toBe(
      "SCRAM-SHA-256$",
    );
  });
});

describe("a folder of services", () => {
  afterEach(() => reset(server));
  const roles = (): string =>
    server.superuser("SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE oid >= 16384");

  test("given nothing in it, when run, then no role is made, of no name", async () => {
    expect(await ensure({})).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("there are no services") as string,
    });
    expect(roles()).toBe(server.admin.username);
  });

  test.each<[string, string, string]>([
    ["an empty password", "orders", ""],
    ["a password that ends with a line break", "orders", "first\n"],
    ["a password of two lines", "orders", "first\nsecond"],
    ["a password with a tabulator", "orders", "fi\trst"],
    ["a password with a zero byte", "orders", "fi\0rst"],
    ["a name with a line break", "or\nders", "first"],
    ["a name that PostgreSQL would cut off", "o".repeat(58), "first"],
    ["PostgreSQL's own name", "pg_orders", "first"],
    ["PostgreSQL's own database", "template1", "first"],
    ["the keyword for everybody", "public", "first"],
    ["RDS's own name", "rds_orders", "first"],
    ["the administrator's name", "platform_admin", "first"],
    ["the name of another service's owner", "billing_owner", "first"],
    ["the name of another service's second login", "billing_2", "first"],
  ])("given %s, when run, then it fails by name, and nothing at all is made", async (_, name, password) => {
    const ran = await ensure({ billing: "second", [name]: password });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/no service can be called|the password of the service/);
    expect(ran.stderr).toContain("nothing was changed");
    expect(roles()).toBe(server.admin.username);
  });

  test.each(["0", "01", "-1", "x", "1; SELECT 1", ""])(
    "given the revision '%s', when run, then it is refused or 1",
    async (revision) => {
      const ran = await ensure({ orders: "first" }, { env: { REVISION: revision } });
      expect([ran.status, roles()]).toEqual(
        revision === "" ? [0, "orders orders_owner platform_admin"] : [1, server.admin.username],
      );
    },
  );
});

describe("failure", () => {
  afterEach(() => reset(server));

  test("given a wrong password of the administrator, when run, then it fails, and says why without it", async () => {
    const ran = await ensure({ orders: "first" }, { admin: { username: "platform_admin", password: "not-the-one" } });
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain("password authentication failed");
    expect(ran.stderr).not.toContain("not-the-one");
  });

  test("given an administrator who may make no roles, when run, then it fails before anything is made", async () => {
    server.superuser("ALTER ROLE platform_admin NOCREATEROLE");
    const ran = await ensure({ orders: "first" });
    server.superuser("ALTER ROLE platform_admin CREATEROLE");
    expect(ran.status).not.toBe(0);
    expect(server.superuser("SELECT count(*) FROM pg_database WHERE datname = 'orders'")).toBe("0");
  });
});
