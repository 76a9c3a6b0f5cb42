/** A real server for one test file, over TLS on a free port of the loopback. Redis 7 has Valkey 7.2's access lists, word for word. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { TestAuthority } from "./certificates";
import { freePort } from "./free-port";
import { PROGRAM_LIMIT } from "./limits";
import { until } from "./until";

const runFile = promisify(execFile);
const HOST = "localhost";

/** Who reads what others may do. */
const ADMIN = "user tests on >of-the-tests-own ~* &* +@all";

export class RedisServer {
  /** @param users lines of its file of access lists, beside the tests' own */
  public static async start(users: readonly string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    try {
      await server.run(users);
      return server;
    } catch (error) {
      server.stop();
      throw error;
    }
  }

  public readonly host = HOST;
  public readonly authority = new TestAuthority("tests of caches");
  public readonly authorityFile: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "redis-"));
  private child: ChildProcess | undefined;

  private constructor(public readonly port: number) {
    this.authorityFile = this.file("authority.pem", this.authority.pem);
  }

  public stop(): void {
    const { pid, exitCode, signalCode } = this.child ?? {};
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(pid, "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A file in its folder. */
  public file(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** What it answers to a command; errors begin with what kind they are. */
  public async ask(user: string, password: string, ...command: readonly string[]): Promise<string> {
    const { stdout } = await runFile(
      "redis-cli",
      ["--tls", "--cacert", this.authorityFile, "-h", HOST, "-p", String(this.port), "--user", user, ...command],
      { env: { ...process.env, REDISCLI_AUTH: password }, timeout: PROGRAM_LIMIT },
    );
    return stdout.trim();
  }

  /** The same, as the tests' own administrator. */
  public admin(...command: readonly string[]): Promise<string> {
    return this.ask("tests", "of-the-tests-own", ...command);
  }

  private async run(users: readonly string[]): Promise<void> {
    const { certificate, key } = this.authority.issue(HOST);
    const log = join(this.folder, "log");
    const settings: Readonly<Record<string, string>> = {
      port: "0",
      bind: "127.0.0.1",
      "tls-port": String(this.port),
      "tls-cert-file": this.file("server.pem", certificate),
      "tls-key-file": this.file("server.key", key),
      "tls-ca-cert-file": this.authorityFile,
      "tls-auth-clients": "no",
      aclfile: this.file("users.acl", [ADMIN, ...users, ""].join("\n")),
      dir: this.folder,
      save: '""',
      logfile: log,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
    const child = spawn("redis-server", [this.file("redis.conf", lines.join(""))], { detached: true, stdio: "ignore" });
    this.child = child;
    let missing: unknown;
    child.on("error", (error) => (missing = error));
    await until("the server answers", async () => {
      if (missing) throw new Error("Redis is not installed: apt-get install redis-server", { cause: missing });
      if (child.exitCode !== null) throw new Error(`The server ended: ${readFileSync(log, "utf8")}`);
      return (await this.admin("PING").catch(() => "")) === "PONG";
    });
  }
}
