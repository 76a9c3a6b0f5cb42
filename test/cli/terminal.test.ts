/** What somebody at a terminal is asked, and what comes of the answers. */
import { DEV, RehearsedProject } from "../helpers/project";
import { atTerminal, type Session } from "../helpers/terminal";

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
});
afterAll(() => project.close());

const typed = (args: readonly string[], answers: readonly (readonly [string, string])[]): Promise<Session> =>
  atTerminal({ cwd: project.folder, env: project.env }, args, answers);

const vpcs = (): number => project.simulation.world.list("aws_vpc").length;

test("deploy and destroy ask first, and do what they are told", async () => {
  const no = await typed(["deploy", "dev", "--stack", "network"], [["Apply this?", "n\n"]]);
  expect([no.status, vpcs()]).toEqual([4, 0]);
  expect(no.screen).toContain("+ aws_vpc.network");

  const yes = await typed(["deploy", "dev", "--stack", "network"], [["Apply this?", "yes\n"]]);
  expect([yes.status, vpcs()]).toEqual([0, 1]);
  expect(yes.screen).toMatch(/dev-network +applied/);

  const wrong = await typed(["destroy", "dev"], [["Type the environment's name", "prod\n"]]);
  expect([wrong.status, vpcs()]).toEqual([4, 1]);

  const right = await typed(["destroy", "dev"], [["Type the environment's name", "dev\n"]]);
  expect([right.status, vpcs()]).toEqual([0, 0]);
});

test("Ctrl-C at the question applies nothing", async () => {
  const stopped = await typed(["deploy", "dev", "--stack", "network"], [["Apply this?", "\u0003"]]);

  expect([stopped.status, vpcs()]).toEqual([130, 0]);
});
