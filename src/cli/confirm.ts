/** Questions to the person at the terminal. */
import * as readline from "node:readline";
import { JangadaError } from "../errors";

/** Whether there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env["CI"];
}

/** @throws JangadaError NOT_CONFIRMED if nobody can be asked */
export function refuseUnasked(what: string, instead: string): void {
  if (canAsk()) return;
  throw new JangadaError({
    code: "NOT_CONFIRMED",
    message: `${what} asks before it begins, and there is no terminal to ask at.`,
    remedy: instead,
  });
}

/** What is typed, trimmed; undefined if the signal aborts first, or the input ends. */
export function ask(question: string, signal?: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reader = readline.createInterface({ input: process.stdin, output: process.stderr });
    let answer: string | undefined;
    // While it reads, Ctrl-C comes to it as a key; it is passed on as what it is.
    reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    const stop = (): void => reader.close();
    signal?.addEventListener("abort", stop, { once: true });
    reader.once("close", () => {
      signal?.removeEventListener("abort", stop);
      resolve(answer);
    });
    reader.question(question, (line) => {
      answer = line.trim();
      reader.close();
    });
    if (signal?.aborted) stop();
  });
}

/** Anything but `y` and `yes` is a no. */
export async function askYesNo(question: string, signal?: AbortSignal): Promise<boolean> {
  return /^y(es)?$/i.test((await ask(`${question} [y/N] `, signal)) ?? "");
}
