/** What the section `objectStorage` may hold. */
import { defineRules } from "../../model/component";
import { checkObjectStorage } from "./check";
import { objectStorageDefaults } from "./defaults";
import { objectStorageSchema } from "./section";

export const objectStorageRules = defineRules({
  schema: objectStorageSchema,
  defaults: (facts, given) => objectStorageDefaults(facts, given),
  check: checkObjectStorage,
  targets: {
    eks: () => (require("./aws/part") as typeof import("./aws/part")).s3Part,
    aks: () => (require("./azure/part") as typeof import("./azure/part")).storageAccountPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmStorePart,
  },
});
