/** The component `cluster`: its section, the profile's defaults, what is checked, and where it is built. */
import { defineComponent, type SectionContext, type VersionUse } from "../../model/component";
import { isAdopted } from "../kit/adopted";
import { eksClusterPart } from "./aws/part";
import { checkCluster } from "./check";
import { clusterDefaults } from "./defaults";
import { renamedClusterFields } from "./renamed";
import { type ClusterSection, clusterSection } from "./section";

export const clusterComponent = defineComponent({
  name: "cluster",
  schema: clusterSection,
  defaults: clusterDefaults,
  check: checkCluster,
  versions: versionsOf,
  targets: { eks: eksClusterPart },
  renamed: renamedClusterFields,
  named: ["pools"],
  after: ["network"],
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

function versionsOf(section: ClusterSection, { facts }: SectionContext): readonly VersionUse[] {
  const kubernetes: VersionUse = {
    kind: "kubernetes",
    name: "kubernetes",
    version: section.version,
    path: ["version"],
  };
  if (isAdopted(section, facts)) return [kubernetes];
  return [kubernetes, { kind: "chart", name: "metrics-server", path: ["version"] }];
}
