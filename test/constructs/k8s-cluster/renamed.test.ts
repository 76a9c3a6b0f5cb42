/** Files of earlier versions: each old spelling is refused with what to write instead, and no cluster shrinks by it. */
import * as fc from "fast-check";
import { parse } from "yaml";
import { loadText } from "../../../src/environment/load-file";
import { nodesByZone, nodesOf } from "../../../src/constructs/k8s-cluster/nodes";

const file = (cluster: object, network: object = {}, profile = "standard"): string =>
  JSON.stringify({
    name: "dev",
    target: "eks",
    profile,
    owner: "ops",
    state: { backend: "s3", bucket: "states-of-ours" },
    aws: { account: "123456789012", region: "eu-west-1", admins: ["arn:aws:iam::123456789012:role/admin"] },
    network,
    cluster,
  });

const messages = (text: string): readonly string[] =>
  loadText(text, "f").problems.map(({ code, place, remedy }) => `${code} ${place?.path}: ${remedy}`);

const NODES = (min: number, max: number, where: string, zones: string): string =>
  `Write \`nodes: { min: ${min}, max: ${max} }\` in ${where} place: the numbers are those of the whole pool, over its ${zones}.`;

describe("a pool's former numbers, which were of each zone", () => {
  test.each<[string, object, object, string, readonly string[]]>([
    [
      "of the default zones",
      { name: "a", min: 1, max: 3 },
      {},
      "standard",
      [
        `ENV_RENAMED cluster.pools[0].min: ${NODES(3, 9, "their", "3 zones")}`,
        `ENV_RENAMED cluster.pools[0].max: ${NODES(3, 9, "their", "3 zones")}`,
      ],
    ],
    [
      "of the default zones of the smallest profile",
      { name: "a", min: 2 },
      {},
      "minimal",
      [`ENV_RENAMED cluster.pools[0].min: ${NODES(4, 6, "its", "2 zones")}`],
    ],
    [
      "of the network's zones",
      { name: "a", max: 5 },
      { aws: { zones: ["eu-west-1a", "eu-west-1b"] } },
      "minimal",
      [`ENV_RENAMED cluster.pools[0].max: ${NODES(2, 10, "its", "2 zones")}`],
    ],
    [
      "of its own zones",
      { name: "a", max: 5, aws: { zones: ["eu-west-1b"] } },
      {},
      "standard",
      [`ENV_RENAMED cluster.pools[0].max: ${NODES(1, 5, "its", "1 zone")}`],
    ],
    [
      "of its own zones by their former spelling",
      { name: "a", min: 0, max: 6, zones: ["eu-west-1b", "eu-west-1a"] },
      {},
      "standard",
      [
        `ENV_RENAMED cluster.pools[0].min: ${NODES(0, 12, "their", "2 zones")}`,
        `ENV_RENAMED cluster.pools[0].max: ${NODES(0, 12, "their", "2 zones")}`,
        "ENV_RENAMED cluster.pools[0].zones: Write `zones: [eu-west-1b, eu-west-1a]` under 'cluster.pools[0].aws'.",
      ],
    ],
    [
      "that are none",
      { name: "a", min: "two" },
      {},
      "standard",
      ["ENV_RENAMED cluster.pools[0].min: Write 'cluster.pools[0].nodes.min' instead."],
    ],
    [
      "beside the new ones",
      { name: "a", min: 1, nodes: { min: 3 } },
      {},
      "standard",
      ["ENV_RENAMED cluster.pools[0].min: Keep 'cluster.pools[0].nodes.min', and remove this."],
    ],
  ])("%s", (_, pool, network, profile, expected) => {
    expect(messages(file({ pools: [pool, { name: "open" }] }, network, profile))).toEqual(expected);
  });

  test("with the remedy's numbers stay the same nodes in each zone", () => {
    const numbers = fc.record(
      { min: fc.integer({ min: 1, max: 20 }), max: fc.integer({ min: 21, max: 60 }) },
      { requiredKeys: ["max"] },
    );
    const letters = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 });
    fc.assert(
      fc.property(numbers, letters, (former, own) => {
        const zones = own.map((letter) => `eu-west-1${letter}`);
        const [refused = ""] = messages(file({ pools: [{ name: "a", ...former, aws: { zones } }] }));
        const { nodes } = parse(/`(.*)`/.exec(refused)?.[1] ?? "") as { nodes: { min: number; max: number } };

        expect(messages(file({ pools: [{ name: "a", nodes, aws: { zones } }] }))).toEqual([]);
        for (const zone of nodesByZone(nodesOf({ nodes }, zones.length), zones).values()) {
          expect(zone).toEqual({ min: former.min ?? 1, max: former.max });
        }
      }),
      { numRuns: 30 },
    );
  });
});

test("what is AWS's own is refused where it stood, and nothing else is said of it", () => {
  const cluster = {
    controlPlaneZones: ["eu-west-1a", "eu-west-1b"],
    encryptionKeys: { logs: "arn:aws:kms:eu-west-1:123456789012:key/ours" },
    values: { karpenter: { replicas: 3 }, metricsServer: { replicas: 3 } },
    pools: [{ name: "a", instanceType: "m7g.large" }],
  };

  expect(messages(file(cluster)).map((line) => line.split(":")[0])).toEqual([
    "ENV_RENAMED cluster.controlPlaneZones",
    "ENV_RENAMED cluster.encryptionKeys",
    "ENV_RENAMED cluster.values.karpenter",
    "ENV_RENAMED cluster.values.metricsServer",
    "ENV_RENAMED cluster.pools[0].instanceType",
  ]);
});

test("a cluster that exists is refused at its former place, and read from its new one", () => {
  const existing = {
    name: "old",
    endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
    certificateAuthority: "LS0tLS1CRUdJTg==",
    securityGroupId: "sg-0123456789abcdef0",
    nodeRoleName: "nodes",
  };
  expect(messages(file({ existing }))).toEqual([
    "ENV_RENAMED cluster.existing: Write `existing:` with what it holds under 'cluster.aws'.",
  ]);
});

test("whoever administers the cluster is named at the top of the file", () => {
  const admins = ["arn:aws:iam::123456789012:role/admin"];
  const text = file({ admins }).replace(',"admins":["arn:aws:iam::123456789012:role/admin"]}', "}");

  expect(messages(text)).toEqual([
    "ENV_RENAMED cluster.admins: Write `admins: [arn:aws:iam::123456789012:role/admin]` under 'aws'.",
  ]);
});
