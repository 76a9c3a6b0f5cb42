/** What the simulated Azure refuses of Managed Redis, in the words of the API or of the provider. */
import { refusal } from "../../aws/support";
import { Azure, type Given } from "../support";

describe("Managed Redis", () => {
  const make = async (given: Given) =>
    (await Azure.open()).inGroup("azurerm_managed_redis", {
      name: "dev-cache",
      sku_name: "Balanced_B3",
      default_database: [{}],
      ...given,
    });

  test.each<[what: string, given: Given, said: string]>([
    ["no database", { default_database: [] }, "`default_database` must be provided"],
    [
      "a large cache without shards",
      { sku_name: "Balanced_B50", default_database: [{ clustering_policy: "NoCluster" }] },
      "up to 25 GB",
    ],
    ["search and eviction", { default_database: [{ module: [{ name: "RediSearch" }] }] }, "must be set to NoEviction"],
    [
      "the smallest over regions",
      { sku_name: "Balanced_B1", default_database: [{ geo_replication_group_name: "shop" }] },
      "does not support geo-replication",
    ],
  ])("%s is refused", async (_what, given, said) => {
    expect(await refusal(make(given))).toContain(said);
  });

  test("keys are there where they may be used, and nowhere else", async () => {
    const keyOf = ({ default_database }: Given): unknown =>
      (default_database as readonly Given[])[0]?.primary_access_key;
    expect(keyOf(await make({ default_database: [{ access_keys_authentication_enabled: true }] }))).not.toBe("");
    expect(keyOf(await make({}))).toBe("");
  });
});
