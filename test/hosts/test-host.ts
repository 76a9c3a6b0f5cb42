/** Debian hosts with systemd of their own, in network namespaces of this machine, and reached over SSH as any other. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { until } from "../helpers/until";

const project = path.resolve(__dirname, "..", "..");
/** Made once on a machine: it takes a minute, and a way to Debian. */
const ROOT = process.env["JANGADA_HOSTS_ROOT"] ?? "/var/cache/jangada/hosts/debian-12";

export interface StageResult {
  readonly stage: string;
  readonly host: string;
  readonly mode: "apply" | "check";
  readonly ok: boolean;
  readonly changed: number;
  readonly changes?: readonly string[];
  readonly differs?: readonly string[];
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

export function makeRoot(): void {
  execFileSync("bash", [path.join(__dirname, "make-root.sh"), ROOT], { stdio: ["ignore", 2, 2], timeout: 900_000 });
}

export class TestHost {
  private process: ChildProcess | undefined;
  private readonly key: string;
  public readonly address: string;

  constructor(
    private readonly folder: string,
    public readonly name: string,
    private readonly number: number,
  ) {
    this.address = `10.79.0.${10 + number}`;
    this.key = path.join(folder, "key");
    if (!fs.existsSync(this.key)) {
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", this.key], { timeout: PROGRAM_LIMIT });
    }
  }

  public async start(): Promise<void> {
    const args = [this.folder, this.name, String(this.number), ROOT, this.key];
    this.process = spawn("bash", [path.join(__dirname, "start-host.sh"), ...args], {
      stdio: ["ignore", 2, 2],
      detached: true,
    });
    await this.reached();
  }

  public async stop(): Promise<void> {
    const running = this.process;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  }

  /** Until systemd has started what it starts. */
  public async reached(): Promise<void> {
    await until(`${this.name} is up`, () => /running|degraded/.test(this.run("systemctl is-system-running").stdout));
  }

  /** Over a connection of its own. */
  public run(
    command: string,
    input = "",
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const options = [
      "StrictHostKeyChecking=no",
      "UserKnownHostsFile=/dev/null",
      "LogLevel=ERROR",
      "ConnectTimeout=5",
      "BatchMode=yes",
    ];
    const args = [...options.flatMap((option) => ["-o", option]), "-i", this.key, `ops@${this.address}`, command];
    return spawnSync("ssh", args, { encoding: "utf8", input, timeout: PROGRAM_LIMIT });
  }

  public root(command: string): string {
    const { status, stdout, stderr } = this.run("sudo -n bash -s", command);
    if (status !== 0) throw new Error(`${this.name}: ${command}: exit ${status}: ${stdout}${stderr}`);
    return stdout;
  }

  /** From outside of SSH: whatever the firewall says. */
  public inside(command: string): string {
    const [nspawn] = execFileSync("pgrep", ["-f", `systemd-nspawn.*--machine=${this.name} `], {
      encoding: "utf8",
      timeout: PROGRAM_LIMIT,
    }).split("\n");
    const [init = ""] = execFileSync("pgrep", ["-P", nspawn ?? ""], { encoding: "utf8", timeout: PROGRAM_LIMIT }).split(
      "\n",
    );
    return execFileSync("nsenter", ["-t", init, "-a", "bash", "-c", command], {
      encoding: "utf8",
      timeout: PROGRAM_LIMIT,
    });
  }

  /** Brings the scripts and what they are told, as a deployment does. */
  public bring(settings: string): void {
    const files = execFileSync("tar", ["-C", path.join(project, "assets"), "-cf", "-", "kubeadm"], {
      timeout: PROGRAM_LIMIT,
    });
    const command = "rm -rf .jangada && mkdir -m 700 .jangada && tar -C .jangada --strip-components=1 -xf -";
    const { status, stderr } = spawnSync(
      "ssh",
      [
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        "-i",
        this.key,
        `ops@${this.address}`,
        command,
      ],
      { input: files, timeout: PROGRAM_LIMIT },
    );
    if (status !== 0) throw new Error(`${this.name}: ${String(stderr)}`);
    this.run("cat > .jangada/settings.sh", settings);
  }

  public stage(
    name: string,
    ...more: readonly string[]
  ): { readonly status: number | null; readonly result: StageResult } {
    const { status, stdout, stderr } = this.run(`bash .jangada/run.sh ${[name, ...more].join(" ")}`);
    const lines = stdout.trim().split("\n");
    if (lines.length !== 1) throw new Error(`${this.name}: ${name} printed ${lines.length} lines: ${stdout}${stderr}`);
    return { status, result: JSON.parse(lines[0] ?? "") as StageResult };
  }
}
