/** The fake cluster of the stand-ins, as tests see it: what it holds, what it is told to refuse. */
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { ask } from "./stand-ins/ask";
import type { KubeObject } from "./stand-ins/objects";
import type { ClusterState, FaultGiven } from "./stand-ins/questions";

const project = path.resolve(__dirname, "..", "..");
const standIns = path.join(__dirname, "stand-ins");
const register = path.join(project, "scripts", "register.cjs");

export class FakeCluster {
  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  /** Its socket stands in a folder that hosts have bound. */
  public static async start(folder: string): Promise<FakeCluster> {
    fs.mkdirSync(folder, { recursive: true });
    // The hosts, which may not write here, find everything compiled.
    const all = fs.readdirSync(standIns).map((name) => JSON.stringify(path.join(standIns, name)));
    const load = `for (const file of [${all.join()}]) require(file); `;
    await ended(
      spawn(process.execPath, ["-r", register, "-e", load], { stdio: ["ignore", 2, 2], timeout: PROGRAM_LIMIT }),
    );
    const child = spawn(process.execPath, ["-r", register, path.join(standIns, "cluster.ts"), folder], {
      stdio: ["pipe", "pipe", 2],
      // Its standard input ends with this process.
      detached: true,
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once("data", () => resolve());
      child.once("exit", () => reject(new Error("the fake cluster did not start")));
    });
    return new FakeCluster(folder, child);
  }

  public async stop(): Promise<void> {
    this.process.stdin?.end();
    await ended(this.process);
  }

  public async state(): Promise<ClusterState> {
    return this.control({});
  }

  /** Of the journal, what a host did, in order. */
  public async did(pattern: RegExp): Promise<readonly string[]> {
    const { journal } = await this.state();
    return journal.map(({ host, what }) => `${host}: ${what}`).filter((line) => pattern.test(line));
  }

  public async faults(...faults: readonly FaultGiven[]): Promise<void> {
    await this.control({ faults });
  }

  /** Whether a network plugin is there, without which no node is ready. */
  public async networked(networked: boolean): Promise<void> {
    await this.control({ networked });
  }

  public async put(objects: Readonly<Record<string, KubeObject>>): Promise<void> {
    await this.control({ objects });
  }

  private async control(
    control: Parameters<typeof ask>[1] extends infer Q
      ? Q extends { ask: "control"; control: infer C }
        ? C
        : never
      : never,
  ) {
    const { state } = await ask(path.join(this.folder, "socket"), { ask: "control", control });
    if (!state) throw new Error("the fake cluster says nothing of itself");
    return state;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
}
