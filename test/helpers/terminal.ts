/** A command at a terminal, with somebody who answers. */
import { spawn } from "node:child_process";
import * as path from "node:path";
import { ROOT } from "./project";
import { WAIT_LIMIT } from "./limits";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

export interface Session {
  readonly status: number | null;
  /** All that stood on the terminal. */
  readonly screen: string;
}

export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Types each answer, as it is, when its question stands on the terminal: util-linux's `script` gives the command one. */
export function atTerminal(
  place: Place,
  args: readonly string[],
  answers: readonly (readonly [question: string, answer: string])[],
): Promise<Session> {
  const { CI: _, ...env } = place.env;
  return new Promise<Session>((resolve, reject) => {
    const words = [process.execPath, JANGADA, ...args].map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["--quiet", "--return", "--command", words, "/dev/null"], {
      cwd: place.cwd,
      env: { ...env, COLUMNS: "200" },
      // A question that never comes must not hold up the rest.
      timeout: WAIT_LIMIT,
      killSignal: "SIGKILL",
    });
    let screen = "";
    let read = 0;
    let next = 0;
    child.stdout.on("data", (data: Buffer) => {
      screen += data.toString();
      // One chunk may hold several: an answer may bring the next question before anything else is drawn.
      for (
        let [question, answer] = answers[next] ?? [];
        question !== undefined;
        [question, answer] = answers[next] ?? []
      ) {
        const at = screen.indexOf(question, read);
        if (at < 0) return;
        read = at + question.length;
        next += 1;
        child.stdin.write(answer ?? "");
      }
    });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, screen }));
  });
}
