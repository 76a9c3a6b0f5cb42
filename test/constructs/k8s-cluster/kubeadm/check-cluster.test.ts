/** What of the sections `cluster` and `network` hosts of one's own can be. */
import { homeCluster, homeProblems, homeStacks, HOSTS, type HomeHost } from "../../../helpers/home";

const pools = (...more: readonly string[]): string =>
  `cluster:\n  pools:\n${more.map((one) => `    - { ${one} }\n`).join("")}`;
const of = (pool: string): readonly HomeHost[] =>
  HOSTS.map((host) => (host.role === "worker" ? { ...host, more: `, pool: ${pool}` } : host));

test.each<[what: string, options: Parameters<typeof homeProblems>[0], told: readonly string[]]>([
  ["nothing at all", {}, []],
  [
    "ranges for the API server",
    { sections: "cluster: { api: { clients: [10.9.0.0/16], public: { cidrs: [203.0.113.0/24] } } }\n" },
    ["TARGET_CANNOT cluster.api.clients", "TARGET_CANNOT cluster.api.public"],
  ],
  [
    "nodes that are added",
    { sections: "cluster: { autoscaling: { enabled: true } }\n" },
    ["CLUSTER_AUTOSCALING_OF_HOSTS cluster.autoscaling.enabled"],
  ],
  ["one pool, whose workers need not say so", { sections: pools("name: all, nodes: { min: 2, max: 2 }") }, []],
  [
    "a pool that is larger than there are hosts",
    { sections: pools("name: all, nodes: { min: 3 }") },
    ["CLUSTER_POOL_TOO_FEW_HOSTS cluster.pools[0].nodes.min"],
  ],
  [
    "a pool that is smaller than there are hosts",
    { sections: pools("name: all, nodes: { min: 1, max: 1 }") },
    ["CLUSTER_POOL_TOO_MANY_HOSTS cluster.pools[0].nodes.max"],
  ],
  [
    "several pools, and hosts that name none",
    { sections: pools("name: all", "name: other") },
    ["HOST_POOL_MISSING kubeadm.hosts[3]", "HOST_POOL_MISSING kubeadm.hosts[4]"],
  ],
  ["several pools, and hosts that name one", { hosts: of("all"), sections: pools("name: all", "name: other") }, []],
  [
    "a pool that there is not",
    { hosts: of("some"), sections: pools("name: all") },
    ["HOST_POOL_UNKNOWN kubeadm.hosts[3].pool", "HOST_POOL_UNKNOWN kubeadm.hosts[4].pool"],
  ],
  [
    "a network that the hosts are not in",
    { sections: "network: { cidr: 10.1.0.0/16 }\n" },
    ["HOST_NOT_IN_NETWORK kubeadm.hosts[0].address"],
  ],
  [
    "a network that they are in",
    { sections: "network: { cidr: 10.0.0.0/20, nat: none, privateEndpoints: true }\n" },
    [],
  ],
])("given %s", (_, options, told) => {
  expect(homeProblems(options)).toEqual(told);
});

test("one control plane alone is the pool's", () => {
  const [only] = HOSTS;
  const options = { hosts: only ? [only] : [], endpoint: "{ kind: single }" };

  expect(homeProblems({ ...options, sections: pools("name: all, nodes: { min: 1, max: 1 }") })).toEqual([]);
});

test("labels and taints of the pool count for its hosts, and their own come first", () => {
  const hosts = HOSTS.map((host) =>
    host.name === "w2" ? { ...host, more: ", labels: { disk: nvme }, taints: []" } : host,
  );
  const sections = pools(
    "name: open, nodes: { min: 1 }, labels: { disk: ssd, team: nets }, taints: [{ key: nets, effect: PreferNoSchedule }]",
  );
  const { cluster_hosts: made } = homeCluster({ hosts, sections })["locals"] as {
    cluster_hosts: Readonly<Record<string, { config: string }>>;
  };
  const nodes = /^config\/nodes (\S+)$/m.exec(made["cp1"]?.config ?? "")?.[1] ?? "";

  expect(Buffer.from(nodes, "base64").toString().split("\n")).toEqual(
    expect.arrayContaining([
      "w1 label disk=ssd",
      "w1 label team=nets",
      "w1 taint nets=:PreferNoSchedule",
      "w2 label disk=nvme",
      "w2 label team=nets",
    ]),
  );
  expect(Buffer.from(nodes, "base64").toString()).not.toContain("w2 taint");
});

test("the network's range is that of the hosts, and is told to what lets the network in", () => {
  expect(JSON.stringify(homeStacks().get("home-platform"))).toContain("10.0.0.0/20");
});
