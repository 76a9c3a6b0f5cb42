/** Programs that are supervised: what happens to them when the one who started them dies, and when they are told to stop. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Hangup } from "../../../src/operations/stop-request";
import { identify } from "../../../src/operations/runs/identity";
import { supervise, type SuperviseOptions } from "../../../src/operations/runs/supervise";
import { ROOT } from "../../helpers/project";
import { until } from "../../helpers/until";
import { PROGRAM_LIMIT } from "../../helpers/limits";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-supervise-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const options = (more: Partial<SuperviseOptions> = {}): SuperviseOptions => ({
  cwd: folder,
  env: process.env,
  onLine: () => undefined,
  ...more,
});
const program = (script: string): readonly [string, readonly string[]] => ["bash", ["-c", script]];

describe("supervise", () => {
  test("tells both streams line by line, and how it ended", async () => {
    const lines: string[] = [];
    const ended = await supervise(
      ...program("echo out; echo err >&2; read -r none; echo $?; exit 3"),
      options({ onLine: (line) => void lines.push(line) }),
    );

    expect(lines).toEqual(["out", "err", "1"]);
    expect(ended).toEqual({ status: 3 });
  });

  test("leaves nothing behind of a log that has no name, and gives a named one to its owner alone", async () => {
    const log = path.join(folder, "log");
    await supervise(...program("echo named"), options({ log }));
    expect(fs.readFileSync(log, "utf8")).toBe("named\n");
    expect(fs.statSync(log).mode & 0o777).toBe(0o600);

    const env = { ...process.env, TMPDIR: folder };
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = folder;
    try {
      await supervise(...program("ls $TMPDIR"), options({ env }));
      expect(fs.readdirSync(folder)).toEqual(["log"]);
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
  });

  test("given that it cannot be noted down, never runs it", async () => {
    const refused = supervise(
      ...program("touch ran"),
      options({
        onStart: () => {
          throw new Error("the disk is full");
        },
      }),
    );

    await expect(refused).rejects.toThrow("the disk is full");
    expect(fs.existsSync(path.join(folder, "ran"))).toBe(false);
  });

  test("given that who started it is killed, goes on to its end and loses no line", async () => {
    const log = path.join(folder, "log");
    const parent = spawn(
      process.execPath,
      [
        "-r",
        path.join(ROOT, "scripts", "register.cjs"),
        "-e",
        `const { supervise } = require(${JSON.stringify(path.join(ROOT, "src/operations/runs/supervise.ts"))});
         supervise("bash", ["-c", "echo begun; until test -e go; do sleep 0.02; done; for i in $(seq 2000); do echo line $i; done"],
           { cwd: ${JSON.stringify(folder)}, env: process.env, log: ${JSON.stringify(log)}, onLine: console.log,
             onStart: (pid) => require("fs").writeFileSync(${JSON.stringify(path.join(folder, "pid"))}, String(pid)) });`,
      ],
      { stdio: ["ignore", "pipe", "inherit"], timeout: PROGRAM_LIMIT },
    );
    await once(parent.stdout, "data");
    parent.kill("SIGKILL");
    await once(parent, "exit");
    const pid = Number(fs.readFileSync(path.join(folder, "pid"), "utf8"));
    expect(identify(pid)).toBeDefined();

    fs.writeFileSync(path.join(folder, "go"), "");
    await until("it has ended", () => identify(pid) === undefined);

    expect(fs.readFileSync(log, "utf8").trim().split("\n")).toHaveLength(2001);
  });

  const LISTENER =
    "trap 'echo told' INT; echo ready; until test -e go; do sleep 0.02; done; for i in 1 2 3 4 5; do sleep 0.02; done";

  test("tells it once when it is to stop", async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    await supervise(
      ...program(LISTENER),
      options({
        signal: stop.signal,
        onLine: (line) => {
          lines.push(line);
          if (line === "ready") stop.abort();
          if (line === "told") fs.writeFileSync(path.join(folder, "go"), "");
        },
      }),
    );

    expect(lines).toEqual(["ready", "told"]);
  });

  test("given that somebody has told it already, does not tell it again", async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const ended = await supervise(
      ...program("trap 'exit 9' INT; echo 'Interrupt received.'; echo ready; sleep 2"),
      options({
        signal: stop.signal,
        onLine: (line) => {
          lines.push(line);
          if (line === "ready") stop.abort();
        },
      }),
    );

    expect(ended.status).toBe(0);
  });

  test("given that the terminal is gone, lets it go on, and tells it when it is to stop after all", async () => {
    const stop = new AbortController();
    const hangup = new Hangup();
    const lines: string[] = [];
    await supervise(
      ...program(
        `trap 'echo told' INT; echo ready; sleep 0.7; echo undisturbed; until test -e go; do sleep 0.02; done`,
      ),
      options({
        signal: stop.signal,
        onLine: (line) => {
          lines.push(line);
          if (line === "ready") stop.abort(hangup);
          if (line === "undisturbed") hangup.forward.abort();
          if (line === "told") fs.writeFileSync(path.join(folder, "go"), "");
        },
      }),
    );

    expect(lines).toEqual(["ready", "undisturbed", "told"]);
  });

  test("kills it with all that it started, and says what ended it", async () => {
    const kill = new AbortController();
    const ended = await supervise(
      ...program("sleep 600 & echo $!; wait"),
      options({
        kill: kill.signal,
        onLine: (line) => {
          fs.writeFileSync(path.join(folder, "inner"), line);
          kill.abort();
        },
      }),
    );

    expect(ended).toMatchObject({
      status: 137,
      signal: "SIGKILL",
      cause: expect.stringContaining("was killed") as string,
    });
    const inner = Number(fs.readFileSync(path.join(folder, "inner"), "utf8"));
    await until("it is dead", () => identify(inner) === undefined);
  });

  test("given a program that does not exist, ends with a status and says why", async () => {
    const lines: string[] = [];
    const ended = await supervise("no-such-program", [], options({ onLine: (line) => void lines.push(line) }));

    expect(ended.status).toBe(127);
    expect(lines.join("\n")).toContain("no-such-program");
  });
});
