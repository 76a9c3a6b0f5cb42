/**
 * Debian hosts for tests, over real OpenSSH, with one fake cluster for all of them: `await TestHosts.start({ names: ["cp1", "w1"], net: 3 })`. Root is
 * needed, and what make-root.sh made once.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { FakeCluster } from "./fake-cluster";
import { TestHost } from "./test-host";

/** It takes a minute or two the first time on a machine, and a way to Debian. */
const CACHE = process.env["JANGADA_HOSTS_ROOT"] ?? "/var/cache/jangada/hosts";
const ROOT_LIMIT = 900_000;

export interface HostsWanted {
  readonly names: readonly string[];
  /** Third part of their addresses: another one for each test that runs at the same time. */
  readonly net: number;
}

export class TestHosts {
  private constructor(
    private readonly folder: string,
    private readonly net: number,
    public readonly cluster: FakeCluster,
    public readonly all: readonly TestHost[],
  ) {}

  public static async start({ names, net }: HostsWanted): Promise<TestHosts> {
    const layers = execFileSync("bash", [path.join(__dirname, "make-root.sh"), CACHE], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", 2],
      timeout: ROOT_LIMIT,
    }).trim();
    const folder = fs.mkdtempSync(path.join(fs.existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "hosts-"));
    for (const name of ["key", "host_key"]) {
      const args = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path.join(folder, name)];
      execFileSync("ssh-keygen", args, { timeout: PROGRAM_LIMIT });
    }
    const cluster = await FakeCluster.start(path.join(folder, "cluster"));
    const hosts = names.map((name, index) => new TestHost({ folder, name, number: index + 1, net, layers }));
    const made = new TestHosts(folder, net, cluster, hosts);
    try {
      await Promise.all(hosts.map((host) => host.start()));
    } catch (error) {
      await made.stop();
      throw error;
    }
    return made;
  }

  public host(name: string): TestHost {
    const found = this.all.find((host) => host.name === name);
    if (!found) throw new Error(`there is no host ${name}`);
    return found;
  }

  /** Of the private key that logs in as `ops`, who becomes root without a password. */
  public get keyFile(): string {
    return path.join(this.folder, "key");
  }

  /** `ssh-ed25519 AAAA…`, the same of all. */
  public get hostKey(): string {
    return fs.readFileSync(path.join(this.folder, "host_key.pub"), "utf8").trim();
  }

  /** Of an address that no host has: for a virtual one. */
  public get freeAddress(): string {
    return `10.79.${this.net}.9`;
  }

  /** Of this machine, as the hosts see it. */
  public get ownAddress(): string {
    return `10.79.${this.net}.1`;
  }

  public async stop(): Promise<void> {
    await Promise.all(this.all.map((host) => host.stop()));
    await this.cluster.stop();
    execFileSync("ip", ["link", "del", `jangada-${this.net}`], { timeout: PROGRAM_LIMIT });
    fs.rmSync(this.folder, { recursive: true });
  }
}
