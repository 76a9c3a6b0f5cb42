/** How a program ended that was killed: by a signal, or for want of memory. */
import * as fs from "node:fs";
import * as os from "node:os";

export interface Ending {
  /** Exit status; 128 + n if it died of signal n. */
  readonly status: number;
  /** The signal that it died of. */
  readonly signal?: NodeJS.Signals;
}

/** 128 + n, as shells tell it. */
export function statusOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0);
}

/** The signal that ended a program, also where a shell between it and us told of it by the status alone. */
export function signalOf({ status, signal }: Ending): NodeJS.Signals | undefined {
  if (signal) return signal;
  const number = status - 128;
  const found = Object.entries(os.constants.signals).find(([, value]) => value === number);
  return number > 0 ? (found?.[0] as NodeJS.Signals | undefined) : undefined;
}

/** What Node says when its heap is full, and what the Go runtime says. */
const HEAP =
  /JavaScript heap out of memory|Reached heap limit|fatal error: (runtime: )?(out of memory|cannot allocate)/i;

/**
 * Why a program is gone that did not end by itself, as the rest of a sentence that begins with its name; undefined if it ended
 * by itself.
 * @param output what it said
 * @param kills how often the kernel had killed for want of memory before the program began
 */
export function causeOf(ending: Ending, output = "", kills = Infinity): string | undefined {
  if (ending.status === 0) return undefined;
  if (HEAP.test(output)) return "ran out of memory";
  const signal = signalOf(ending);
  if (signal === undefined) return undefined;
  if (signal !== "SIGKILL") return `was ended by ${signal}`;
  if (memoryKills() > kills) return "was killed by the kernel, because the memory was used up (SIGKILL)";
  return "was killed (SIGKILL): by somebody, by a limit of time, or by the kernel because the memory was used up";
}

/** What a program said that failed, without what gives itself away as a secret; or why it could not. @param name what to call it */
export function failureText(
  name: string,
  result: Ending & { readonly stdout: string; readonly stderr: string },
): string {
  const output = (result.stderr || result.stdout).trim();
  const cause = causeOf(result, output);
  if (cause !== undefined) return `${name} ${cause}.`;
  // Loaded when something failed: most runs have nothing to withhold.
  const { redact } = require("../secret-scan") as typeof import("../secret-scan");
  return redact(output);
}

/** Where Linux counts them: for the control group that the process is in (version 2), else for the whole machine. */
const COUNTERS = ["/sys/fs/cgroup/memory.events", "/proc/vmstat"];

/** How often the kernel has killed for want of memory. 0 where nobody tells. */
export function memoryKills(): number {
  for (const file of COUNTERS) {
    try {
      const count = /^oom_kill (\d+)$/m.exec(fs.readFileSync(file, "utf8"))?.[1];
      if (count !== undefined) return Number(count);
    } catch {
      // The next one may tell.
    }
  }
  return 0;
}
