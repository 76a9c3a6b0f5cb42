/** What the components refuse, as a person meets it: exactly where, and by which code. */
import { edited } from "../helpers/edited";
import { loadText } from "../../src/environment/load";

const BASE = `name: dev
target: eks
profile: minimal
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
cluster: {}
`;

function problemsOf(text: string): readonly string[] {
  return loadText(text, "environment.yaml").problems.map(
    ({ place, code }) => `${place?.line}:${place?.column} ${place?.path ?? "-"} ${code}`,
  );
}

describe("with the real components", () => {
  test.each<[what: string, lines: string, problem: string]>([
    [
      "a zone of another region",
      "network: { aws: { zones: [eu-west-1a, eu-west-2b] } }",
      "7:39 network.aws.zones[1] ZONE_OF_OTHER_REGION",
    ],
    [
      "a zone that the region has not",
      "network: { aws: { zones: [eu-west-1a, eu-west-1f] } }",
      "7:39 network.aws.zones[1] ZONE_NOT_IN_REGION",
    ],
    [
      "a zone twice",
      "network: { aws: { zones: [eu-west-1a, eu-west-1a] } }",
      "7:39 network.aws.zones[1] NETWORK_ZONE_TWICE",
    ],
    [
      "more zones than the region has",
      "network: { aws: { zones: [eu-west-1a, eu-west-1b, eu-west-1c, eu-west-1d] } }",
      "7:26 network.aws.zones NETWORK_TOO_MANY_ZONES",
    ],
    ["more zones than there are", "network: { zoneCount: 4 }", "7:23 network.zoneCount NETWORK_TOO_MANY_ZONES"],
    [
      "another number of zones than are named",
      "network: { zoneCount: 2, aws: { zones: [eu-west-1a, eu-west-1b, eu-west-1c] } }",
      "7:23 network.zoneCount NETWORK_ZONE_COUNT",
    ],
    ["zones where they stood before", "network: { zones: [eu-west-1a, eu-west-1b] }", "7:12 network.zones ENV_RENAMED"],
    ["a network that is no range", "network: { cidr: 10.0.0.0 }", "7:18 network.cidr ENV_VALUE"],
    ["a network that is too small", "network: { cidr: 10.0.0.0/24 }", "7:18 network.cidr NETWORK_CIDR_SIZE"],
    [
      "a network with bits behind its prefix",
      "network: { cidr: 10.0.1.0/16 }",
      "7:18 network.cidr NETWORK_CIDR_NOT_NORMAL",
    ],
    [
      "no way out of the network",
      "network: { nat: none, privateEndpoints: false }",
      "7:17 network.nat NETWORK_NO_WAY_OUT",
    ],
    ["two databases of one name", "databases: [{ name: a }, { name: a }]", "7:34 databases[1].name DATABASE_TWICE"],
    ["a database without a name", "databases:\n  - size: small", "8:5 databases[0].name ENV_MISSING"],
    ["a misspelt key of a database", "databases: [{ name: a, sise: small }]", "7:24 databases[0].sise ENV_UNKNOWN_KEY"],
    [
      "an instance class that is none",
      "databases: [{ name: a, size: small, aws: { instanceClass: m7g.large } }]",
      "7:59 databases[0].aws.instanceClass ENV_VALUE",
    ],
    [
      "storage of which the cloud has no such volume",
      "databases: [{ name: a, storage: 10 }]",
      "7:33 databases[0].storage DATABASE_STORAGE",
    ],
    [
      "a ceiling that leaves storage no room",
      "databases: [{ name: a, storage: 100, maxStorage: 105 }]",
      "7:50 databases[0].maxStorage DATABASE_STORAGE",
    ],
    [
      "a PostgreSQL major without quotes",
      "databases: [{ name: a, version: 17 }]",
      "7:33 databases[0].version ENV_VALUE",
    ],
    [
      "a PostgreSQL major that is gone",
      'databases: [{ name: a, version: "9" }]',
      "7:33 databases[0].version ENV_VALUE",
    ],
    [
      "a host outside its zone",
      "ingress: { host: a.example.com, dnsZone: { name: example.org } }",
      "7:18 ingress.host INGRESS_HOST_OUTSIDE_ZONE",
    ],
    ["an ingress without a host", "ingress: {}", "7:1 ingress.host ENV_MISSING"],
    [
      "a chart value that the chart does not know",
      "ingress: { host: a.example.org, values: { traefik: { deploymint: {} } } }",
      "7:54 ingress.values.traefik.deploymint CHART_UNKNOWN_VALUE",
    ],
    [
      "a value that the chart of the secrets does not know",
      "secrets: { values: { replicas: 2 } }",
      "7:22 secrets.values.replicas CHART_UNKNOWN_VALUE",
    ],
    [
      "a password among chart values",
      "ingress: { host: a.example.org, values: { traefik: { hub: { token: abcdef } } } }",
      "7:68 ingress.values.traefik.hub.token ENV_SECRET",
    ],
    [
      "a rename to a database that is not there",
      "moved: [{ from: databases.a, to: databases.b }]",
      "7:34 moved[0].to ENV_MOVED_TO",
    ],
  ])("%s is refused", (_, lines, expected) => {
    expect(problemsOf(`${BASE}${lines}\n`)).toContain(expected);
  });

  test.each<[what: string, lines: string, problem: string]>([
    ["two pools of one name", "pools: [{ name: a }, { name: a }]", "7:32 cluster.pools[1].name CLUSTER_POOL_TWICE"],
    ["a pool of a size that is none", "pools: [{ name: a, size: huge }]", "7:28 cluster.pools[0].size ENV_VALUE"],
    ["a misspelt key of a pool", "pools: [{ name: a, sise: small }]", "7:22 cluster.pools[0].sise ENV_UNKNOWN_KEY"],
    [
      "a pool where the network is not",
      "pools: [{ name: a, aws: { zones: [eu-west-1c] } }]",
      "7:37 cluster.pools[0].aws.zones[0] CLUSTER_POOL_ZONE_NOT_IN_NETWORK",
    ],
    [
      "a public endpoint without ranges",
      "api: { public: {} }",
      "7:10 cluster.api.public.cidrs CLUSTER_API_PUBLIC_WITHOUT_CIDRS",
    ],
    [
      "a public endpoint with no range",
      "api: { public: { cidrs: [] } }",
      "7:27 cluster.api.public.cidrs CLUSTER_API_PUBLIC_WITHOUT_CIDRS",
    ],
    [
      "a public endpoint open to the world",
      "api: { public: { cidrs: [0.0.0.0/0] } }",
      "7:28 cluster.api.public.cidrs[0] CLUSTER_API_OPEN_TO_WORLD",
    ],
    [
      "a public endpoint open to half the world",
      "api: { public: { cidrs: [128.0.0.0/1] } }",
      "7:28 cluster.api.public.cidrs[0] CLUSTER_API_OPEN_TO_WORLD",
    ],
    [
      "a range of Services that overlaps the network",
      "serviceCidr: 10.0.128.0/20",
      "7:16 cluster.serviceCidr CLUSTER_SERVICE_CIDR_OVERLAPS",
    ],
    ["a Kubernetes minor that nothing supports", 'version: "1.21"', "7:12 cluster.version KUBERNETES_UNSUPPORTED"],
    ["a Kubernetes minor without quotes", "version: 1.30", "7:12 cluster.version ENV_TYPE"],
    [
      "a control plane in one zone",
      "aws: { controlPlaneZones: [eu-west-1a] }",
      "7:29 cluster.aws.controlPlaneZones CLUSTER_TOO_FEW_CONTROL_PLANE_ZONES",
    ],
    [
      "a chart value that the chart does not know",
      "aws: { values: { karpenter: { settngs: {} } } }",
      "7:33 cluster.aws.values.karpenter.settngs CHART_UNKNOWN_VALUE",
    ],
  ])("in the cluster, %s is refused, and nothing else", (_, lines, expected) => {
    const text = edited(BASE, /cluster: .*\n/, `cluster:\n  ${lines}\n`);

    expect(problemsOf(text)).toEqual([expected]);
  });
});
