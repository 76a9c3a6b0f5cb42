/** A whole rehearsal of `dev` against Terraform's own share of it. */
import * as path from "node:path";
import { type Measured, measure, medianSeconds, ROUNDS, type Sample, secondsOf } from "./measure";
import { JANGADA, runScript, time } from "./program";
import { type Bench, seconds } from "./result";
import { ratioOf } from "./statistics";

const MOST_TIMES = 1.15;
const MOST_SECONDS = 20;

export const rehearsalBench: Bench = {
  name: "rehearsal",
  title: "Rehearsal of `dev`",
  run: async (progress) => {
    const subjects = [
      { name: "jangada rehearse", run: () => time(process.execPath, [JANGADA, "rehearse", "dev"]) },
      { name: "terraform alone", run: bare },
    ];
    const [whole, alone] = (await measure(subjects, ROUNDS, progress)) as [Measured, Measured];
    const ratio = ratioOf(secondsOf(whole), secondsOf(alone));
    const taken = medianSeconds(whole);
    return {
      name: rehearsalBench.name,
      title: rehearsalBench.title,
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
        {
          measured: "the same, in all",
          value: seconds(taken),
          target: `below ${MOST_SECONDS} s`,
          met: taken < MOST_SECONDS,
        },
      ],
    };
  },
};

/** Synth and the start of the clouds are not in its time; the clouds' code is as cold as a rehearsal's. */
async function bare(): Promise<Sample> {
  const { output } = await runScript(path.join(__dirname, "bare-process.ts"));
  return JSON.parse(output) as Sample;
}
