/** A server that was upgraded from 15, where CREATEROLE was over every role, to where it is over what was granted. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { MAJORS } from "../helpers/postgres-programs";
import { PostgresServer } from "../helpers/postgres-server";
import { scope } from "../helpers/scope";
import { ensureServices } from "./run-script";

/** As RDS makes its administrator: no superuser, but a member of a role that may do much, with the right to pass it on. */
const LIKE_RDS = `CREATE ROLE rds_superuser; GRANT pg_monitor, pg_signal_backend TO rds_superuser WITH ADMIN OPTION;
  GRANT rds_superuser TO platform_admin WITH ADMIN OPTION`;

/** Everything of a server, as an upgrade carries it: without who granted memberships, which 16 no longer takes from an older one. */
function dump(server: PostgresServer): string {
  const { status, stdout, stderr } = spawnSync(join(server.client, "pg_dumpall"), [], {
    env: server.superuserEnvironment,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .split("\n")
    .filter((line) => !/^(CREATE ROLE (root_of_all|platform_admin);|\\(un)?restrict )/.test(line))
    .map((line) => line.replace(/ GRANTED BY [^;]*;/, ";"))
    .join("\n");
}

test.each(MAJORS.filter((major) => major !== "15"))(
  "given services of 15, when upgraded to %s, then their passwords still rotate",
  (major) =>
    scope(async (own) => {
      const start = async (which: string): Promise<PostgresServer> =>
        own(await PostgresServer.start({ major: which }), (server) => server.stop());
      const [old, upgraded] = [await start("15"), await start(major)];
      old.superuser(LIKE_RDS);
      expect(await ensureServices(old, { orders: "first" })).toMatchObject({ status: 0, stderr: "" });
      expect(old.as("orders", "first", "CREATE TABLE t (id int); INSERT INTO t VALUES (7)", "orders").status).toBe(0);
      upgraded.superuser(dump(old));

      expect(await ensureServices(upgraded, { orders: "first" })).toMatchObject({ status: 0, stderr: "" });
      expect(await ensureServices(upgraded, { orders: "second" }, { revision: 2 })).toMatchObject({
        status: 0,
        stderr: "",
      });
      expect(upgraded.as("orders", "first", "SELECT id FROM t", "orders").stdout).toBe("7\n");
      expect(upgraded.as("orders_2", "second", "ALTER TABLE t ADD more int; SELECT id FROM t", "orders").stdout).toBe(
        "7\n",
      );
      const third = await ensureServices(upgraded, { orders: "third" }, { revision: 3 });
      expect(third).toMatchObject({ status: 0, stderr: "" });
      expect(third.stdout).toContain("DROP ROLE");
      expect(upgraded.as("orders_3", "third", "DROP TABLE t", "orders").status).toBe(0);
    }),
);

test("given a role of 15 whose administration nobody granted, when upgraded, then the grant that is missing is told", async () => {
  const server = await PostgresServer.start();
  try {
    server.superuser("CREATE ROLE orders LOGIN; CREATE ROLE orders_owner");
    const ran = await ensureServices(server, { orders: "first" });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("GRANT orders TO platform_admin WITH ADMIN OPTION");
    expect(ran.stderr).toContain("GRANT orders_owner TO platform_admin WITH ADMIN OPTION");
    server.superuser("GRANT orders, orders_owner TO platform_admin WITH ADMIN OPTION");
    expect(await ensureServices(server, { orders: "first" })).toMatchObject({ status: 0, stderr: "" });
  } finally {
    server.stop();
  }
});
