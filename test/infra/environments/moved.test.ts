/** The environment that `--target` moves, deployed where else it may live by the real Terraform. */
import { edited } from "../../helpers/edited";
import { movable, MOVABLE } from "../../helpers/moved-stacks";
import { expectAllOk, RehearsedProject } from "../../helpers/project";

/** Milliseconds: ten times what it takes on two quiet cores. */
const LONG_LIMIT = 600_000;

/** With a store of objects that stands in the cluster, as it may anywhere. */
const ON_AKS = `${edited(movable("standard", "aks"), "objectStorage: [ ", "objectStorage: [ { name: pictures, runs: in-cluster }, ")}objectServers: {}\n`;

/** Redundant as production is, with volumes that are copied; a protected one could not be destroyed. */
const ON_HOSTS = `${movable("standard", "kubeadm")}protected: false\n`;

test.each([
  ["AKS", MOVABLE, movable(undefined, "aks")],
  ["bare hosts", "standard", ON_HOSTS],
])(
  "on %s it has nothing left to do; destroyed, nothing of it is left but what stays by design",
  async (_, name, file) => {
    const project = await RehearsedProject.open({ [name]: file });
    try {
      expectAllOk(await project.deploy(name));

      const again = await project.plan(name);
      expectAllOk(again);
      expect(again.flatMap((run) => run.changes)).toEqual([]);

      expectAllOk(await project.destroy(name));
      // The hosts were there before.
      const left = project.simulation.world
        .list()
        .filter(({ type, attributes }) => attributes["retained"] !== true && type !== "host");
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
    const project = await RehearsedProject.open({ standard: ON_AKS });
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
