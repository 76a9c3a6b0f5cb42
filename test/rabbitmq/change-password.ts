/** Runs the script of the Job as the Job does. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const SCRIPT = resolve(__dirname, "../../assets/rabbitmq/change-password.sh");

export interface Login {
  readonly username?: string;
  readonly password?: string;
}

export interface ChangeOptions {
  readonly url: string;
  readonly first: Login;
  readonly wanted: Login;
  readonly authorityFile?: string;
  /** @default 5 */
  readonly attempts?: number;
  /** Killed, with everything that it started, before curl is started for so many times. @default never */
  readonly killedAt?: number;
  /** The same, after curl has ended. */
  readonly killedAfter?: number;
}

export interface Changed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Arguments and environment of every curl that was run, as other processes of the machine could have seen them. */
  readonly seen: string;
}

export async function changePassword(options: ChangeOptions): Promise<Changed> {
  const { url, first, wanted, authorityFile, attempts = 5, killedAt = 0, killedAfter = 0 } = options;
  const folder = mkdtempSync(join(tmpdir(), "change-"));
  const write = (name: string, login: Login): string => {
    mkdirSync(join(folder, name));
    for (const [key, text] of Object.entries(login)) writeFileSync(join(folder, name, key), text as string);
    return join(folder, name);
  };
  mkdirSync(join(folder, "bin"));
  const lines = [
    "#!/bin/bash",
    `printf x >>"${folder}/count"`,
    `[ "$(wc -c <"${folder}/count")" -ne ${killedAt} ] || kill -KILL 0`,
    `{ printf '%s\\n' "$@"; env; } >>"${folder}/seen"`,
    // The real one: this folder goes before the others.
    `PATH="\${PATH#*:}" curl "$@"; ended=$?`,
    `[ "$(wc -c <"${folder}/count")" -ne ${killedAfter} ] || kill -KILL 0`,
    "exit $ended",
  ];
  writeFileSync(join(folder, "bin", "curl"), `${lines.join("\n")}\n`);
  chmodSync(join(folder, "bin", "curl"), 0o755);
  try {
    const ran = await run(SCRIPT, {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      MANAGEMENT_URL: url,
      FIRST_DIR: write("first", first),
      NEW_DIR: write("new", wanted),
      ATTEMPTS: String(attempts),
      PAUSE: "0.1",
      HOME: folder,
      // What must have no say.
      https_proxy: "http://127.0.0.1:9",
      ...(authorityFile ? { CURL_CA_BUNDLE: authorityFile } : {}),
    });
    const noted = join(folder, "seen");
    return { ...ran, seen: existsSync(noted) ? readFileSync(noted, "utf8") : "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(script: string, env: Record<string, string>): Promise<Omit<Changed, "seen">> {
  return new Promise((done, failed) => {
    const child = spawn("bash", [script], { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const end = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), PROGRAM_LIMIT);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", failed);
    child.on("close", (status) => {
      clearTimeout(end);
      done({ status: status ?? -1, stdout, stderr });
    });
  });
}
