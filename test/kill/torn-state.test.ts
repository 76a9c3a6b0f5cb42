/** Terraform killed in the very middle of writing a local state: seldom enough that the rounds rarely meet it, so it is made here. */
import * as fs from "node:fs";
import * as path from "node:path";
import { faultsOf, inventory } from "./checks";
import { KilledProject } from "./killed-project";
import { again, DEPLOY, DESTROY, strike, type Strike } from "./round";

let project: KilledProject;
let undisturbed: Readonly<Record<string, number>>;
beforeAll(async () => {
  project = new KilledProject();
  await project.startCloud();
  expect((await project.jangada(...DEPLOY)).status).toBe(0);
  undisturbed = await inventory(project);
  expect((await project.jangada(...DESTROY)).status).toBe(0);
});
afterAll(() => project.close());

const KILL: Strike = { stack: "dev-data", victim: "terraform", signal: "SIGKILL", after: 3, later: 100 };
const state = (): string => path.join(project.states, "dev-data.tfstate");

test.each<[string, "went on" | "restored", () => void]>([
  ["empty", "went on", () => fs.truncateSync(state())],
  ["torn", "restored", () => fs.truncateSync(state(), Math.floor(fs.statSync(state()).size / 2))],
])(
  "given a state that is %s afterwards, it is told, restored, and the command goes on",
  async (_how, deployed, harm) => {
    const faults: string[] = [];
    const fault = (text: string): void => void faults.push(text);

    await strike(project, DEPLOY, KILL, "apply");
    harm();
    // An empty state where nothing was before holds what is known of it.
    expect(await again(project, DEPLOY, fault)).toBe(deployed);
    expect(faults).toEqual([]);
    expect(await faultsOf(project, undisturbed)).toEqual([]);

    await strike(project, DESTROY, KILL, "destroy");
    harm();
    expect(await again(project, DESTROY, fault)).toBe("restored");
    expect(faults).toEqual([]);
    expect(await faultsOf(project, {})).toEqual([]);
  },
);
