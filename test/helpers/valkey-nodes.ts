/**
 * The nodes, Sentinels and the proxy of a cache in the cluster as real programs of this machine: with the generated configuration and
 * the scripts of the pods, over TLS, on free ports of the loopback. Redis 7 stands in for Valkey, whose names it shares.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { packageFile } from "../../src/constructs/kit/assets";
import { addressesOf, type Node, QUORUM } from "../../src/constructs/redis/cluster/names";
import { proxyConfig } from "../../src/constructs/redis/cluster/proxy-config";
import { sentinelConfig, watchConfig } from "../../src/constructs/redis/cluster/sentinel-config";
import { serverConfig, type ServerConfigProps } from "../../src/constructs/redis/cluster/server-config";
import { INTERNAL_USERS, type ListedUser, usersTemplate } from "../../src/constructs/redis/cluster/users";
import { TestAuthority } from "./certificates";
import { freePort } from "./free-port";
import { PROGRAM_LIMIT } from "./limits";
import { until } from "./until";

const runFile = promisify(execFile);
const HOST = "localhost";
export const GENERATION = "0123456789";

/** Passwords by the key of the template. */
export type Passwords = Readonly<Record<string, string>>;

const INTERNAL = Object.keys(INTERNAL_USERS);
export const internalPassword = (user: string): string => `of-${user}`.padEnd(40, "x");

/** What External Secrets makes of the file of access lists. */
export function renderedUsers(users: readonly ListedUser[], passwords: Passwords, generation = GENERATION): string {
  const internal = Object.entries(INTERNAL_USERS).map(([name, rules]) => ({ name, rules, passwords: [name] }));
  const known: Passwords = {
    ...Object.fromEntries(INTERNAL.map((name) => [name, internalPassword(name)])),
    ...passwords,
  };
  return usersTemplate([...internal, ...users], generation)
    .replace(/\{\{ index \. "([^"]+)" \| sha256sum \}\}/g, (_, key: string) => {
      const password = known[key];
      if (password === undefined) throw new Error(`There is no password '${key}'.`);
      return createHash("sha256").update(password).digest("hex");
    })
    .replaceAll('{{ "{{" }}', "{{");
}

export interface Outcome {
  readonly code: number;
  readonly said: string;
}

export class ValkeyNodes {
  public static async start(
    settings: ServerConfigProps,
    users: readonly ListedUser[],
    passwords: Passwords,
    { sentinels = 3 }: { readonly sentinels?: number } = {},
  ): Promise<ValkeyNodes> {
    const named = async (name: string, count: number): Promise<readonly Node[]> => {
      const nodes: Node[] = [];
      for (let index = 0; index < count; index++) {
        nodes.push({ name: `${name}-${index}`, host: HOST, port: await freePort() });
      }
      return nodes;
    };
    const nodes = new ValkeyNodes(
      settings,
      await named("node", settings.replicas + 1),
      await named("sentinel", sentinels),
    );
    nodes.write("users.acl", renderedUsers(users, passwords));
    return nodes;
  }

  public readonly authority = new TestAuthority("tests of caches");
  public readonly folder = mkdtempSync(join(tmpdir(), "valkey-"));
  private readonly children = new Map<string, ChildProcess>();
  private missing: unknown;

  private constructor(
    private readonly settings: ServerConfigProps,
    public readonly servers: readonly Node[],
    public readonly sentinels: readonly Node[],
  ) {
    this.renewCertificate();
    this.write("tls/ca.crt", this.authority.pem);
    for (const user of INTERNAL) this.write(`passwords/${user}`, internalPassword(user));
  }

