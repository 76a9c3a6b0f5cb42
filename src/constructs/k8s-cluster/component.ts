/** The component `cluster`: its section, the profile's defaults, what is checked, and where it is built. */
import { ADDONS } from "../../catalog/eks-addons";
import { DEFAULT_MINOR } from "../../catalog/kubernetes";
import { defineComponent, type VersionUse } from "../../model/component";
import { existingKeys } from "../kit/existing-key";
import { checkCluster } from "./check";
import { clusterDefaults } from "./defaults";
import { type ClusterSection, clusterSection } from "./section";

export const clusterComponent = defineComponent({
  name: "cluster",
  schema: clusterSection,
  defaults: clusterDefaults,
  check: checkCluster,
  existing: ({ encryptionKeys, existing, version = DEFAULT_MINOR }) => [
    ...existingKeys(...Object.values(encryptionKeys)),
    ...(existing ? [{ kind: "cluster" as const, version, ...existing }] : []),
  ],
  versions: versionsOf,
  named: ["pools"],
  after: ["network"],
  facts: () => (require("./facts") as typeof import("./facts")).clusterFacts,
  build: {
    cluster: (deployment) => {
      const { buildCluster } = require("./build") as typeof import("./build");
      buildCluster(deployment);
    },
    platform: (deployment) => {
      const { buildClusterPlatform } = require("./build-platform") as typeof import("./build-platform");
      buildClusterPlatform(deployment);
    },
  },
});

function versionsOf(section: ClusterSection): readonly VersionUse[] {
  const kubernetes: VersionUse = {
    kind: "kubernetes",
    name: "kubernetes",
    path: ["version"],
    ...(section.version === undefined ? {} : { version: section.version }),
  };
  if (section.existing) return [kubernetes];
  const charts = ["metrics-server", ...(section.autoscaling.enabled ? ["karpenter-crd", "karpenter"] : [])];
  return [
    kubernetes,
    ...ADDONS.map((name): VersionUse => ({ kind: "add-on", name, path: ["version"] })),
    ...charts.map((name): VersionUse => ({ kind: "chart", name, path: ["version"] })),
  ];
}
