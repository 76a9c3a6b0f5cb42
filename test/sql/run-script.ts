/** Runs the script of the Job as the Job does. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { RESERVED_POSTGRES_NAMES } from "../../src/catalog/postgres";
import { PROGRAM_LIMIT } from "../helpers/limits";
import type { PostgresServer, ProgramResult } from "../helpers/postgres-server";

export const SQL = resolve(__dirname, "../../assets/sql");

export interface ScriptRan extends ProgramResult {
  /** The arguments of every psql that was run, as any process of the machine could have seen them. */
  readonly arguments: string;
}

export interface ScriptOptions {
  /** @default the server's own */
  readonly admin?: PostgresServer["admin"];
  /** Of the passwords. @default 1 */
  readonly revision?: number;
  /** Password of the role that reads figures. @default there is none */
  readonly monitoring?: string;
  /** Object ids of services' principals, by name. @default no service has one */
  readonly principals?: Readonly<Record<string, string>>;
  /** Further variables, such as libpq's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Killed, with everything that it started, before psql is started for so many times. */
  readonly killedAt?: number;
}

/** `services`: passwords by name. */
export async function ensureServices(
  server: PostgresServer,
  services: Readonly<Record<string, string>>,
  { admin = server.admin, revision = 1, env = {}, killedAt = 0, monitoring, principals = {} }: ScriptOptions = {},
): Promise<ScriptRan> {
  const folder = mkdtempSync(join(tmpdir(), "services-"));
  const write = (path: string, name: string, text: string): void => {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, name), text);
  };
  write("admin", "username", admin.username);
  write("admin", "password", admin.password);
  if (monitoring !== undefined) write("monitoring", "password", monitoring);
  mkdirSync(join(folder, "services"));
  for (const [service, password] of Object.entries(services)) write(join("services", service), "password", password);
  // Goes before the real one, notes its arguments, and becomes it; or ends the whole group of processes.
  const lines = [
    "#!/bin/sh",
    `printf 'x' >>"${folder}/count"`,
    `[ "$(wc -c <"${folder}/count")" -ne ${killedAt} ] || kill -KILL 0`,
    `printf '%s\\n' "$@" >>"${folder}/arguments"`,
    `exec "${server.client}/psql" "$@"`,
  ];
  write("bin", "psql", `${lines.join("\n")}\n`);
  chmodSync(join(folder, "bin", "psql"), 0o755);
  try {
    const ran = await run("bash", [join(SQL, "ensure-services.sh")], {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      PGHOST: "127.0.0.1",
      PGPORT: String(server.port),
      ADMIN_DIR: join(folder, "admin"),
      SERVICES_DIR: join(folder, "services"),
      SQL_DIR: SQL,
      REVISION: String(revision),
      RESERVED_NAMES: RESERVED_POSTGRES_NAMES.join(" "),
      PLATFORM_ROLES: "^rds",
      PRINCIPALS: Object.entries(principals)
        .map(([service, id]) => `${service}=aadauth,oid=${id},type=service`)
        .join(" "),
      LABEL_PROVIDER: "pgaadauth",
      ...(monitoring === undefined ? {} : { MONITORING_DIR: join(folder, "monitoring") }),
      ...env,
    });
    const noted = join(folder, "arguments");
    return { ...ran, arguments: existsSync(noted) ? readFileSync(noted, "utf8") : "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Detached: without a terminal, at which psql would ask a person for passwords. */
function run(command: string, args: readonly string[], env: Record<string, string>): Promise<ProgramResult> {
  return new Promise((done, failed) => {
    const child = spawn(command, [...args], { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const end = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), PROGRAM_LIMIT);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", failed);
    child.on("close", (status) => {
      clearTimeout(end);
      done({ status: status ?? -1, stdout, stderr });
    });
  });
}

/** Every row of the catalogs that the script could touch, with the transaction that wrote it last. */
export function catalogs(server: PostgresServer, databases: readonly string[]): string {
  const shared = [
    "SELECT xmin, * FROM pg_authid WHERE oid >= 16384 ORDER BY oid",
    "SELECT xmin, oid, datname, datdba, datacl FROM pg_database ORDER BY oid",
    "SELECT xmin, * FROM pg_db_role_setting ORDER BY setdatabase, setrole",
    "SELECT xmin, * FROM pg_auth_members ORDER BY roleid, member",
    "SELECT xmin, * FROM pg_shseclabel ORDER BY objoid",
  ].map((query) => server.superuser(query));
  const inside = databases.map((name) => server.superuser("SELECT xmin, * FROM pg_namespace ORDER BY oid", name));
  return [...shared, ...inside].join("\n--\n");
}

/** Drops everything but what the server began with. */
export function reset(server: PostgresServer): void {
  server.superuser(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS NOT NULL",
  );
  const drop = (list: string, statement: (name: string) => string): void => {
    for (const name of server.superuser(list).split("\n").filter(Boolean)) {
      server.superuser(statement(`"${name.replaceAll('"', '""')}"`));
    }
  };
  drop("SELECT datname FROM pg_database WHERE oid >= 16384", (name) => `DROP DATABASE ${name} WITH (FORCE)`);
  server.superuser(
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC",
  );
  drop(
    `SELECT rolname FROM pg_roles WHERE oid >= 16384 AND rolname <> '${server.admin.username}'`,
    (name) => `DROP OWNED BY ${name}; DROP ROLE ${name}`,
  );
}
