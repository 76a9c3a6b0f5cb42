/** What the section `cluster` may hold. */
import { defineRules } from "../../model/component";
import { checkCluster } from "./check";
import { clusterDefaults } from "./defaults";
import { renamedClusterFields } from "./renamed";
import { clusterSection } from "./section";

export const clusterRules = defineRules({
  schema: clusterSection,
  defaults: clusterDefaults,
  check: checkCluster,
  versions: ({ version }) => [{ kind: "kubernetes", name: "kubernetes", version, path: ["version"] }],
  targets: {
    aks: () => (require("./azure/part") as typeof import("./azure/part")).aksClusterPart,
    eks: () => (require("./aws/part") as typeof import("./aws/part")).eksClusterPart,
    kubeadm: () => (require("./kubeadm/part") as typeof import("./kubeadm/part")).kubeadmClusterPart,
  },
  renamed: renamedClusterFields,
});
