/** Which process it is, also after its number was given to another. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";

export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the system's own terms: with the number it names one process. */
  readonly start: string;
}

/** Where process numbers mean what they mean here. */
export interface Machine {
  readonly host: string;
  /** Of Linux: this start of the machine, and the container whose numbers these are. Empty elsewhere. */
  readonly boot: string;
  readonly space: string;
}

/** The process that has this number now; undefined if there is none, or if it has ended and only its number is left. */
export function identify(pid: number): ProcessIdentity | undefined {
  const start = fs.existsSync("/proc/self/stat") ? startInProc(pid) : startByPs(pid);
  return start === undefined ? undefined : { pid, start };
}

/** Whether the very process still runs. */
export function isAlive({ pid, start }: ProcessIdentity): boolean {
  return identify(pid)?.start === start;
}

/** `<pid> (<name>) <state> <ppid> …`: the name may hold anything. The state is field 3, the start in clock ticks since boot 22 (proc(5)). */
function startInProc(pid: number): string | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // Dead, and not asked after by its parent. While others of its threads (field 20) end still, it holds what it held.
    const dead = (fields[0] === "Z" && Number(fields[17]) <= 1) || fields[0] === "X";
    return dead ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** macOS and the BSDs have no /proc. */
function startByPs(pid: number): string | undefined {
  try {
    const status = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [state = "", ...start] = status.trim().split(/\s+/);
    return state === "" || state.startsWith("Z") ? undefined : start.join(" ");
  } catch {
    return undefined;
  }
}

export function thisMachine(): Machine {
  return {
    host: os.hostname(),
    boot: read(() => fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    space: read(() => fs.readlinkSync("/proc/self/ns/pid")),
  };
}

function read(get: () => string): string {
  try {
    return get();
  } catch {
    return "";
  }
}

/**
 * What is known from here of a process that was noted down: `elsewhere` is another machine or container, about which nothing
 * can be said.
 */
export function whereabouts(recorded: ProcessIdentity, machine: Machine): "alive" | "gone" | "elsewhere" {
  const current = thisMachine();
  if (machine.host !== current.host) return "elsewhere";
  // The machine was started anew since: no process of then is left.
  if (machine.boot !== current.boot) return "gone";
  if (machine.space !== current.space) return "elsewhere";
  return isAlive(recorded) ? "alive" : "gone";
}
