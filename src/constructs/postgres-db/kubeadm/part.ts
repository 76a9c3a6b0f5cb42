/** What bare hosts add to the section `databases`: no cloud runs servers there, nor keeps their backups. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { podHosts } from "../../k8s-cluster/kubeadm/platform/hosts";
import { managedRefused } from "../../kit/managed-refused";
import { instancesOf } from "../cluster/instances";
import { isInCluster } from "../runs";
import type { DatabasesSection } from "../section";

export const kubeadmDatabasesPart: TargetPart<DatabasesSection> = {
  defaults: (_facts, given: unknown) => (Array.isArray(given) ? given.map(() => ({ runs: "in-cluster" })) : undefined),
  check: (databases, { facts }) => [...managedRefused(databases), ...checkHosts(databases, podHosts(facts).count)],
};

/** @param hosts 0 where the list of hosts is wrong: that is told */
function checkHosts(databases: DatabasesSection, hosts: number): readonly SectionProblem[] {
  return databases.flatMap((database, index): readonly SectionProblem[] => {
    const instances = instancesOf(database);
    if (!isInCluster(database) || hosts === 0 || instances <= hosts) return [];
    return [
      {
        path: [index, ...(instances > 1 + database.readReplicas ? ["highAvailability"] : ["readReplicas"])],
        code: "DATABASE_HOSTS",
        message: `'${database.name}' would be ${instances} servers, each on a host of its own, and ${hosts} run pods.`,
        remedy: `Have ${instances} hosts that run pods, or ask for fewer servers (\`highAvailability: false\`, \`readReplicas\`).`,
      },
    ];
  });
}
