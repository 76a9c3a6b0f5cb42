/** A Debian host with a systemd of its own, in a network namespace of this machine, and reached over SSH as any other. */
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { project, ReachedHost } from "./reached-host";

const start = path.join(__dirname, "start-host.sh");

export interface HostPlace {
  /** In memory: an overlay's layers may not stand on another overlay. Has the keys. */
  readonly folder: string;
  readonly name: string;
  /** From 1 on: its address ends with 10 and that. */
  readonly number: number;
  /** Third part of the addresses, and a network of its own. */
  readonly net: number;
  /** What make-root.sh printed. */
  readonly layers: string;
}

export class TestHost extends ReachedHost {
  private process: ChildProcess | undefined;

  constructor(private readonly place: HostPlace) {
    super(place.name, `10.79.${place.net}.${10 + place.number}`, place.folder);
  }

  public async start(): Promise<void> {
    const { folder, name, number, net, layers } = this.place;
    const args = [folder, name, String(number), String(net), layers, project];
    this.process = spawn("bash", [start, ...args], {
      // Its standard input ends with this process.
      stdio: ["pipe", 2, 2],
      detached: true,
      env: { ...process.env, NODE: process.execPath },
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

  /** As if it had been made anew: nothing of what was written on it is left. It must have been stopped. */
  public wipe(): void {
    fs.rmSync(path.join(this.place.folder, this.name), { recursive: true });
  }
}
