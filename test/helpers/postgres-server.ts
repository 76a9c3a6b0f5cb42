/** A real PostgreSQL server for one test file: made in a temporary folder, on a free port of the loopback, and stopped again. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";
import { PROGRAM_LIMIT } from "./limits";
import { type Account, NEWEST, type Programs, psqlFolder, serverPrograms, unprivileged } from "./postgres-programs";

export interface ProgramResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** PEM texts of a server that speaks TLS alone. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface ServerOptions {
  /** @default the newest */
  readonly major?: string;
  /** @default without TLS */
  readonly tls?: ServerCertificate;
}

const SUPERUSER = "root_of_all";

/** Seconds. */
const TIMEOUT_SECONDS = PROGRAM_LIMIT / 1000;
/** Between finding a free port and listening on it, somebody else may take it. */
const PORTS_TRIED = 5;

export class PostgresServer {
  /** Makes and starts a server whose administrator is like that of a managed one: CREATEROLE and CREATEDB, no superuser. */
  public static async start({ major = NEWEST, tls }: ServerOptions = {}): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), "postgres-"));
    const user = unprivileged();
    if (user) chownSync(folder, user.uid, user.gid);
    try {
      const server = new PostgresServer(serverPrograms(major, folder, user), folder, await freePort(), user);
      await server.initialise(tls);
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  public readonly admin = { username: "platform_admin", password: "the administrator's own" };
  /** Folder of psql. */
  public readonly client = psqlFolder();

  private constructor(
    private readonly programs: Programs,
    private readonly folder: string,
    private listensOn: number,
    private readonly user: Account | undefined,
  ) {}

  public get port(): number {
    return this.listensOn;
  }

  public stop(): void {
    this.runOrThrow("pg_ctl", ["-D", this.data, "-m", "immediate", "-w", "-t", String(TIMEOUT_SECONDS), "stop"]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs SQL as the superuser that initdb made; rows as lines, columns separated by `|`. */
  public superuser(sql: string, database = "postgres"): string {
    const ran = this.psql(sql, { database, user: SUPERUSER, host: this.folder });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return ran.stdout.trim();
  }

  /** Tries SQL as a role that logs in with a password. */
  public as(user: string, password: string, sql: string, database: string): ProgramResult {
    return this.psql(sql, { database, user, password, host: "127.0.0.1" });
  }

  /** Tries SQL over a connection URI, as an application has it. */
  public query(uri: string, sql: string): ProgramResult {
    const args = ["-X", "-q", "-t", "-A", "-c", sql, uri];
    const env = { PATH: process.env["PATH"] ?? "" };
    return result(spawnSync(join(this.client, "psql"), args, { env, encoding: "utf8", timeout: PROGRAM_LIMIT }));
  }

  /** Everything that the server has written to its log. */
  public log(): string {
    return readFileSync(this.logFile, "utf8");
  }

  /** The variables with which a client's program finds the superuser. */
  public get superuserEnvironment(): Readonly<Record<string, string>> {
    return { PATH: process.env["PATH"] ?? "", PGHOST: this.folder, PGPORT: String(this.port), PGUSER: SUPERUSER };
  }

  private get data(): string {
    return join(this.folder, "data");
  }
  private get logFile(): string {
    return join(this.folder, "log");
  }

  private async initialise(tls: ServerCertificate | undefined): Promise<void> {
    const access = this.file("hba", [
      `local all ${SUPERUSER} trust`,
      `${tls ? "hostssl" : "host"} all all 127.0.0.1/32 scram-sha-256`,
    ]);
    const initArgs = ["-D", this.data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C", "--no-sync", "-A", "trust"];
    this.runOrThrow("initdb", initArgs);
    const settings = [
      "-c listen_addresses=127.0.0.1",
      `-c unix_socket_directories=${this.folder}`,
      `-c hba_file=${access}`,
      "-c fsync=off",
      // More than the platform logs: what does not show here shows nowhere.
      "-c log_statement=ddl",
      "-c log_min_duration_statement=0",
      "-c log_connections=on",
      ...(tls ? this.tlsSettings(tls) : []),
    ];
    await this.listen(settings);
    const { username, password } = this.admin;
    this.superuser(`CREATE ROLE ${username} LOGIN CREATEROLE CREATEDB PASSWORD '${password.replaceAll("'", "''")}'`);
    this.superuser(`ALTER DATABASE postgres OWNER TO ${username}`);
  }

  private async listen(settings: readonly string[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const options = [`-p ${this.port}`, ...settings].join(" ");
      const started = [
        "-D",
        this.data,
        "-l",
        this.logFile,
        "-w",
        "-t",
        String(TIMEOUT_SECONDS),
        "-o",
        options,
        "start",
      ];
      if (this.run("pg_ctl", started).status === 0) return;
      this.run("pg_ctl", ["-D", this.data, "-m", "immediate", "stop"]);
      if (attempt === PORTS_TRIED || !this.log().includes("could not bind"))
        throw new Error(`No server: ${this.log()}`);
      this.listensOn = await freePort();
    }
  }

  private tlsSettings({ certificate, key }: ServerCertificate): readonly string[] {
    const files = [this.file("server.pem", [certificate]), this.file("server.key", [key], 0o600)];
    return ["-c ssl=on", `-c ssl_cert_file=${files[0]}`, `-c ssl_key_file=${files[1]}`];
  }

  private file(name: string, lines: readonly string[], mode = 0o644): string {
    const path = join(this.folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    chmodSync(path, mode);
    if (this.user) chownSync(path, this.user.uid, this.user.gid);
    return path;
  }

  private psql(sql: string, to: { database: string; user: string; host: string; password?: string }): ProgramResult {
    const env = {
      PATH: process.env["PATH"] ?? "",
      PGDATABASE: to.database,
      PGUSER: to.user,
      PGHOST: to.host,
      PGPORT: String(this.port),
      ...(to.password === undefined ? {} : { PGPASSWORD: to.password }),
    };
    return result(
      spawnSync(join(this.client, "psql"), ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"], {
        input: sql,
        env,
        encoding: "utf8",
        timeout: PROGRAM_LIMIT,
      }),
    );
  }

  private runOrThrow(tool: string, args: readonly string[]): void {
    const ran = this.run(tool, args);
    if (ran.status !== 0) throw new Error(`${tool} failed: ${ran.stderr || ran.stdout}`);
  }

  /** pg_ctl leaves a server behind that would hold a pipe open: its output goes to a file. */
  private run(tool: string, args: readonly string[]): ProgramResult {
    return result(
      spawnSync(join(this.programs.bin, tool), [...args], {
        ...this.user,
        cwd: this.folder,
        env: this.programs.env,
        encoding: "utf8",
        // pg_ctl itself gives up earlier.
        timeout: 2 * PROGRAM_LIMIT,
        stdio: tool === "pg_ctl" ? "ignore" : "pipe",
      }),
    );
  }
}

function result(ran: SpawnSyncReturns<string>): ProgramResult {
  // It never ran, or did not end by itself.
  const failed = ran.error ? `${ran.error.message}\n` : "";
  return { status: ran.status ?? -1, stdout: ran.stdout ?? "", stderr: `${failed}${ran.stderr ?? ""}` };
}
