/**
 * The simulated clouds as a background process: plain `terraform` and `cdktf deploy` run against them. Its folder holds the
 * world, the states of what was deployed into it, and a record of the process.
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import { readRegularFile } from "../../regular-file";

/** What the running process writes about itself, once everything is served. */
export interface CloudRecord {
  /** The id of the process. */
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** The port on 127.0.0.1 where to reach it: to see that it lives, and to tell it something. */
  readonly port: number;
  /** What it listens to (control.ts). Whoever can read this file may tell it. */
  readonly token: string;
  /** What Terraform needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** How long the process may take to serve everything, in milliseconds. A loaded laptop needs three seconds. */
const START_TIMEOUT = 60_000;

export function recordFile(folder: string): string {
  return path.join(path.resolve(folder), "cloud.json");
}

/** The record of the running process; undefined if none runs. */
export async function findCloud(folder: string): Promise<CloudRecord | undefined> {
  let record: Partial<CloudRecord> | null;
  try {
    record = JSON.parse(readRegularFile(recordFile(folder))) as Partial<CloudRecord> | null;
  } catch {
    return undefined;
  }
  return isRecord(record) && (await answers(record.port)) ? record : undefined;
}

/** A file that something else wrote is no record: no process is ended by what stands in it. */
function isRecord(record: Partial<CloudRecord> | null): record is CloudRecord {
  const { pid, port, token, env } = record ?? {};
  const isNumber = (value: unknown, most: number): boolean =>
    typeof value === "number" && Number.isInteger(value) && value > 1 && value <= most;
  return (
    isNumber(pid, 2 ** 31) &&
    isNumber(port, 65_535) &&
    typeof token === "string" &&
    typeof env === "object" &&
    env !== null
  );
}

/**
 * Starts the process, unless it runs already.
 * @param command how to run `jangada cloud serve`
 * @throws JangadaError CLOUD_DID_NOT_START with the end of its log
 */
export async function startCloud(folder: string, command: readonly [string, ...string[]]): Promise<CloudRecord> {
  const running = await findCloud(folder);
  if (running) return running;
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.rmSync(recordFile(folder), { force: true });
  const logFile = path.join(folder, "cloud.log");
  const log = fs.openSync(logFile, "a", 0o600);
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log] });
  fs.closeSync(log);
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline && !ended) {
    const record = await findCloud(folder);
    if (record) {
      child.unref();
      return record;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const logTail = fs.readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n");
  throw new JangadaError({
    code: "CLOUD_DID_NOT_START",
    message: `The simulated clouds did not start.\n${logTail}`,
    place: { file: logFile },
  });
}

/** Ends the process and waits until it is gone. @returns whether one was running */
export async function stopCloud(folder: string): Promise<boolean> {
  const record = await findCloud(folder);
  if (!record) return false;
  process.kill(record.pid, "SIGTERM");
  for (let waited = 0; waited < 10_000 && (await answers(record.port)); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  fs.rmSync(recordFile(folder), { force: true });
  return true;
}

/** The process's id alone proves nothing: ids are used again. What listens on its port is asked instead. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port, timeout: 1000 });
    const end = (alive: boolean) => (): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
  });
}
