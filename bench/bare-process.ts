/**
 * A process of its own, as a rehearsal is one, that serves the simulated clouds and runs Terraform's commands over the stacks
 * of the environment that is named: prints the seconds that the commands took. Loading, synth and the start of the clouds are not in them.
 */
import { bareRehearsal, openWorld } from "./bare-terraform";
import { withFolder } from "./program";

void withFolder("bare", async (folder) => {
  const world = await openWorld(folder, undefined, [process.argv[2] ?? "dev"]);
  try {
    process.stdout.write(JSON.stringify(await bareRehearsal(world)));
  } finally {
    await world.close();
  }
});
