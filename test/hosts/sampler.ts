/** Every command line, and environment, that is seen on this machine while it runs, those within its hosts among them. */
import * as fs from "node:fs";

const INTERVAL_MS = 10;

export class Sampler {
  public readonly commands = new Set<string>();
  /** A process is looked at twice: what it was when it began is not yet the program that it becomes. */
  private readonly looks = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  private constructor() {
    this.timer = setInterval(() => this.look(), INTERVAL_MS);
  }

  public static start(): Sampler {
    return new Sampler();
  }

  public stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const id of fs.readdirSync("/proc")) {
      if (!/^\d+$/.test(id)) continue;
      const looks = this.looks.get(id) ?? 0;
      if (looks >= 3) continue;
      this.looks.set(id, looks + 1);
      try {
        const command = fs.readFileSync(`/proc/${id}/cmdline`, "utf8") + fs.readFileSync(`/proc/${id}/environ`, "utf8");
        if (command !== "") this.commands.add(command);
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}
