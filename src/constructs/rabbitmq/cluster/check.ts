/** What of a broker in the cluster no field alone says. */
import { RABBITMQ_IMAGES, rabbitmqImage } from "../../../catalog/rabbitmq-images";
import type { SectionProblem } from "../../../model/component";
import type { BrokerSection } from "../section";

type Checked = Pick<BrokerSection, "version" | "highAvailability" | "maintenanceWindow" | "inCluster">;

/** Of an entry of the file, and of a construct's props. */
export function checkInCluster(broker: Checked): readonly SectionProblem[] {
  const { version, highAvailability, inCluster, maintenanceWindow } = broker;
  const problems: SectionProblem[] = [];
  if (rabbitmqImage(version) === undefined) {
    problems.push({
      path: ["version"],
      code: "RABBITMQ_VERSION",
      message: `No broker of the series ${version} runs in the cluster: nobody mends it any more.`,
      remedy: `Choose one of: ${Object.keys(RABBITMQ_IMAGES).join(", ")}.`,
    });
  }
  if (inCluster.nodes !== undefined && inCluster.nodes > 1 !== highAvailability) {
    problems.push({
      path: ["inCluster", "nodes"],
      code: "RABBITMQ_NODES",
      message: highAvailability
        ? "One node is no high availability: with it goes the broker."
        : `${inCluster.nodes} nodes are high availability, which 'highAvailability' says is not wanted.`,
      remedy: highAvailability ? "Set `highAvailability: false`, or three nodes." : "Set `highAvailability: true`.",
    });
  }
  if (maintenanceWindow !== undefined) {
    problems.push({
      path: ["maintenanceWindow"],
      at: "key",
      code: "RABBITMQ_WINDOW",
      message: "A broker in the cluster has no maintenance window: it changes when you deploy.",
      remedy: "Take it out.",
    });
  }
  return problems;
}

/** How many nodes it has. */
export function nodesOf({
  highAvailability,
  inCluster,
}: Pick<BrokerSection, "highAvailability" | "inCluster">): number {
  return inCluster.nodes ?? (highAvailability ? 3 : 1);
}
