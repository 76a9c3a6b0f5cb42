/** Synth of `dev` and of `prod`: against cdktf with its default template, and against what loading alone takes. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Measured, measure, medianSeconds, type Rounds, ROUNDS, secondsOf, type Subject } from "./measure";
import { APP, JANGADA, ROOT, time, timeNode, withFolder } from "./program";
import { type Bench, type BenchResult, seconds } from "./result";
import { ratioOf } from "./statistics";

const MOST_OF_FLOOR = 1.8;
const LEAST_OF_TEMPLATE = 5;
/** What takes less than a second is measured more often. */
const SHORT_ROUNDS: Rounds = { counted: 15, warmUp: 1 };

export const synthBench: Bench = {
  name: "synth",
  title: "Synth of `dev` and of `prod`",
  run: (progress) =>
    withFolder("synth", async (folder) => {
      const floor = await writeFloor(folder, "dev");
      const floorOfProd = await writeFloor(folder, "prod");
      const out = (name: string): string => path.join(folder, name);
      const subjects: readonly [Subject, Subject, Subject, Subject] = [
        { name: "floor", run: () => timeNode(floor) },
        { name: "app", run: () => timeNode(APP, [], { env: appEnvironment(out("app")) }) },
        {
          name: "jangada synth",
          run: () => time(process.execPath, [JANGADA, "synth", "dev", "--outdir", out("jangada")]),
        },
        {
          name: "cdktf synth, ts-node",
          run: () =>
            time("npx", ["cdktf", "synth", "--app", "npx ts-node infra/main.ts", "--output", out("template")], {
              env: { JANGADA_ENVIRONMENTS: "dev" },
            }),
        },
      ];
      const ofProd: readonly Subject[] = [
        { name: "floor of prod", run: () => timeNode(floorOfProd) },
        {
          name: "jangada synth prod",
          run: () => time(process.execPath, [JANGADA, "synth", "prod", "--outdir", out("jangada-prod")]),
        },
      ];
      const [loading, app, jangada, template] = subjects;
      const short = (await measure([loading, app, jangada], SHORT_ROUNDS, progress)) as [Measured, Measured, Measured];
      const long = (await measure([jangada, template], ROUNDS, progress)) as [Measured, Measured];
      const prod = (await measure(ofProd, SHORT_ROUNDS, progress)) as [Measured, Measured];
      return result(short, long, prod);
    }),
};

function result(
  [floor, app, jangada]: readonly [Measured, Measured, Measured],
  [beside, template]: readonly [Measured, Measured],
  [floorOfProd, prod]: readonly [Measured, Measured],
): BenchResult {
  const overFloor = compare(jangada, floor);
  const overJangada = compare(template, beside);
  return {
    name: synthBench.name,
    title: synthBench.title,
    rounds: template.samples.length,
    lines: [
      { ...overFloor, target: `at most ${MOST_OF_FLOOR}`, met: overFloor.ratio.median <= MOST_OF_FLOOR },
      compare(app, floor),
      compare(prod, floorOfProd),
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
async function writeFloor(folder: string, environment: string): Promise<string> {
  const list = path.join(folder, `loaded-${environment}`);
  await time(process.execPath, ["-r", path.join(__dirname, "list-loaded.cjs"), APP], {
    env: { ...appEnvironment(path.join(folder, "listed"), environment), BENCH_LOADED: list },
  });
  const bindings = fs
    .readFileSync(list, "utf8")
    .split("\n")
    .filter((file) => file.includes(`${path.sep}@cdktf${path.sep}provider-`));
  if (bindings.length === 0) throw new Error("The app has loaded no binding: the floor would be too low.");
  const floor = path.join(folder, `floor-${environment}.cjs`);
  const modules = [require.resolve("cdktf"), ...bindings];
  fs.writeFileSync(floor, modules.map((file) => `require(${JSON.stringify(file)});\n`).join(""));
  return floor;
}
