/** The review of a plan of a thousand resources: seconds, and the most memory. */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeEnvironments } from "./environments";
import { writeLargePlan } from "./large-plan";
import { type Measured, measure, medianSeconds, mostMegabytes, ROUNDS, secondsOf, type Subject } from "./measure";
import { JANGADA, timeNode, withFolder } from "./program";
import { type Bench, megabytes, seconds } from "./result";
import { ratioOf } from "./statistics";

const CHANGES = 1000;
const FEW = 10;
const STACK = "e001-data";

export const reviewBench: Bench = {
  name: "review",
  title: `Review of a plan of ${CHANGES} resources`,
  run: (progress) =>
    withFolder("review", async (project) => {
      writeEnvironments(project, 1);
      const subject = async (changes: number): Promise<Subject> => {
        progress(`making a plan of ${changes} changes`);
        const work = path.join(project, `work-${changes}`);
        const plans = path.join(project, `plans-${changes}`);
        fs.mkdirSync(plans);
        await writeLargePlan(work, plans, STACK, changes);
        return {
          name: `jangada review, ${changes} changes`,
          run: () => timeNode(JANGADA, ["review", "--from-plans", plans, "--format", "markdown"], { cwd: project }),
        };
      };
      const subjects = [await subject(CHANGES), await subject(FEW)];
      const [large, small] = (await measure(subjects, ROUNDS, progress)) as [Measured, Measured];
      return {
        name: reviewBench.name,
        title: reviewBench.title,
        rounds: large.samples.length,
        lines: [
          {
            measured: large.name,
            value: seconds(medianSeconds(large)),
            against: small.name,
            baseline: seconds(medianSeconds(small)),
            ratio: ratioOf(secondsOf(large), secondsOf(small)),
          },
          {
            measured: "its memory",
            value: megabytes(mostMegabytes(large) ?? Number.NaN),
            against: "its memory",
            baseline: megabytes(mostMegabytes(small) ?? Number.NaN),
          },
        ],
      };
    }),
};
