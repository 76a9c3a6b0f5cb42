/** A hundred environments in one app, against ten. */
import * as path from "node:path";
import { type Measured, measure, medianSeconds, mostMegabytes, ROUNDS, secondsOf, type Subject } from "./measure";
import { writeEnvironments } from "./environments";
import { APP, timeNode, withFolder } from "./program";
import { type Bench, megabytes, milliseconds } from "./result";
import { median, ratioOf } from "./statistics";
import { appEnvironment } from "./synth";

const ONE = 1;
const FEW = 10;
const MANY = 100;
const MOST_TIMES = 1.2;
/** 1 GB. */
const MOST_MEGABYTES = 1000;

export const scaleBench: Bench = {
  name: "scale",
  title: `${MANY} environments in one app`,
  run: (progress) =>
    withFolder("scale", async (folder) => {
      const subject = (count: number): Subject => {
        const cwd = path.join(folder, String(count));
        writeEnvironments(cwd, count);
        const env = { ...appEnvironment(path.join(cwd, "cdktf.out")), JANGADA_ENVIRONMENTS: undefined };
        return { name: `${count} environments`, run: () => timeNode(APP, [], { cwd, env }) };
      };
      const subjects = [subject(ONE), subject(FEW), subject(MANY)];
      const [one, few, many] = (await measure(subjects, ROUNDS, progress)) as [Measured, Measured, Measured];
      const each = (measured: Measured, count: number): readonly number[] =>
        secondsOf(measured).map((seconds) => seconds / count);
      const further = (more: Measured, less: Measured, count: number): readonly number[] =>
        secondsOf(more).map((seconds, round) => (seconds - (secondsOf(less)[round] ?? Number.NaN)) / count);
      const [late, early] = [further(many, few, MANY - FEW), further(few, one, FEW - ONE)];
      const ratio = ratioOf(each(many, MANY), each(few, FEW));
      const most = mostMegabytes(many) ?? Number.NaN;
      return {
        name: scaleBench.name,
        title: scaleBench.title,
        rounds: many.samples.length,
        lines: [
          {
            measured: `each of ${MANY} environments`,
            value: milliseconds(medianSeconds(many) / MANY),
            against: `each of ${FEW}`,
            baseline: milliseconds(medianSeconds(few) / FEW),
            ratio,
            target: `at most ${MOST_TIMES}`,
            met: ratio.median <= MOST_TIMES,
          },
          {
            measured: `each from the ${FEW + 1}th to the ${MANY}th`,
            value: milliseconds(median(late)),
            against: `each from the 2nd to the ${FEW}th`,
            baseline: milliseconds(median(early)),
            ratio: ratioOf(late, early),
          },
          {
            measured: `memory of ${MANY} environments`,
            value: megabytes(most),
            against: `memory of ${FEW}`,
            baseline: megabytes(mostMegabytes(few) ?? Number.NaN),
            target: "below 1 GB",
            met: most < MOST_MEGABYTES,
          },
        ],
      };
    }),
};
