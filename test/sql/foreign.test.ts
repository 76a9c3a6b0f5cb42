/** A database or a role that somebody else made is not reported as done. */
import { MAJORS, NEWEST } from "../helpers/postgres-programs";
import { PostgresServer } from "../helpers/postgres-server";
import { ensureServices, reset, type ScriptRan } from "./run-script";

/** What stands in the way of the service `orders`: as the superuser makes it, and as it is told. */
const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ["a superuser", "CREATE ROLE orders LOGIN SUPERUSER", /the role orders is a superuser/],
  [
    "one past row-level security",
    "CREATE ROLE orders LOGIN BYPASSRLS",
    /the role orders is past every row-level security/,
  ],
  [
    "one that may copy the server",
    "CREATE ROLE orders LOGIN REPLICATION",
    /the role orders is allowed to copy the whole server/,
  ],
  ["an owner that is a superuser", "CREATE ROLE orders_owner SUPERUSER", /the role orders_owner is a superuser/],
  ["an owner that logs in", "CREATE ROLE orders_owner LOGIN", /the role orders_owner can log in/],
  ["a later revision that is a superuser", "CREATE ROLE orders_2 LOGIN SUPERUSER", /the role orders_2 is a superuser/],
  [
    "a member of rds_superuser",
    "CREATE ROLE rds_superuser; CREATE ROLE orders LOGIN; GRANT rds_superuser TO orders",
    /the role orders is a member of rds_superuser/,
  ],
  [
    "a member of rds_superuser by way of another role",
    "CREATE ROLE rds_superuser; CREATE ROLE crew; CREATE ROLE orders LOGIN; GRANT rds_superuser TO crew; GRANT crew TO orders",
    /the role orders is a member of rds_superuser/,
  ],
  [
    "a member of a superuser",
    "CREATE ROLE chief SUPERUSER; CREATE ROLE orders LOGIN; GRANT chief TO orders",
    /member of chief, which is a superuser/,
  ],
  [
    "a member of the administrator",
    "CREATE ROLE orders LOGIN; GRANT platform_admin TO orders",
    /member of platform_admin, which is the administrator/,
  ],
  ...[
    "pg_execute_server_program",
    "pg_read_all_data",
    "pg_write_all_data",
    "pg_read_server_files",
    "pg_signal_backend",
  ].map(
    (predefined) =>
      [
        `a member of ${predefined}`,
        `CREATE ROLE orders LOGIN; GRANT ${predefined} TO orders`,
        new RegExp(`the role orders is a member of ${predefined}`),
      ] as const,
  ),
  [
    "an owner in a predefined role",
    "CREATE ROLE orders_owner; GRANT pg_monitor TO orders_owner",
    /orders_owner is a member of pg_monitor/,
  ],
  [
    "somebody else's database",
    "CREATE ROLE mallory; CREATE DATABASE orders OWNER mallory",
    /the database orders belongs to mallory, not to platform_admin/,
  ],
  ["a template", "CREATE DATABASE orders OWNER platform_admin IS_TEMPLATE true", /the database orders is a template/],
  ["a closed database", "CREATE DATABASE orders OWNER platform_admin ALLOW_CONNECTIONS false", /takes no connections/],
];

/** CREATE DATABASE runs in no transaction: statement by statement. */
function make(server: PostgresServer, sql: string): void {
  for (const statement of sql.split(";")) server.superuser(statement);
}

