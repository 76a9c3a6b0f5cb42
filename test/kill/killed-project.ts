/** A project, the background clouds that it is deployed into, and the command, each a process that can be killed. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as readline from "node:readline";
import { type CloudRecord, startCloud, stopCloud } from "../../src/operations/cloud/cloud";
import type { OperationEvent } from "../../src/operations/events";
import { run } from "../../src/operations/process";
import { isAlive } from "../../src/operations/runs/identity";
import { type RunRecord, Runs } from "../../src/operations/runs/record";
import { DEV, ROOT, writeEnvironment } from "../helpers/project";
import { PROGRAM_LIMIT } from "../helpers/limits";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

/** Every creation and deletion takes that long, in milliseconds: so that a moment at random is in the middle of some. */
export const SLOWNESS = 250;

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

export class KilledProject {
  public readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "jangada-kill-")));
  public readonly cloudFolder = path.join(this.folder, ".jangada", "cloud");
  public readonly states = path.join(this.cloudFolder, "state");
  private cloud: CloudRecord | undefined;

  constructor() {
    const app = `"${process.execPath}" "${path.join(__dirname, "app.cjs")}"`;
    fs.writeFileSync(path.join(this.folder, "cdktf.json"), JSON.stringify({ language: "typescript", app }));
    writeEnvironment(this.folder, "dev", DEV);
    fs.mkdirSync(path.join(this.cloudFolder, "world"), { recursive: true });
    const slow = [
      { operation: "create", delayMs: SLOWNESS },
      { operation: "delete", delayMs: SLOWNESS },
    ];
    fs.writeFileSync(path.join(this.cloudFolder, "world", "faults.json"), JSON.stringify(slow));
  }

  /** Starts the clouds, unless they run. */
  public async startCloud(): Promise<void> {
    const register = path.join(ROOT, "scripts", "register.cjs");
    const command = [process.execPath, "-r", register, path.join(__dirname, "cloud.ts"), this.cloudFolder] as const;
    this.cloud = await startCloud(this.cloudFolder, [...command]);
  }

  public get cloudPid(): number {
    return this.cloud?.pid ?? -1;
  }

  /** A command to its end. */
  public jangada(...args: readonly string[]) {
    return run(process.execPath, [JANGADA, ...args], { cwd: this.folder, env: this.env, whole: true });
  }

  /** A command that tells its events. */
  public start(args: readonly string[], onEvent: (event: OperationEvent) => void): Running {
    const child = spawn(process.execPath, [JANGADA, ...args, "--json"], {
      cwd: this.folder,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: PROGRAM_LIMIT,
      killSignal: "SIGKILL",
    });
    const said: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    readline.createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      if (line.startsWith("{")) onEvent(JSON.parse(line) as OperationEvent);
    });
    const ended = once(child, "close").then(([status]) => ({ status: status as number | null, said: said.join("\n") }));
    return { child, ended };
  }

  public records(): readonly RunRecord[] {
    return new Runs(this.folder).all(() => true);
  }

  /** The Terraform that works on a stack now. */
  public terraformOf(stack: string): number | undefined {
    const record = new Runs(this.folder).read("dev", stack);
    return record && !record.ended && isAlive(record.terraform) ? record.terraform.pid : undefined;
  }

  public async close(): Promise<void> {
    await stopCloud(this.cloudFolder);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private get env(): NodeJS.ProcessEnv {
    const { CI: _ci, ...own } = process.env;
    return { ...own, ...this.cloud?.env };
  }
}
