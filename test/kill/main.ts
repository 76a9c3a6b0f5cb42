/** `npm run test:kill [-- <rounds> [<seed> [<first>]]]`: rounds of killing, 50 if nobody says. The seed is printed, and draws the same again. */
import { inventory } from "./checks";
import { KilledProject } from "./killed-project";
import { DEPLOY, DESTROY, playRound } from "./round";

async function main([rounds = "50", given, first = "0"]: readonly string[]): Promise<number> {
  const seed = Number(given ?? Date.now() % 1_000_000);
  const project = new KilledProject();
  let survived = 0;
  const total = Number(rounds);
  console.log(`${total} rounds from ${first}, seed ${seed}, in ${project.folder}`);
  try {
    await project.startCloud();
    await project.jangada(...DEPLOY);
    const wanted = await inventory(project);
    await project.jangada(...DESTROY);
    for (let number = Number(first); number < Number(first) + total; number++) {
      const { strikes, restored, faults, seconds } = await playRound(project, seed, number, wanted);
      const what = strikes
        .map(({ victim, signal, stack, after, later }) => `${victim} ${signal} ${stack} +${after} +${later} ms`)
        .join("; ");
      console.log(
        `${faults.length === 0 ? "survived" : "LOST    "} ${number} (${seconds.toFixed(0)} s${restored ? ", after a state was restored" : ""}): ${what}`,
      );
      for (const fault of faults) console.log(`  ${fault}`);
      if (faults.length > 0) return 1;
      survived += 1;
    }
  } finally {
    console.log(`${survived} of ${total} rounds survived, seed ${seed}`);
    if (survived === total) await project.close();
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
