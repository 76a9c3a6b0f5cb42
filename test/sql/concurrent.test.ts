/** What others do meanwhile stops no run: it is tried again, and nothing is left half done. */
import { join } from "node:path";
import { Client } from "pg";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { MAJORS } from "../helpers/postgres-programs";
import { PostgresServer } from "../helpers/postgres-server";
import { scope } from "../helpers/scope";
import type { Credentials } from "./application";
import { ensureServices, reset, type ScriptOptions, type ScriptRan, SQL } from "./run-script";

const ensure = (server: PostgresServer, options?: ScriptOptions): Promise<ScriptRan> =>
  ensureServices(server, { orders: "first" }, options);

function client(server: PostgresServer, { username, password }: Credentials): Client {
  const { port } = server;
  const limits = { connectionTimeoutMillis: PROGRAM_LIMIT, query_timeout: PROGRAM_LIMIT };
  return new Client({ host: "127.0.0.1", port, user: username, password, database: "orders", ...limits });
}

/**
 * Ends what dropped a table as soon as somebody waits for it: within the server, and so without a pause in which they might give
 * up. Then they find it gone.
 */
const COMMIT_UNDER_THE_NEXT = `
  DO $$
    BEGIN
      WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'relation') LOOP
        PERFORM pg_sleep(0.001);
      END LOOP;
    END
  $$;
  COMMIT`;

const GONE = "could not open relation with OID";

describe.each(MAJORS)("on PostgreSQL %s", (major) => {
  test("given a table that is dropped while it is to be handed over, when run, then the rest is handed over, and nobody fails", () =>
    scope(async (own) => {
      const server = own(await PostgresServer.start({ major }), (running) => running.stop());
      expect(await ensure(server)).toMatchObject({ status: 0, stderr: "" });
      expect(server.as("orders", "first", "SET ROLE NONE; CREATE TABLE stays (id int)", "orders").status).toBe(0);
      const user = own(client(server, { username: "orders", password: "first" }), (open) => open.end());
      await user.connect();
      // On a machine with other work it may have given up waiting before the drop was whole: that is not what is to be seen here.
      for (let time = 1; time <= 20 && !server.log().includes(GONE); time += 1) {
        await user.query("SET ROLE NONE; CREATE TABLE short_lived (id int)");
        await user.query("BEGIN; DROP TABLE short_lived");
        const [, ran] = await Promise.all([user.query(COMMIT_UNDER_THE_NEXT), ensure(server)]);
        expect(ran).toMatchObject({ status: 0, stderr: "" });
      }
      expect(server.log()).toContain(GONE);
      expect(server.superuser("SELECT relowner::regrole FROM pg_class WHERE relname = 'stays'", "orders")).toBe(
        "orders_owner",
      );
    }));
});

