/** What of the section `cluster` hosts of one's own can be, and what they cannot. */
import type { EnvironmentFacts, SectionProblem } from "../../../model/component";
import { kubeadmBlockOf } from "../../../targets/kubeadm/block";
import { kubernetesReleases, releaseOf } from "../../../targets/kubeadm/kubernetes-releases";
import type { ClusterSection } from "../section";
import { hostsOfPool, poolOf } from "./pools";

export function checkKubeadmCluster(section: ClusterSection, facts: EnvironmentFacts): readonly SectionProblem[] {
  return [
    ...checkInstalled(section),
    ...checkApi(section.api),
    ...checkAutoscaling(section.autoscaling),
    ...checkPools(section, facts),
  ];
}

function checkInstalled({ version }: ClusterSection): readonly SectionProblem[] {
  if (releaseOf(version)) return [];
  return [
    {
      path: ["version"],
      code: "KUBERNETES_NOT_ON_HOSTS",
      message: `Kubernetes ${version} is not installed on hosts: which releases belong together is not known of it.`,
      remedy: `Choose one of ${Object.keys(kubernetesReleases).sort().join(", ")}.`,
    },
  ];
}

/** The hosts' firewall lets in whom the block names, to SSH and the API server alike; there is no other endpoint to be opened. */
function checkApi(api: ClusterSection["api"]): readonly SectionProblem[] {
  return (["clients", "public"] as const)
    .filter((field) => api[field] !== undefined)
    .map((field) => ({
      path: ["api", field],
      code: "TARGET_CANNOT",
      message: `Bare hosts have one endpoint of the API server, which their firewall guards: 'cluster.api.${field}' has nothing to open there.`,
      remedy: "Name the ranges under `kubeadm.adminCidrs`.",
    }));
}

function checkAutoscaling({ enabled }: ClusterSection["autoscaling"]): readonly SectionProblem[] {
  if (!enabled) return [];
  return [
    {
      path: ["autoscaling", "enabled"],
      code: "CLUSTER_AUTOSCALING_OF_HOSTS",
      severity: "warning",
      message: "Nobody adds hosts of one's own: pods that find no room wait.",
      remedy: "Leave it out, or write `enabled: false`; add hosts under `kubeadm.hosts`.",
    },
  ];
}

function checkPools(section: ClusterSection, facts: EnvironmentFacts): readonly SectionProblem[] {
  const block = kubeadmBlockOf(facts);
  const pools = section.pools ?? [];
  if (!block || pools.length === 0) return [];
  const names = pools.map(({ name }) => name);
  return [
    ...block.hosts.flatMap((host, index): readonly SectionProblem[] => {
      const path = ["kubeadm", "hosts", index, ...(host.pool === undefined ? [] : ["pool"])];
      if (host.pool !== undefined && !names.includes(host.pool)) {
        return [
          {
            path,
            fromTop: true,
            code: "HOST_POOL_UNKNOWN",
            message: `'${host.name}' is to be of the pool '${host.pool}', and there is none of that name.`,
            remedy: `Write one of: ${names.join(", ")}.`,
          },
        ];
      }
      if (host.role !== "worker" || host.state === "absent" || poolOf(host, pools)) return [];
      return [
        {
          path,
          fromTop: true,
          code: "HOST_POOL_MISSING",
          message: `There are ${pools.length} pools, and '${host.name}' says of none that it is its.`,
          remedy: `Add \`pool:\` with one of: ${names.join(", ")}.`,
        },
      ];
    }),
    ...pools.flatMap((pool, index): readonly SectionProblem[] => {
      const { min, max } = pool.nodes;
      const hosts = hostsOfPool(pool, { block, pools }).length;
      const [field, bound] = min !== undefined && hosts < min ? ["min", min] : ["max", max];
      if (bound === undefined || (field === "max" && hosts <= bound)) return [];
      return [
        {
          path: ["pools", index, "nodes", field],
          code: field === "min" ? "CLUSTER_POOL_TOO_FEW_HOSTS" : "CLUSTER_POOL_TOO_MANY_HOSTS",
          message: `Pool '${pool.name}' has ${hosts} hosts, and is to have ${field === "min" ? "at least" : "at most"} ${bound}.`,
          remedy: `Write what there is, or ${field === "min" ? "add" : "take out"} hosts of it (\`kubeadm.hosts\`, \`pool: ${pool.name}\`).`,
        },
      ];
    }),
  ];
}
