/** Results go to standard output, everything else to standard error. Only this file writes to either. */
import pc from "picocolors";
import { formatPlace, type Problem } from "../errors";

export interface Output {
  /** Whether the reader is a program: one JSON document on standard output. */
  readonly json: boolean;
  /** Whether standard error is a terminal, where a line may be written over. */
  readonly live: boolean;
  result(text: string): void;
  document(value: object): void;
  /** One event, as one line of JSON on standard error. */
  event(event: object): void;
  progress(line: string): void;
  problem(problem: Problem): void;
  /** What refuses nothing, told like a problem. */
  warning(problem: Problem): void;
  warn(message: string): void;
}

/** A reader that has gone away (`| head`), or a terminal, must not end what is being deployed. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount("error") === 0) stream.on("error", ignorePipe);
  }
}

function ignorePipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}

export function createOutput(json: boolean): Output {
  outliveReaders();
  const err = (text: string): void => void process.stderr.write(`${text}\n`);
  const printProblem = (kind: string, { code, place, message, remedy }: Problem): void => {
    const where = place ? formatPlace(place) : "";
    err(`${kind} ${pc.dim(`[${code}]`)}${where ? ` ${pc.bold(where)}` : ""}`);
    for (const line of message.split("\n")) err(`  ${line}`);
    if (remedy) for (const line of remedy.split("\n")) err(`  ${pc.cyan("->")} ${line}`);
  };
  return {
    json,
    live: !json && process.stderr.isTTY === true && !process.env["CI"],
    result: (text) => void process.stdout.write(`${text}\n`),
    document: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    event: (event) => err(JSON.stringify({ schemaVersion: 1, time: new Date().toISOString(), ...event })),
    progress: err,
    problem: (problem) => printProblem(pc.red("error"), problem),
    warning: (problem) => printProblem(pc.yellow("warning"), problem),
    warn: (message) => err(`${pc.yellow("warning")} ${message}`),
  };
}
