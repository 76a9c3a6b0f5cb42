/** A real RabbitMQ for one test file, of which the management alone listens: over TLS, on a free port of the loopback. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestAuthority } from "./certificates";
import { freePort } from "./free-port";
import { PROGRAM_LIMIT } from "./limits";
import { until } from "./until";

/** Where Debian and others put the programs: the ones on the PATH ask to be root, or a certain user. */
const PROGRAMS = ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin"];
/** Erlang takes its time, and more beside other work. */
const START_LIMIT = 3 * PROGRAM_LIMIT;
const HOST = "localhost";
const TESTS = { username: "tests", password: "of the tests' own" };

export class RabbitmqServer {
  public static async start(): Promise<RabbitmqServer> {
    const programs = PROGRAMS.find((folder) => existsSync(join(folder, "rabbitmq-server")));
    if (!programs) throw new Error("RabbitMQ is not installed: apt-get install rabbitmq-server");
    const server = new RabbitmqServer(await freePort());
    try {
      await server.run(programs);
      return server;
    } catch (error) {
      server.stop();
      throw error;
    }
  }

  public readonly authority = new TestAuthority("tests of brokers");
  public readonly url: string;
  /** File with the authority's certificate. */
  public readonly authorityFile: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "rabbitmq-"));
  private readonly started: ChildProcess[] = [];

  private constructor(private readonly port: number) {
    this.url = `https://${HOST}:${port}`;
    this.authorityFile = this.file("authority.pem", this.authority.pem);
  }

  public stop(): void {
    for (const { pid, exitCode, signalCode } of this.started) {
      // With everything that it started.
      if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Makes a user, or another one of that name; `tags` as the management takes them. */
  public async makeUser(username: string, password: string, tags = "administrator"): Promise<void> {
    const body = JSON.stringify({ password, tags });
    const status = await this.ask("PUT", `/api/users/${username}`, TESTS, body);
    if (status !== 201 && status !== 204) throw new Error(`PUT of a user: HTTP status ${status}`);
  }

  /** Whether somebody gets in with a password. */
  public async takes(username: string, password: string): Promise<boolean> {
    return (await this.ask("GET", "/api/whoami", { username, password })) === 200;
  }

  /** Everything that the server has written. */
  public log(): string {
    const logs = join(this.folder, "log");
    return readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), "utf8"))
      .join("");
  }

  private async run(programs: string): Promise<void> {
    const { certificate, key } = this.authority.issue(HOST);
    const settings = {
      "listeners.tcp": "none",
      "management.ssl.ip": "127.0.0.1",
      "management.ssl.port": this.port,
      "management.ssl.cacertfile": this.authorityFile,
      "management.ssl.certfile": this.file("server.pem", certificate),
      "management.ssl.keyfile": this.file("server.key", key),
      default_user: TESTS.username,
      default_pass: TESTS.password,
      "log.file.level": "debug",
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    const names = await freePort();
    const distribution = await freePort();
    for (const name of ["log", "mnesia"]) mkdirSync(join(this.folder, name));
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: this.folder,
      LANG: "C.UTF-8",
      RABBITMQ_NODENAME: `tests${this.port}@${HOST}`,
      RABBITMQ_CONFIG_FILE: this.file("rabbitmq.conf", lines.join("")).replace(/\.conf$/, ""),
      RABBITMQ_CONF_ENV_FILE: "/dev/null",
      RABBITMQ_ENABLED_PLUGINS_FILE: this.file("enabled_plugins", "[rabbitmq_management].\n"),
      RABBITMQ_MNESIA_BASE: join(this.folder, "mnesia"),
      RABBITMQ_LOG_BASE: join(this.folder, "log"),
      RABBITMQ_PID_FILE: join(this.folder, "pid"),
      RABBITMQ_DIST_PORT: String(distribution),
      ERL_EPMD_PORT: String(names),
      ERL_EPMD_ADDRESS: "127.0.0.1",
    };
    // Erlang would start its register of names as a daemon, which nobody ends.
    this.spawn("epmd", ["-port", String(names), "-address", "127.0.0.1"], env);
    const node = this.spawn(join(programs, "rabbitmq-server"), [], env);
    await until(
      "RabbitMQ answers",
      async () => {
        if (node.exitCode !== null) throw new Error(`RabbitMQ ended: ${this.log()}`);
        return this.takes(TESTS.username, TESTS.password).catch(() => false);
      },
      { limit: START_LIMIT },
    );
  }

  private spawn(command: string, args: readonly string[], env: Record<string, string>): ChildProcess {
    const child = spawn(command, [...args], { cwd: this.folder, env, detached: true, stdio: "ignore" });
    this.started.push(child);
    return child;
  }

  private ask(
    method: string,
    path: string,
    { username, password }: typeof TESTS,
    body?: string,
  ): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.url}${path}`,
        { method, ca: this.authority.pem, auth: `${username}:${password}`, agent: false, timeout: PROGRAM_LIMIT },
        (response) => response.on("end", () => resolve(response.statusCode)).resume(),
      );
      asked.on("error", reject).on("timeout", () => asked.destroy(new Error("no answer")));
      asked.end(body);
    });
  }

  private file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
}
