/** A real PostgreSQL server for one test file: made in a temporary folder, on a free port of the loopback, and stopped again. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class PostgresServer {
  /** Makes and starts a server whose administrator is like that of a managed one: CREATEROLE and CREATEDB, no superuser. */
  public static async start(): Promise<PostgresServer> {
    const bin = binaries();
    const folder = mkdtempSync(join(tmpdir(), "postgres-"));
    const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
    if (user) chownSync(folder, user.uid, user.gid);
    const server = new PostgresServer(bin, folder, await freePort(), user);
    server.initialise();
    return server;
  }

  public readonly admin = { username: "platform_admin", password: "the administrator's own" };

  private constructor(
    /** Folder of its programs. */
    public readonly bin: string,
    private readonly folder: string,
    public readonly port: number,
    private readonly user: { readonly uid: number; readonly gid: number } | undefined,
  ) {}

  public stop(): void {
    this.run("pg_ctl", ["-D", this.data, "-m", "immediate", "-w", "stop"]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs SQL as the superuser that initdb made; rows as lines, columns separated by `|`. */
  public superuser(sql: string, database = "postgres"): string {
    const ran = this.psql(sql, { database, user: "root_of_all", host: this.folder });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return ran.stdout.trim();
  }

  /** Tries SQL as a role that logs in with a password. */
  public as(user: string, password: string, sql: string, database: string): Ran {
    return this.psql(sql, { database, user, password, host: "127.0.0.1" });
  }

  /** Everything that the server has written to its log. */
  public log(): string {
    return readFileSync(this.logFile, "utf8");
  }

  private get data(): string {
    return join(this.folder, "data");
  }
  private get logFile(): string {
    return join(this.folder, "log");
  }

  private initialise(): void {
    const passwords = join(this.folder, "hba");
    writeFileSync(passwords, ["local all root_of_all trust", "host all all 127.0.0.1/32 scram-sha-256", ""].join("\n"));
    chmodSync(passwords, 0o644);
    this.mustRun("initdb", [
      "-D",
      this.data,
      "-U",
      "root_of_all",
      "--encoding=UTF8",
      "--locale=C.UTF-8",
      "--no-sync",
      "-A",
      "trust",
    ]);
    const settings = [
      `-p ${this.port}`,
      "-c listen_addresses=127.0.0.1",
      `-c unix_socket_directories=${this.folder}`,
      `-c hba_file=${passwords}`,
      "-c fsync=off",
      // More than the platform logs: what does not show here shows nowhere.
      "-c log_statement=ddl",
      "-c log_min_duration_statement=0",
      "-c log_connections=on",
    ];
    this.mustRun("pg_ctl", ["-D", this.data, "-l", this.logFile, "-w", "-o", settings.join(" "), "start"]);
    const { username, password } = this.admin;
    this.superuser(`CREATE ROLE ${username} LOGIN CREATEROLE CREATEDB PASSWORD '${password.replaceAll("'", "''")}'`);
    this.superuser(`ALTER DATABASE postgres OWNER TO ${username}`);
  }

  private psql(sql: string, to: { database: string; user: string; host: string; password?: string }): Ran {
    const env = {
      PATH: process.env["PATH"] ?? "",
      PGDATABASE: to.database,
      PGUSER: to.user,
      PGHOST: to.host,
      PGPORT: String(this.port),
      ...(to.password === undefined ? {} : { PGPASSWORD: to.password }),
    };
    return result(
      spawnSync(join(this.bin, "psql"), ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"], {
        input: sql,
        env,
        encoding: "utf8",
      }),
    );
  }

  private mustRun(tool: string, args: readonly string[]): void {
    const ran = this.run(tool, args);
    if (ran.status !== 0) throw new Error(`${tool} failed: ${ran.stderr || ran.stdout}`);
  }

  /** pg_ctl leaves a server behind that would hold a pipe open: its output goes to a file. */
  private run(tool: string, args: readonly string[]): Ran {
    return result(
      spawnSync(join(this.bin, tool), [...args], {
        ...this.user,
        cwd: this.folder,
        env: { PATH: process.env["PATH"] ?? "" },
        encoding: "utf8",
        stdio: tool === "pg_ctl" ? "ignore" : "pipe",
      }),
    );
  }
}

function result(ran: { status: number | null; stdout: string | null; stderr: string | null }): Ran {
  return { status: ran.status ?? -1, stdout: ran.stdout ?? "", stderr: ran.stderr ?? "" };
}

/** PATH first, then where Debian keeps them, the newest first. */
function binaries(): string {
  const debian = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((major) => join(DEBIAN, major, "bin"))
    : [];
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...debian];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "psql")));
  if (!found) {
    throw new Error(
      "This test runs a real PostgreSQL server, and there is none: initdb and psql are neither on the PATH nor below " +
        `${DEBIAN}. On Debian or Ubuntu: apt-get install postgresql. On macOS: brew install postgresql@17.`,
    );
  }
  return found;
}

/** PostgreSQL refuses to run as root. Debian's package brings a user for it; nobody will do as well. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const entry = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!entry) throw new Error("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.");
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
