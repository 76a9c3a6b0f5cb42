/** Runs the script of the Job as the Job does. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PostgresServer, Ran } from "../helpers/postgres-server";

const SQL = resolve(__dirname, "../../assets/sql");

export interface ScriptRan extends Ran {
  /** The arguments of every psql that was run, as any process of the machine could have seen them. */
  readonly arguments: string;
}

/** `services`: passwords by name. */
export async function ensureServices(
  server: PostgresServer,
  services: Readonly<Record<string, string>>,
  admin = server.admin,
): Promise<ScriptRan> {
  const folder = mkdtempSync(join(tmpdir(), "services-"));
  const write = (path: string, name: string, text: string): void => {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, name), text);
  };
  write("admin", "username", admin.username);
  write("admin", "password", admin.password);
  for (const [service, password] of Object.entries(services)) write(join("services", service), "password", password);
  // Goes before the real one, notes its arguments, and becomes it.
  write("bin", "psql", `#!/bin/sh\nprintf '%s\\n' "$@" >>"${folder}/arguments"\nexec "${server.bin}/psql" "$@"\n`);
  chmodSync(join(folder, "bin", "psql"), 0o755);
  try {
    const ran = await run("bash", [join(SQL, "ensure-services.sh")], {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      PGHOST: "127.0.0.1",
      PGPORT: String(server.port),
      ADMIN_DIR: join(folder, "admin"),
      SERVICES_DIR: join(folder, "services"),
      SQL_DIR: SQL,
    });
    return { ...ran, arguments: readFileSync(join(folder, "arguments"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Detached: without a terminal, at which psql would ask a person for passwords. */
function run(command: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(command, [...args], { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", failed);
    child.on("close", (status) => done({ status: status ?? -1, stdout, stderr }));
  });
}

/** Drops everything but what the server began with. */
export function reset(server: PostgresServer): void {
  const drop = (list: string, statement: (name: string) => string): void => {
    for (const name of server.superuser(list).split("\n").filter(Boolean)) {
      server.superuser(statement(`"${name.replaceAll('"', '""')}"`));
    }
  };
  drop("SELECT datname FROM pg_database WHERE oid >= 16384", (name) => `DROP DATABASE ${name} WITH (FORCE)`);
  drop(
    `SELECT rolname FROM pg_roles WHERE oid >= 16384 AND rolname <> '${server.admin.username}'`,
    (name) => `DROP ROLE ${name}`,
  );
}
