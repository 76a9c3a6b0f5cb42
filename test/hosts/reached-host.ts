/** A host that is reached over SSH as `ops`, who becomes root without a password: where the stages are brought and run. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PROGRAM_LIMIT, WAIT_LIMIT } from "../helpers/limits";
import { until } from "../helpers/until";
import type { StageResult } from "../helpers/stage-result";

export const project = path.resolve(__dirname, "..", "..");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class ReachedHost {
  constructor(
    public readonly name: string,
    public readonly address: string,
    /** Has the key by which it is reached. */
    private readonly keys: string,
    private readonly port = 22,
    /** Seconds within which it answers. */
    private readonly patience = 5,
  ) {}

  /** Until whoever logs in is let in (pam_nologin ends when systemd has come that far). */
  public async reached(limit = WAIT_LIMIT): Promise<void> {
    await until(`${this.name} is up`, async () => (await this.run("true")).status === 0, { limit });
  }

  /** Over a connection of its own. */
  public run(command: string, input: string | Buffer = ""): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn("ssh", [...this.options(), `ops@${this.address}`, command], { timeout: PROGRAM_LIMIT });
      const parts: { readonly stdout: Buffer[]; readonly stderr: Buffer[] } = { stdout: [], stderr: [] };
      child.stdout.on("data", (part: Buffer) => parts.stdout.push(part));
      child.stderr.on("data", (part: Buffer) => parts.stderr.push(part));
      child.on("error", reject);
      // It may have ended before it has read everything.
      child.stdin.on("error", () => undefined);
      child.on("close", (status) => {
        const [stdout, stderr] = [parts.stdout, parts.stderr].map((all) => Buffer.concat(all).toString("utf8"));
        resolve({ status, stdout: stdout ?? "", stderr: stderr ?? "" });
      });
      child.stdin.end(input);
    });
  }

  public async root(command: string): Promise<string> {
    const { status, stdout, stderr } = await this.run("sudo -n bash -s", command);
    if (status !== 0) throw new Error(`${this.name}: ${command}: exit ${status}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Files below the home of who logs in, by their paths there; for nobody else's eyes. */
  public async put(files: Readonly<Record<string, string>>): Promise<void> {
    const made = fs.mkdtempSync(path.join(this.keys, "put-"));
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.join(made, path.dirname(name)), { recursive: true, mode: 0o700 });
      fs.writeFileSync(path.join(made, name), text, { mode: 0o600 });
    }
    await this.unpack(made, ".", ".");
    fs.rmSync(made, { recursive: true });
  }

  /** Brings the scripts and what they are told, as a deployment does. */
  public async bring(settings: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.run("rm -rf .jangada && mkdir -m 700 .jangada");
    await this.unpack(path.join(project, "assets", "kubeadm"), ".", ".jangada");
    const all = { "settings.sh": settings, ...files };
    await this.put(Object.fromEntries(Object.entries(all).map(([name, text]) => [`.jangada/${name}`, text])));
  }

  public async stage(
    name: string,
    ...more: readonly string[]
  ): Promise<{ readonly status: number | null; readonly result: StageResult }> {
    const given = more.filter((word) => word.includes("="));
    const options = more.filter((word) => !word.includes("="));
    const { status, stdout, stderr } = await this.run(
      `${given.join(" ")} bash .jangada/run.sh ${[name, ...options].join(" ")}`,
    );
    const lines = stdout.trim().split("\n");
    if (lines.length !== 1) throw new Error(`${this.name}: ${name} printed ${lines.length} lines: ${stdout}${stderr}`);
    return { status, result: JSON.parse(lines[0] ?? "") as StageResult };
  }

  private options(): readonly string[] {
    const all = [
      "StrictHostKeyChecking=no",
      "UserKnownHostsFile=/dev/null",
      "LogLevel=ERROR",
      `ConnectTimeout=${this.patience}`,
      "BatchMode=yes",
    ];
    return [...all.flatMap((option) => ["-o", option]), "-i", path.join(this.keys, "key"), "-p", String(this.port)];
  }

  private async unpack(from: string, what: string, to: string): Promise<void> {
    const packed = await new Promise<Buffer>((resolve, reject) => {
      const child = spawn("tar", ["-C", from, "--owner=0", "--group=0", "-cf", "-", what], { timeout: PROGRAM_LIMIT });
      const parts: Buffer[] = [];
      child.stdout.on("data", (part: Buffer) => parts.push(part));
      child.on("error", reject);
      child.on("close", () => resolve(Buffer.concat(parts)));
    });
    const { status, stderr } = await this.run(`tar -C ${to} --no-same-owner -xf -`, packed);
    if (status !== 0) throw new Error(`${this.name}: ${stderr}`);
  }
}
