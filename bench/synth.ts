/** Synth of the smallest file, of `dev` and of `prod`: against what loading alone takes, and against cdktf with its default template. */
import * as fs from "node:fs";
import * as path from "node:path";
import { environmentNames, writeEnvironments } from "./environments";
import { type Measured, measure, medianSeconds, type Rounds, ROUNDS, secondsOf, type Subject } from "./measure";
import { APP, JANGADA, ROOT, time, timeNode, withFolder } from "./program";
import { type Bench, type BenchResult, seconds } from "./result";
import { ratioOf } from "./statistics";

const MOST_OF_FLOOR = 1.8;
const LEAST_OF_TEMPLATE = 5;
/** What takes less than a second is measured more often. */
const SHORT_ROUNDS: Rounds = { counted: 15, warmUp: 1 };

/** One environment, in the folder of its project. */
interface Synthesized {
  /** How its rows call it. */
  readonly title: string;
  readonly name: string;
  readonly project: string;
}

export const synthBench: Bench = {
  name: "synth",
  title: "Synth of the smallest file, of `dev` and of `prod`",
  run: (progress) =>
    withFolder("synth", async (folder) => {
      const project = path.join(folder, "smallest");
      writeEnvironments(project, 1);
      const [name = ""] = environmentNames(1);
      const smallest: Synthesized = { title: "the smallest", name, project };
      const dev: Synthesized = { title: "dev", name: "dev", project: ROOT };
      const prod: Synthesized = { title: "prod", name: "prod", project: ROOT };
      const ofFloor = async (of: Synthesized): Promise<[Measured, Measured]> => {
        const floor = await writeFloor(folder, of);
        const subjects = [{ name: `floor of ${of.title}`, run: () => timeNode(floor) }, jangada(folder, of)];
        return (await measure(subjects, SHORT_ROUNDS, progress)) as [Measured, Measured];
      };
      const overFloor = [await ofFloor(smallest), await ofFloor(dev), await ofFloor(prod)] as const;
      const subjects = [jangada(folder, dev), app(folder, dev), template(folder, dev)];
      const long = (await measure(subjects, ROUNDS, progress)) as [Measured, Measured, Measured];
      return result(overFloor, long);
    }),
};

const jangada = (folder: string, { title, name, project }: Synthesized): Subject => ({
  name: `jangada synth, ${title}`,
  run: () =>
    time(process.execPath, [JANGADA, "synth", name, "--outdir", path.join(folder, `out-${name}`)], { cwd: project }),
});
const app = (folder: string, { title, name, project }: Synthesized): Subject => ({
  name: `app, ${title}`,
  run: () => timeNode(APP, [], { cwd: project, env: appEnvironment(path.join(folder, "app"), name) }),
});
const template = (folder: string, { title, name }: Synthesized): Subject => ({
  name: `cdktf synth, ts-node, ${title}`,
  run: () =>
    time("npx", ["cdktf", "synth", "--app", "npx ts-node infra/main.ts", "--output", path.join(folder, "template")], {
      env: { JANGADA_ENVIRONMENTS: name },
    }),
});

function result(
  overFloor: readonly (readonly [Measured, Measured])[],
  [beside, ofApp, ofTemplate]: readonly [Measured, Measured, Measured],
): BenchResult {
  const [smallest, ...others] = overFloor.map(([floor, measured]) => compare(measured, floor));
  if (!smallest) throw new Error("Nothing was measured against its floor.");
  const overJangada = compare(ofTemplate, beside);
  return {
    name: synthBench.name,
    title: synthBench.title,
    rounds: ofTemplate.samples.length,
    lines: [
      { ...smallest, target: `at most ${MOST_OF_FLOOR}`, met: smallest.ratio.median <= MOST_OF_FLOOR },
      ...others,
      compare(ofApp, beside),
      { ...overJangada, target: `at least ${LEAST_OF_TEMPLATE}`, met: overJangada.ratio.median >= LEAST_OF_TEMPLATE },
    ],
  };
}

function compare(measured: Measured, against: Measured) {
  return {
    measured: measured.name,
    value: seconds(medianSeconds(measured)),
    against: against.name,
    baseline: seconds(medianSeconds(against)),
    ratio: ratioOf(secondsOf(measured), secondsOf(against)),
  };
}

export function appEnvironment(outdir: string, environment = "dev"): NodeJS.ProcessEnv {
  const { context } = JSON.parse(fs.readFileSync(path.join(ROOT, "cdktf.json"), "utf8")) as { context: object };
  return { CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: JSON.stringify(context), JANGADA_ENVIRONMENTS: environment };
}

/** A script that loads cdktf and exactly the binding files that the app loads for the environment, and does nothing with them. */
async function writeFloor(folder: string, { name, project }: Synthesized): Promise<string> {
  const list = path.join(folder, `loaded-${name}`);
  await time(process.execPath, ["-r", path.join(__dirname, "list-loaded.cjs"), APP], {
    cwd: project,
    env: { ...appEnvironment(path.join(folder, "listed"), name), BENCH_LOADED: list },
  });
  const bindings = fs
    .readFileSync(list, "utf8")
    .split("\n")
    .filter((file) => file.includes(`${path.sep}@cdktf${path.sep}provider-`));
  if (bindings.length === 0) throw new Error("The app has loaded no binding: the floor would be too low.");
  const floor = path.join(folder, `floor-${name}.cjs`);
  const modules = [require.resolve("cdktf"), ...bindings];
  fs.writeFileSync(floor, modules.map((file) => `require(${JSON.stringify(file)});\n`).join(""));
  return floor;
}
