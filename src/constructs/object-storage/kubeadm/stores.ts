/** Stores of objects on bare hosts: in the cluster alone. */
import { JangadaError } from "../../../errors";
import { AdoptedObjectStore } from "../adopted-store";
import { orManaged } from "../cluster/implementation";

export const kubeadmStoreImplementation = orManaged(() => ({
  create: (scope) => {
    throw new JangadaError({
      code: "TARGET_CANNOT",
      message: "Bare hosts stand in no cloud that keeps objects.",
      place: { construct: scope.node.path },
      remedy: "Write `runs: in-cluster`.",
    });
  },
  fromAttributes: (scope, id, attributes) => new AdoptedObjectStore(scope, id, attributes),
}));
