/** Caches and queues in a cluster of AKS. */
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
