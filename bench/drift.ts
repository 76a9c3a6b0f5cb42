/** Drift over n stacks, as many at once as the machine allows, against n plain refresh-only plans one after the other. */
import * as fs from "node:fs";
import * as path from "node:path";
import { openWorld, terraform, type World } from "./bare-terraform";
import { environmentNames, writeEnvironments } from "./environments";
import { type Measured, measure, medianSeconds, type Rounds, ROUNDS, secondsOf, type Subject } from "./measure";
import { JANGADA, time, withFolder } from "./program";
import { type Bench, type Line, seconds } from "./result";
import { ratioOf } from "./statistics";

const ENVIRONMENTS = 4;
/** How many stacks, and what `jangada drift` is told for it: an environment like `dev` has four. */
const COUNTS: readonly { readonly stacks: number; readonly words: readonly string[] }[] = [
  { stacks: 1, words: ["e001", "--stack", "network"] },
  { stacks: 4, words: ["e001"] },
  { stacks: 16, words: environmentNames(ENVIRONMENTS) },
];
/** The simulated clouds answer at once. A real one's calls take about so long, and that is what being parallel is for. */
const SLOW_MS = 200;

/** Of a refresh-only plan; it waits for no lock and leaves nothing, as `drift` does. */
const PLAIN = ["plan", "-refresh-only", "-input=false", "-lock=false", "-no-color"];
const NO_DRIFT_OR_DRIFT = [0, 2];

export const driftBench: Bench = {
  name: "drift",
  title: "Drift",
  run: (progress) =>
    withFolder("drift", async (project) => {
      writeEnvironments(project, ENVIRONMENTS);
      const world = await openWorld(project, project);
      try {
        progress(`deploying ${world.stacks.length} stacks`);
        await deploy(world);
        const lines: Line[] = [];
        for (const slowness of [0, SLOW_MS]) {
          setSlowness(project, slowness);
          for (const { stacks, words } of COUNTS) {
            const line = await compare(project, world, stacks, words, ROUNDS, progress);
            lines.push(slowness > 0 ? { ...line, measured: `${line.measured}, ${slowness} ms a read` } : line);
          }
        }
        return { name: driftBench.name, title: driftBench.title, rounds: ROUNDS.counted, lines };
      } finally {
        await world.close();
      }
    }),
};

/** How long the clouds take for every read, in milliseconds. */
function setSlowness(project: string, delayMs: number): void {
  const rules = delayMs > 0 ? [{ operation: "read", delayMs }] : [];
  fs.writeFileSync(path.join(project, "world", "faults.json"), JSON.stringify(rules));
}

async function deploy(world: World): Promise<void> {
  for (const stack of world.stacks) {
    await terraform(world, stack, ["init", "-input=false"]);
    await terraform(world, stack, ["apply", "-input=false", "-auto-approve"]);
  }
}

async function compare(
  project: string,
  world: World,
  count: number,
  words: readonly string[],
  rounds: Rounds,
  progress: (line: string) => void,
): Promise<Line> {
  const chosen = chosenStacks(world, count);
  const subjects: readonly Subject[] = [
    {
      name: `jangada drift, ${count} ${count === 1 ? "stack" : "stacks"}`,
      run: () =>
        time(process.execPath, [JANGADA, "drift", ...words, "--json"], {
          cwd: project,
          env: world.env,
          accept: NO_DRIFT_OR_DRIFT,
        }),
    },
    {
      name: `${count} plain ${count === 1 ? "plan" : "plans in sequence"}`,
      run: async () => {
        const started = performance.now();
        for (const stack of chosen) await terraform(world, stack, PLAIN);
        return { seconds: (performance.now() - started) / 1000 };
      },
    },
  ];
  const [drift, plain] = (await measure(subjects, rounds, progress)) as [Measured, Measured];
  return {
    measured: drift.name,
    value: seconds(medianSeconds(drift)),
    against: plain.name,
    baseline: seconds(medianSeconds(plain)),
    ratio: ratioOf(secondsOf(drift), secondsOf(plain)),
  };
}

/** The stacks that `jangada drift` is told to look at: the network's for one, the first environment's, all. */
function chosenStacks(world: World, count: number): World["stacks"] {
  const chosen = world.stacks.filter(
    ({ name }) => count === world.stacks.length || (name.startsWith("e001-") && (count > 1 || name === "e001-network")),
  );
  if (chosen.length !== count) throw new Error(`${chosen.length} stacks instead of ${count}.`);
  return chosen;
}