/** The rules of roles changed with 16. */
describe.each(MAJORS.filter((major) => major === "15" || major === NEWEST))("on PostgreSQL %s", (major) => {
  let server: PostgresServer;
  const ensure = (): Promise<ScriptRan> => ensureServices(server, { billing: "second", orders: "first" });
  const made = (): string =>
    server.superuser("SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolname LIKE 'billing%'");

  beforeAll(async () => {
    server = await PostgresServer.start({ major });
  });
  afterEach(() => {
    server.superuser("UPDATE pg_database SET datistemplate = false, datallowconn = true WHERE datname = 'orders'");
    reset(server);
  });
  afterAll(() => server?.stop());

  test.each(REFUSED)(
    "given %s, when run, then it is refused by name, and nothing is made, of other services neither",
    async (_, sql, told) => {
      make(server, sql);
      const ran = await ensure();
      expect(ran.status).toBe(1);
      expect(ran.stderr).toMatch(told);
      expect(ran.stderr).toContain("service orders:");
      expect(ran.stdout).not.toContain("done");
      expect(made()).toBe("");
    },
  );

  test.each([
    ["^azure", "azure_pg_admin", "rds_superuser"],
    ["", "pg_monitor", "azure_pg_admin"],
  ])(
    "given a platform whose roles are '%s', when run, then they are refused, and others are roles like any",
    async (platform, theirs, other) => {
      const given = (role: string): void =>
        make(
          server,
          `${role.startsWith("pg_") ? "" : `CREATE ROLE ${role}; `}CREATE ROLE orders LOGIN; GRANT ${role} TO orders`,
        );
      const run = (): Promise<ScriptRan> =>
        ensureServices(server, { orders: "first" }, { env: { PLATFORM_ROLES: platform } });
      given(theirs);
      expect((await run()).stderr).toContain(`the role orders is a member of ${theirs}`);
      reset(server);
      given(other);
      expect((await run()).stderr).not.toContain("is a member of");
    },
  );

  test("given several faults, when run, then all are told at once", async () => {
    make(
      server,
      "CREATE ROLE mallory; CREATE DATABASE orders OWNER mallory; CREATE ROLE billing SUPERUSER; CREATE ROLE orders_owner LOGIN",
    );
    const { stderr } = await ensure();
    for (const told of ["belongs to mallory", "billing is a superuser", "orders_owner can log in"])
      expect(stderr).toContain(told);
  });

  test("given one service's role in another one's, when run, then it is refused", async () => {
    expect(await ensure()).toMatchObject({ status: 0 });
    make(server, "GRANT billing_owner TO orders");
    const ran = await ensure();
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("the role orders is a member of billing_owner, a role of the service billing");
  });

  test("given a harmless role and database of the administrator's, when run, then they are taken over, and put right", async () => {
    const { username, password } = server.admin;
    for (const sql of ["CREATE ROLE orders LOGIN CREATEDB PASSWORD 'other' NOINHERIT", "CREATE DATABASE orders"]) {
      server.as(username, password, sql, "postgres");
    }
    expect(await ensure()).toMatchObject({ status: 0, stderr: "" });
    expect(server.as("orders", "other", "SELECT 1", "orders").status).not.toBe(0);
    expect(
      server.as("orders", "first", "CREATE TABLE t (id int); DROP TABLE t; SELECT current_user", "orders"),
    ).toMatchObject({
      status: 0,
      stdout: "orders_owner\n",
    });
    expect(server.superuser("SELECT rolcreatedb FROM pg_roles WHERE rolname = 'orders'")).toBe("f");
  });

  test("given a role that somebody else made, when run, then it is taken over where the server allows it, else refused by name", async () => {
    make(server, "CREATE ROLE orders LOGIN");
    const ran = await ensure();
    expect(ran.status).toBe(major === "15" ? 0 : 1);
    expect(ran.stderr).toMatch(
      major === "15" ? /^$/ : /platform_admin may not administer the role orders, which somebody else made/,
    );
    make(server, "GRANT orders TO platform_admin WITH ADMIN OPTION");
    expect(await ensure()).toMatchObject({ status: 0 });
  });

  test("given a role that is shut, when run, then it is not reported as done", async () => {
    expect(await ensure()).toMatchObject({ status: 0 });
    for (const shut of ["NOLOGIN", "VALID UNTIL '2001-01-01'", "CONNECTION LIMIT 0"]) {
      make(server, `ALTER ROLE orders ${shut}`);
      const ran = await ensure();
      expect([ran.status, ran.stdout.includes("done")]).toEqual([1, false]);
      expect(ran.stderr).toContain("orders cannot log in with the password that was just set");
      make(server, "ALTER ROLE orders LOGIN VALID UNTIL 'infinity' CONNECTION LIMIT -1");
    }
  });
});