  public stop(): void {
    for (const name of this.children.keys()) this.kill(name);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  public write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** As cert-manager does: the same names, another certificate. */
  public renewCertificate(): string {
    const { certificate, key } = this.authority.issue(HOST);
    this.write("tls/tls.crt", certificate);
    this.write("tls/tls.key", key);
    return certificate;
  }

  /** Starts a node as its pod does; once more, it finds what it had. */
  public async startServer(node: Node): Promise<void> {
    const config = serverConfig(this.settings);
    this.spawnScript(node, "start-server.sh", {
      CONFIG: this.write(`${node.name}.conf`, this.placed(config, node)),
      GENERATION,
      KEEPS: this.settings.use === "queue" ? "yes" : "no",
    });
    await this.answers(node, () => this.ask(node, "passwords", "PING"));
  }

  public async startSentinel(node: Node): Promise<void> {
    this.spawnScript(node, "start-sentinel.sh", {
      CONFIG: this.write(`${node.name}.conf`, this.placed(sentinelConfig(), node)),
      WATCH: this.write(`${node.name}.watch`, watchConfig()),
      QUORUM: String(QUORUM),
    });
    await this.answers(node, () => this.askSentinel(node, "PING"));
  }

  /** @returns where it listens */
  public async startProxy(): Promise<{ readonly write: Node; readonly read: Node; readonly status: string }> {
    const ports = { write: await freePort(), read: await freePort(), status: await freePort() };
    const config = proxyConfig({
      nodes: this.servers,
      password: internalPassword("proxy"),
      resolve: false,
      ports,
      authority: join(this.folder, "tls/ca.crt"),
      connections: 100,
    });
    this.run("proxy", "haproxy", ["-db", "-f", this.write("haproxy.cfg", config)], {});
    const status = `http://${HOST}:${ports.status}`;
    await until("the proxy has found who writes", async () => {
      if (this.missing) throw new Error("HAProxy is not installed: apt-get install haproxy", { cause: this.missing });
      return (await fetch(`${status}/ready`).catch(() => undefined))?.status === 200;
    });
    return {
      write: { name: "write", host: HOST, port: ports.write },
      read: { name: "read", host: HOST, port: ports.read },
      status,
    };
  }

  /** Without a word of farewell. */
  public kill(name: string): void {
    const { pid, exitCode, signalCode } = this.children.get(name) ?? {};
    // Each is the leader of a group of its own: what a script has started goes with it.
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
    this.children.delete(name);
  }

  public ask(node: Node, user: string, ...command: readonly string[]): Promise<string> {
    return this.askAs(node, user, internalPassword(user), ...command);
  }

  public askSentinel(node: Node, ...command: readonly string[]): Promise<string> {
    return this.askAs(node, "default", internalPassword("sentinel"), ...command);
  }

  /** What is answered; of who is not there, an empty text. */
  public async askAs(node: Node, user: string, password: string, ...command: readonly string[]): Promise<string> {
    const place = ["--tls", "--cacert", join(this.folder, "tls/ca.crt"), "-h", node.host, "-p", String(node.port)];
    const { stdout } = await runFile("redis-cli", [...place, "--no-auth-warning", "--user", user, ...command], {
      env: { ...process.env, REDISCLI_AUTH: password },
      timeout: PROGRAM_LIMIT,
    }).catch(() => ({ stdout: "" }));
    return stdout.trim();
  }

  /** The node that writes, as the Sentinels say; undefined while they do not agree. */
  public async writer(): Promise<Node | undefined> {
    const told = await Promise.all(
      this.sentinels.map((sentinel) => this.askSentinel(sentinel, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "cache")),
    );
    const ports = new Set(told.filter((text) => text !== "").map((text) => Number(text.split("\n")[1])));
    return ports.size === 1 ? this.servers.find(({ port }) => ports.has(port)) : undefined;
  }

  public async runScript(
    script: string,
    env: Readonly<Record<string, string>>,
    ...args: readonly string[]
  ): Promise<Outcome> {
    try {
      const { stdout, stderr } = await runFile("bash", [packageFile("assets", "valkey", script), ...args], {
        env: { ...this.environment(), ...env },
        timeout: PROGRAM_LIMIT,
      });
      return { code: 0, said: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, said: stdout + stderr };
    }
  }

  /** Runs a script that does not end, until the test does. */
  public spawnScript(node: Node, script: string, env: Readonly<Record<string, string>>): void {
    const data = join(this.folder, node.name);
    mkdirSync(data, { recursive: true });
    const self = { SELF: `${node.host}:${node.port}`, DATA: data };
    this.run(script.startsWith("start-") ? node.name : script, "bash", [packageFile("assets", "valkey", script)], {
      ...self,
      ...env,
    });
  }

  public logOf(name: string): string {
    return readFileSync(join(this.folder, `${name}.log`), "utf8");
  }

  private environment(): Readonly<Record<string, string>> {
    return {
      PATH: process.env["PATH"] ?? "",
      NODES: addressesOf(this.servers),
      SENTINELS: addressesOf(this.sentinels),
      CA: join(this.folder, "tls/ca.crt"),
      PASSWORDS: join(this.folder, "passwords"),
      CLIENT: "redis-cli",
      SERVER: "redis-server",
      PAUSE: "0.1",
    };
  }

  private run(name: string, program: string, args: readonly string[], env: Readonly<Record<string, string>>): void {
    const log = join(this.folder, `${name}.log`);
    const command = [program, ...args].map((word) => `'${word}'`).join(" ");
    const child = spawn("bash", ["-c", `exec ${command} >>'${log}' 2>&1`], {
      detached: true,
      stdio: "ignore",
      env: { ...this.environment(), ...env },
    });
    child.on("error", (error) => (this.missing = error));
    child.on("exit", (code) => {
      if (code === 127) this.missing = new Error(`'${program}' is not there`);
    });
    this.children.set(name, child);
  }

  /** The paths and the port of a pod, as they are here. */
  private placed(config: string, node: Node): string {
    return config
      .replace(/^tls-port .*$/m, `tls-port ${node.port}\nbind 127.0.0.1`)
      .replaceAll("/run/tls", join(this.folder, "tls"))
      .replaceAll("/run/users", this.folder)
      .replace(/^dir .*$/m, `dir ${join(this.folder, node.name)}`);
  }

  private async answers(node: Node, ping: () => Promise<string>): Promise<void> {
    await until(`${node.name} answers`, async () => {
      if (this.missing)
        throw new Error("Redis is not installed: apt-get install redis-server", { cause: this.missing });
      const { exitCode } = this.children.get(node.name) ?? {};
      if (typeof exitCode === "number") throw new Error(`${node.name} ended: ${this.logOf(node.name)}`);
      return (await ping()) === "PONG";
    });
  }
}