describe("by the code of what is said, not by its words", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterEach(() => reset(server));
  afterAll(() => server?.stop());

  /** A statement in the middle of a transaction of the script's fails for so many times. */
  async function failing(code: string, times: number): Promise<void> {
    expect(await ensure(server)).toMatchObject({ status: 0, stderr: "" });
    server.superuser(
      `CREATE SEQUENCE failed;
       CREATE FUNCTION fail() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
         IF nextval('public.failed') <= ${times} THEN
           RAISE EXCEPTION 'jemand anders war schneller' USING ERRCODE = '${code}';
         END IF;
       END $$;
       REVOKE ALL ON SCHEMA public FROM orders_owner;
       GRANT CREATE ON SCHEMA public TO PUBLIC;
       CREATE EVENT TRIGGER failing ON ddl_command_start WHEN TAG IN ('GRANT') EXECUTE FUNCTION fail()`,
      "orders",
    );
  }
  const tried = (): string => server.superuser("SELECT last_value FROM failed", "orders");
  const mayCreate = (who: string): string =>
    server.superuser(`SELECT has_schema_privilege('${who}', 'public', 'CREATE')`, "orders");

  test.each([
    ["serialization_failure", "40001"],
    ["deadlock_detected", "40P01"],
    ["lock_not_available", "55P03"],
    ["object_in_use", "55006"],
    ["undefined_table", "42P01"],
    ["undefined_object", "42704"],
    ["undefined_function", "42883"],
    ["invalid_schema_name", "3F000"],
    ["dependent_objects_still_exist", "2BP01"],
    ["duplicate_object", "42710"],
    ["unique_violation", "23505"],
    ["internal_error", "XX000"],
  ])("given %s (%s) twice, when run, then the third time does it", async (_, code) => {
    await failing(code, 2);
    expect(await ensure(server)).toMatchObject({ status: 0, stderr: "" });
    expect(tried()).toBe("3");
    expect(mayCreate("orders_owner")).toBe("t");
  });

  test("given what does not go away, when run, then it is told in the end, and nothing of it is half done", async () => {
    await failing("XX000", 1000);
    const ran = await ensure(server, { env: { ATTEMPTS: "3" } });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/ERROR: {2}XX000: jemand anders war schneller/);
    expect(ran.stderr).not.toContain("LOCATION");
    expect(tried()).toBe("3");
    // The statement before it took that away.
    expect(mayCreate("pg_monitor")).toBe("t");
  });

  test("given what nobody else is to blame for, when run, then it is told at once", async () => {
    await failing("42501", 1000);
    const ran = await ensure(server);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("jemand anders war schneller");
    expect(tried()).toBe("1");
  });
});

describe("several at once", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterEach(() => reset(server));
  afterAll(() => server?.stop());

  test("given runs at once over an empty server, when one is done, then all are", async () => {
    const services = { billing: "one", orders: "two", shop: "three" };
    const runs = await Promise.all([1, 2, 3].map(() => ensureServices(server, services)));
    for (const ran of runs) expect(ran).toMatchObject({ status: 0, stderr: "" });
    for (const [name, password] of Object.entries(services)) {
      expect(server.as(name, password, "SELECT current_user", name).stdout.trim()).toBe(`${name}_owner`);
    }
  });

  test("given two old roles of which one's table is in use, when they are shut, then both are handed over, or none", () =>
    scope(async (own) => {
      const run = (revision: number): Promise<ScriptRan> =>
        ensureServices(server, { orders: `password ${revision}` }, { revision });
      expect(await run(1)).toMatchObject({ status: 0, stderr: "" });
      // So that it is not dropped.
      server.superuser("CREATE TABLE elsewhere (id int); ALTER TABLE elsewhere OWNER TO orders");
      for (const revision of [2, 3]) expect(await run(revision)).toMatchObject({ status: 0, stderr: "" });
      server.superuser(
        "CREATE TABLE a (); ALTER TABLE a OWNER TO orders; CREATE TABLE b (); ALTER TABLE b OWNER TO orders_2",
        "orders",
      );
      const user = own(client(server, { username: "orders_3", password: "password 3" }), (open) => open.end());
      await user.connect();
      await user.query("SET ROLE NONE");
      server.superuser("GRANT SELECT ON b TO orders_3", "orders");
      await user.query("BEGIN; LOCK TABLE b IN ACCESS SHARE MODE");

      const { username, password } = server.admin;
      const names = [
        "set service orders",
        "set owner orders_owner",
        "set login orders_4",
        "set provider none",
        "set revision 4",
      ];
      const lines = [...names, `i ${join(SQL, "retire.sql")}`];
      const retire = `SET lock_timeout = '200ms';\n${lines.map((line) => `\\${line}`).join("\n")}\n`;
      const owners = (): string =>
        server.superuser(
          "SELECT string_agg(relowner::regrole::text, ' ' ORDER BY relname) FROM pg_class WHERE relname IN ('a', 'b')",
          "orders",
        );
      const ran = server.as(username, password, retire, "orders");
      expect(ran.stderr).toContain("lock timeout");
      expect(owners()).toBe("orders orders_2");
      await user.query("COMMIT");
      expect(server.as(username, password, retire, "orders")).toMatchObject({ status: 0, stderr: "" });
      expect(owners()).toBe("orders_owner orders_owner");
    }));
});
