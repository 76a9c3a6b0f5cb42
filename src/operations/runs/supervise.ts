/**
 * Runs Terraform so that it outlives the command that started it: in a session of its own, its standard input closed, and its
 * output in a file. A pipe would be the end of it: when its reader dies, Terraform dies of the next line that it writes, with
 * what it was in the middle of in no state.
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { causeOf, type Ending, memoryKills, statusOf } from "../process-ending";
import { onStopRequest } from "../stop-request";
import { signalProcess } from "../process";
import { Follower } from "./follow-run";
import { reserveLogSpace } from "./reserve-log-space";

export interface SuperviseOptions {
  /** The folder in which it runs. */
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: NodeJS.ProcessEnv;
  /** Where the output goes, standard error too: a new file for its owner alone. @default one that has no name */
  readonly log?: string;
  /** Bytes that the log keeps for itself on the disk, where that can be done. @default none */
  readonly reserve?: number;
  /** Receives each line of the output. */
  readonly onLine: (line: string) => void;
  /** Called with its number before it begins. If that fails, it never begins. @default nothing is called */
  readonly onStart?: (pid: number) => void;
  /** Told to stop (SIGINT, once) when it aborts, unless the reason is a `Hangup`. @default never */
  readonly signal?: AbortSignal;
  /** Killed (SIGKILL, with all that it started) when it aborts. @default never */
  readonly kill?: AbortSignal;
}

export interface Supervised extends Ending {
  /** If it did not end by itself, why; the rest of a sentence that begins with its name. */
  readonly cause?: string;
}

/**
 * It waits for a word before it becomes Terraform, under the same number: nothing runs that is not noted down. If the command
 * dies before it gives the word, it ends.
 */
const START_SCRIPT = 'read -r word <&3 || exit 125; exec 3<&-; exec "$0" "$@"';

/** What Terraform says once it has been told to stop. */
const INTERRUPT_RECEIVED = "Interrupt received";
/**
 * Milliseconds between being told to stop and telling Terraform. CI runners, containers and service managers tell every
 * process of a tree themselves; Terraform told twice gives up at once and loses what it is in the middle of.
 */
const INTERRUPT_DELAY = 500;

/** @throws Error of the system if it cannot be started, or what `onStart` throws */
export async function supervise(
  command: string,
  args: readonly string[],
  options: SuperviseOptions,
): Promise<Supervised> {
  const log = openLog(options.log, options.reserve);
  const kills = memoryKills();
  return new Promise<Supervised>((resolve, reject) => {
    const child = spawn("/bin/sh", ["-c", START_SCRIPT, command, ...args], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ["ignore", log, log, "pipe"],
    });
    let interruptReceived = false;
    let tail = "";
    const follower = new Follower(log, (line) => {
      if (line.includes(INTERRUPT_RECEIVED)) interruptReceived = true;
      if (!line.startsWith("{")) tail = `${tail}\n${line}`.slice(-4096);
      options.onLine(line);
    });
    let failure: unknown;
    const timers = new Set<NodeJS.Timeout>();
    const later = (milliseconds: number, work: () => void): void => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, milliseconds);
      timers.add(timer);
    };
    const attempt = (work: () => void): void => {
      try {
        work();
      } catch (error) {
        failure ??= error;
      }
    };
    const poll = (): void => attempt(() => later(follower.next(), poll));
    const stop = (): void =>
      later(INTERRUPT_DELAY, () => {
        attempt(() => follower.read());
        if (!interruptReceived) signalProcess(child.pid, "SIGINT");
      });
    const kill = (): void => signalProcess(child.pid, "SIGKILL");
    const unwatch = onStopRequest(options.signal, stop);
    options.kill?.addEventListener("abort", kill, { once: true });
    const stopWatching = (): void => {
      for (const timer of timers) clearTimeout(timer);
      unwatch();
      options.kill?.removeEventListener("abort", kill);
    };
    child.once("error", (error) => {
      stopWatching();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      stopWatching();
      attempt(() => follower.finish());
      if (failure !== undefined) return reject(failure as Error);
      const ending = { status: statusOf(code, signal), ...(signal ? { signal } : {}) };
      const cause = causeOf(ending, tail, kills);
      resolve({ ...ending, ...(cause ? { cause } : {}) });
    });
    const gate = child.stdio[3] as NodeJS.WritableStream | null;
    // It died before it was given the word.
    gate?.on("error", () => undefined);
    if (child.pid === undefined || !gate) return;
    attempt(() => options.onStart?.(child.pid as number));
    gate.end(failure === undefined ? "go\n" : "");
    poll();
  }).finally(() => fs.closeSync(log));
}

/** Appended to, so that both streams may write to it. It may hold secrets. */
function openLog(file: string | undefined, room = 0): number {
  const named = file ?? path.join(fs.mkdtempSync(path.join(os.tmpdir(), "jangada-log-")), "log");
  fs.rmSync(named, { force: true });
  const log = fs.openSync(named, "ax+", 0o600);
  if (room > 0) reserveLogSpace(named, room);
  // Whoever has it open goes on with it; nobody else ever sees it.
  if (file === undefined) fs.rmSync(path.dirname(named), { recursive: true, force: true });
  return log;
}
