/** Programs as subjects of a measurement. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Sample } from "./measure";

/** The checkout. */
export const ROOT = path.dirname(__dirname);
export const APP = path.join(ROOT, "bin", "app.js");
export const JANGADA = path.join(ROOT, "bin", "jangada.js");

export interface ProgramOptions {
  /** @default the checkout */
  readonly cwd?: string;
  /** Added to the environment variables, of which those that would change what is measured are taken away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Exit statuses that are no failure. @default 0 */
  readonly accept?: readonly number[];
}

/** What the user may have set for other purposes and would change what is measured. */
const FOREIGN = /^(TF_|CDKTF_|JANGADA_|NODE_OPTIONS$|npm_)/;

export function cleanEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  return { ...own, CI: "1", CHECKPOINT_DISABLE: "1", ...added };
}

/** Runs a program to its end. @throws Error with what it said if it fails */
export async function time(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<Sample> {
  const { seconds } = await runToEnd(command, args, options);
  return { seconds };
}

/** Runs a TypeScript file of the bench; `output` is its standard output. */
export function runScript(script: string, args: readonly string[] = [], options: ProgramOptions = {}): Promise<Ended> {
  return runToEnd(process.execPath, ["-r", path.join(ROOT, "scripts", "register.cjs"), script, ...args], options);
}

interface Ended {
  readonly seconds: number;
  readonly output: string;
}

function runToEnd(command: string, args: readonly string[], options: ProgramOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, [...args], {
      cwd: options.cwd ?? ROOT,
      env: cleanEnvironment(options.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [output, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (data: Buffer) => output.push(data));
    child.stderr.on("data", (data: Buffer) => errors.push(data));
    child.once("error", reject);
    child.once("close", (status) => {
      const seconds = (performance.now() - started) / 1000;
      if (status !== null && (options.accept ?? [0]).includes(status)) {
        resolve({ seconds, output: Buffer.concat(output).toString() });
      } else {
        const said = Buffer.concat([...output, ...errors]).toString();
        reject(new Error(`${command} ${args.join(" ")} ended with ${status}:\n${said}`));
      }
    });
  });
}

/** The same for a Node script, with the most memory that its process held. */
export async function timeNode(
  script: string,
  args: readonly string[] = [],
  options: ProgramOptions = {},
): Promise<Sample> {
  return withFolder("peak", async (folder) => {
    const file = path.join(folder, "kilobytes");
    const env = { ...options.env, BENCH_PEAK_MEMORY: file };
    const preload = ["-r", path.join(__dirname, "peak-memory.cjs")];
    const sample = await time(process.execPath, [...preload, script, ...args], { ...options, env });
    return { ...sample, megabytes: (Number(fs.readFileSync(file, "utf8")) * 1024) / 1e6 };
  });
}

export async function withFolder<T>(purpose: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder(purpose);
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export function temporaryFolder(purpose: string): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), `jangada-bench-${purpose}-`));
}
