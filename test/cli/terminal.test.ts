/** What somebody at a terminal is asked, and what comes of the answers. */
import { spawn } from "node:child_process";
import * as path from "node:path";
import { DEV, RehearsedProject, ROOT } from "../helpers/project";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

interface Session {
  readonly status: number | null;
  /** All that stood on the terminal. */
  readonly screen: string;
}

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
});
afterAll(() => project.close());

/** Types each answer, as it is, when its question stands on the terminal: util-linux's `script` gives the command one. */
function atTerminal(args: readonly string[], answers: readonly (readonly [question: string, answer: string])[]) {
  const { CI: _, ...env } = project.env;
  return new Promise<Session>((resolve, reject) => {
    const words = [process.execPath, JANGADA, ...args].map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["--quiet", "--return", "--command", words, "/dev/null"], {
      cwd: project.folder,
      env: { ...env, COLUMNS: "200" },
    });
    let screen = "";
    let read = 0;
    let next = 0;
    child.stdout.on("data", (data: Buffer) => {
      screen += data.toString();
      const [question, answer] = answers[next] ?? [];
      const at = question === undefined ? -1 : screen.indexOf(question, read);
      if (at < 0) return;
      read = at + (question ?? "").length;
      next += 1;
      child.stdin.write(answer ?? "");
    });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, screen }));
  });
}

const vpcs = (): number => project.simulation.world.list("aws_vpc").length;

test("deploy and destroy ask first, and do what they are told", async () => {
  const no = await atTerminal(["deploy", "dev", "--stack", "network"], [["Apply this?", "n\n"]]);
  expect([no.status, vpcs()]).toEqual([4, 0]);
  expect(no.screen).toContain("+ aws_vpc.network");

  const yes = await atTerminal(["deploy", "dev", "--stack", "network"], [["Apply this?", "yes\n"]]);
  expect([yes.status, vpcs()]).toEqual([0, 1]);
  expect(yes.screen).toMatch(/dev-network +applied/);

  const wrong = await atTerminal(["destroy", "dev"], [["Type the environment's name", "prod\n"]]);
  expect([wrong.status, vpcs()]).toEqual([4, 1]);

  const right = await atTerminal(["destroy", "dev"], [["Type the environment's name", "dev\n"]]);
  expect([right.status, vpcs()]).toEqual([0, 0]);
});

test("Ctrl-C at the question applies nothing", async () => {
  const stopped = await atTerminal(["deploy", "dev", "--stack", "network"], [["Apply this?", "\u0003"]]);

  expect([stopped.status, vpcs()]).toEqual([130, 0]);
});
