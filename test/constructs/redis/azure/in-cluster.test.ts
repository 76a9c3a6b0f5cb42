/** Caches and queues in a cluster of AKS. */
import { loadText } from "../../../../src/environment/load-file";
import { LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { buildManaged, buildPlatform } from "../../../../src/constructs/redis/build";
import { redisComponent } from "../../../../src/constructs/redis/component";
import { AKS_FACTS, onAks } from "../../deployment-on-aks";
import { synthesized } from "../fixtures";

function claimsOf(region: string, use: string) {
  const section = [{ name: "jobs", use, runs: "in-cluster" }];
  const { stack, tier, published } = onAks(redisComponent, section, { ...AKS_FACTS, region });
  buildManaged(tier("data"));
  buildPlatform(tier("platform"));
  const json = synthesized(stack);
  return {
    published: Object.keys(published),
    classes: Object.keys(json.resource["kubernetes_storage_class_v1"] ?? {}),
    claims: Object.values(json.resource["kubernetes_persistent_volume_claim_v1"] ?? {}).map(
      ({ spec }) => (spec as { readonly storage_class_name?: string }).storage_class_name,
    ),
  };
}

test("a queue's volumes are premium disks in three zones at once", () => {
  const { published, classes, claims } = claimsOf("westeurope", "queue");

  expect(published).toEqual(expect.arrayContaining(["redis jobs", "redis-services jobs"]));
  expect(classes).toEqual(["ZoneRedundantVolumes"]);
  expect(claims).toEqual(Array(3).fill("premium-zone-redundant"));
});

test("where a location has no such disks, they are of the default class", () => {
  expect(claimsOf("japanwest", "queue")).toMatchObject({
    classes: [],
    claims: Array(3).fill(undefined) as undefined[],
  });
});

test("a cache has no volumes, and nothing is made for them", () => {
  expect(claimsOf("westeurope", "cache")).toMatchObject({ classes: [], claims: [] });
});

describe("a file", () => {
  const loaded = (redis: unknown, profile = "standard") => {
    const file = {
      name: "dev",
      target: "aks",
      profile,
      owner: "fishers",
      azure: { subscription: SUBSCRIPTION, tenant: TENANT, location: LOCATION, admins: [TENANT] },
      network: { cidr: "10.0.0.0/16" },
      secrets: {},
      ingress: { host: "dev.example.org" },
      redis,
    };
    return loadText(JSON.stringify(file), "environment.yaml", { folder: "dev" });
  };
  const told = (redis: unknown): unknown =>
    loaded(redis)
      .problems.filter(({ place }) => place?.path?.startsWith("redis["))
      .map(({ code, place }) => [code, place?.path]);

  test("that says a name and a use gets what a file gets that says in-cluster", () => {
    const entries = (runs: object) => [
      { name: "jobs", use: "queue", ...runs },
      { name: "cart", use: "cache", ...runs },
    ];
    const [silent, said] = [loaded(entries({})), loaded(entries({ runs: "in-cluster" }))];

    expect(told(entries({}))).toEqual([]);
    expect(silent.environment?.sections.redis).toEqual(said.environment?.sections.redis);
    expect(silent.environment?.sections.redis).toMatchObject([
      { runs: "in-cluster", storage: 10, topology: { replicas: 2 } },
      { runs: "in-cluster", topology: { replicas: 2 } },
    ]);
  });

  test("that has the words of Azure Managed Redis for a cache in the cluster is refused", () => {
    expect(told([{ name: "jobs", use: "queue", azure: { clusteringPolicy: "NoCluster" } }])).toEqual([
      ["CACHE_FIELD_MISPLACED", "redis[0].azure.clusteringPolicy"],
    ]);
  });
});
