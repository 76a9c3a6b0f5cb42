/** What the section `velero` may hold. */
import { defineRules } from "../../model/component";
import { checkVelero } from "./check";
import { veleroDefaults } from "./defaults";
import { veleroSchema } from "./section";

export const veleroRules = defineRules({
  schema: veleroSchema,
  defaults: veleroDefaults,
  check: checkVelero,
  versions: () => [{ kind: "chart", name: "velero", path: [] }],
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).awsVeleroPart,
    aks: () => (require("./azure/part") as typeof import("./azure/part")).azureVeleroPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmVeleroPart,
  },
});
