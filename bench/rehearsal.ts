/** Whole rehearsals of `dev` and of `prod` against Terraform's own share of them. */
import * as path from "node:path";
import { type Measured, measure, medianSeconds, ROUNDS, type Sample, secondsOf } from "./measure";
import { JANGADA, runScript, time } from "./program";
import { type Bench, seconds } from "./result";
import { ratioOf } from "./statistics";

const MOST_TIMES = 1.15;
/** Seconds that each may take at most. */
const MOST_SECONDS = { dev: 20, prod: 30 } as const;
type Environment = keyof typeof MOST_SECONDS;

export const rehearsalBench: Bench = {
  name: "rehearsal",
  title: "Rehearsal of `dev` and of `prod`",
  run: async (progress) => {
    const dev = await rehearsalOf("dev", progress);
    const prod = await rehearsalOf("prod", progress);
    const { name, title } = rehearsalBench;
    return { name, title, rounds: dev.rounds, lines: [...dev.lines, ...prod.lines] };
  },
};

async function rehearsalOf(environment: Environment, progress: (line: string) => void) {
  const subjects = [
    { name: `jangada rehearse ${environment}`, run: () => time(process.execPath, [JANGADA, "rehearse", environment]) },
    { name: "terraform alone", run: () => bare(environment) },
  ];
  const [whole, alone] = (await measure(subjects, ROUNDS, progress)) as [Measured, Measured];
  const ratio = ratioOf(secondsOf(whole), secondsOf(alone));
  const taken = medianSeconds(whole);
  const most = MOST_SECONDS[environment];
  return {
    rounds: whole.samples.length,
    lines: [
      {
        measured: whole.name,
        value: seconds(taken),
        against: alone.name,
        baseline: seconds(medianSeconds(alone)),
        ratio,
        target: `at most ${MOST_TIMES}`,
        met: ratio.median <= MOST_TIMES,
      },
      { measured: "the same, in all", value: seconds(taken), target: `below ${most} s`, met: taken < most },
    ],
  };
}

/** Synth and the start of the clouds are not in its time; the clouds' code is as cold as a rehearsal's. */
async function bare(environment: Environment): Promise<Sample> {
  const { output } = await runScript(path.join(__dirname, "bare-process.ts"), [environment]);
  return JSON.parse(output) as Sample;
}
