/** Runs a program: its output line by line, and an end to it on request. */
import { spawn } from "node:child_process";
import * as readline from "node:readline";
import { type Ending, statusOf } from "./process-ending";
import { onStopRequest } from "./stop-request";

export interface RunOptions {
  /** The folder in which it runs. @default this process's own */
  readonly cwd?: string;
  /** The whole environment of the program. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Through a shell: `command` is then a command line. @default false */
  readonly shell?: boolean;
  /** Whether all of standard output is wanted: it is one document. @default false: its end, where it is long */
  readonly whole?: boolean;
  /** Receives each line of standard output. @default nobody is told */
  readonly onLine?: (line: string) => void;
  /** Told to stop (SIGINT, once) when it aborts, unless the reason is a `Hangup`. @default never */
  readonly signal?: AbortSignal;
  /** Killed (SIGKILL, with all that it started) when it aborts. @default never */
  readonly kill?: AbortSignal;
}

export interface RunResult extends Ending {
  readonly stdout: string;
  readonly stderr: string;
}

/** At most this much of each stream is kept, its end: a program in a loop must not fill the memory. */
const MAX_OUTPUT_LENGTH = 4 * 1024 * 1024;

export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    // A process group of its own: the terminal's Ctrl-C reaches this process alone, which passes it on once.
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stdout: string[] = [];
    const stderr: string[] = [];
    const appendWithinLimit = (lines: string[], line: string): void => {
      lines.push(line);
      if (lines.length > 10_000 && lines.join("\n").length > MAX_OUTPUT_LENGTH) lines.splice(0, lines.length / 2);
    };
    readline.createInterface({ input: child.stdout }).on("line", (line) => {
      if (options.whole) stdout.push(line);
      else appendWithinLimit(stdout, line);
      options.onLine?.(line);
    });
    readline.createInterface({ input: child.stderr }).on("line", (line) => appendWithinLimit(stderr, line));
    const kill = (): void => signalProcess(child.pid, "SIGKILL");
    const unwatch = onStopRequest(options.signal, () => signalProcess(child.pid, "SIGINT"));
    options.kill?.addEventListener("abort", kill, { once: true });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      unwatch();
      options.kill?.removeEventListener("abort", kill);
      resolve({
        status: statusOf(code, signal),
        ...(signal ? { signal } : {}),
        stdout: stdout.join("\n"),
        stderr: stderr.join("\n"),
      });
    });
  });
}

/** Sends a signal to a process and all that it started. */
export function signalProcess(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It has ended already.
  }
}
