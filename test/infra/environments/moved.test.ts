/** The environment that `--target` moves, deployed on AKS by the real Terraform. */
import { movable, MOVABLE } from "../../helpers/moved-stacks";
import { expectAllOk, RehearsedProject } from "../../helpers/project";

/** Milliseconds: ten times what it takes on two quiet cores. */
const LONG_LIMIT = 600_000;

test(
  "it has nothing left to do; destroyed, nothing of it is left but what stays by design",
  async () => {
    const project = await RehearsedProject.open({ [MOVABLE]: movable(undefined, "aks") });
    try {
      expectAllOk(await project.deploy(MOVABLE));

      const again = await project.plan(MOVABLE);
      expectAllOk(again);
      expect(again.flatMap((run) => run.changes)).toEqual([]);

      expectAllOk(await project.destroy(MOVABLE));
      const left = project.simulation.world.list().filter(({ attributes }) => attributes["retained"] !== true);
      expect(left.map(({ type, id }) => `${type} ${id}`)).toEqual([]);
    } finally {
      await project.close();
    }
  },
  LONG_LIMIT,
);

test(
  "as production would have it, over the zones and protected, it has nothing left to do either",
  async () => {
    const project = await RehearsedProject.open({ standard: movable("standard", "aks") });
    try {
      expectAllOk(await project.deploy("standard"));
      const again = await project.plan("standard");
      expectAllOk(again);
      expect(again.flatMap((run) => run.changes)).toEqual([]);
    } finally {
      await project.close();
    }
  },
  LONG_LIMIT,
);
