import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AzureNetwork } from "../../../../src/constructs/network/azure/azure-network";
import { ManagedCache } from "../../../../src/constructs/redis/azure/managed-cache";
import { buildManaged, buildPlatform } from "../../../../src/constructs/redis/build";
import { redisComponent } from "../../../../src/constructs/redis/component";
import type { CacheProps } from "../../../../src/constructs/redis/props";
import { JangadaError } from "../../../../src/errors";
import { serve } from "../../../../src/rehearsal/protocol/server";
import { Azure } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { type Block, Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { AKS_FACTS, onAks } from "../../deployment-on-aks";
import { synthesized } from "../fixtures";

const PROPS: Omit<CacheProps, "network"> = {
  name: "dev-jobs",
  runs: "managed",
  use: "queue",
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
  azure: { clusteringPolicy: "NoCluster" },
};

function made(props: Partial<CacheProps> = {}): { readonly json: Synthesized; readonly cache: ManagedCache } {
  const stack = azureStack("dev-data");
  const place = { region: LOCATION, account: SUBSCRIPTION };
  const network = new AzureNetwork(stack, "network", { ...place, name: "dev", cidr: "10.0.0.0/16", zoneCount: 3 });
  const cache = new ManagedCache(stack, "jobs", { ...PROPS, network, ...props });
  return { json: new Synthesized(stack), cache };
}

const redisOf = (props: Partial<CacheProps> = {}): Block => made(props).json.resource("azurerm_managed_redis");

function problemsOf(props: Partial<CacheProps>): unknown {
  try {
    made(props);
  } catch (error) {
    return JangadaError.is(error) && error.problems.map(({ code, place }) => [code, place?.path]);
  }
  return [];
}

describe("no scanner looks at it, so this does:", () => {
  const redis = redisOf({ protected: false });

  test("it is reached through its private endpoint alone", () => {
    expect(redis["public_network_access"]).toBe("Disabled");
    expect(made().json.resource("azurerm_private_endpoint", "jobs_endpoint")).toMatchObject({
      private_service_connection: { subresource_names: ["redisEnterprise"] },
      private_dns_zone_group: { private_dns_zone_ids: ["${azurerm_private_dns_zone.network_private-zones_redis.id}"] },
    });
  });
  test("TLS alone is spoken", () => {
    expect(redis["default_database"]).toMatchObject({ client_protocol: "Encrypted" });
  });
  test("it is encrypted with a key of its own, by an identity that may do nothing else", () => {
    expect(redis["customer_managed_key"]).toEqual({
      key_vault_key_id: "${azurerm_key_vault_key.jobs_key.versionless_id}",
      user_assigned_identity_id: "${azurerm_user_assigned_identity.jobs_key_identity.id}",
    });
  });
  test("a database is always made with it: without one it could not be used", () => {
    expect(redis).toHaveProperty("default_database");
  });
  test("what is protected refuses to be destroyed", () => {
    expect(redis).not.toHaveProperty("lifecycle");
    expect(redisOf()["lifecycle"]).toEqual({ prevent_destroy: true });
  });
});

test("a queue evicts nothing and keeps a log; a cache evicts and keeps nothing", () => {
  expect(redisOf()["default_database"]).toMatchObject({
    eviction_policy: "NoEviction",
    persistence_append_only_file_backup_frequency: "1s",
  });
  const cache = redisOf({ use: "cache" })["default_database"];
  expect(cache).toMatchObject({ eviction_policy: "AllKeysLRU" });
  expect(cache).not.toHaveProperty("persistence_append_only_file_backup_frequency");
  expect(
    redisOf({ use: "cache", parameters: { "maxmemory-policy": "volatile-ttl" } })["default_database"],
  ).toMatchObject({
    eviction_policy: "VolatileTTL",
  });
});

test.each([
  ["small", "Balanced_B1"],
  ["medium", "Balanced_B5"],
  ["large", "Balanced_B20"],
] as const)("size %s is %s; a copy is kept where one is asked for", (size, sku) => {
  expect(redisOf({ topology: { kind: "replicated", size, replicas: 1 } })).toMatchObject({
    sku_name: sku,
    high_availability_enabled: true,
  });
  expect(redisOf({ topology: { kind: "replicated", size, replicas: 0 } })["high_availability_enabled"]).toBe(false);
});

test("its port is what Azure tells, and its mode what the policy makes of clients", () => {
  const { cache } = made();
  expect(String(cache.port)).toMatch(/^-\d/);
  expect(cache.mode).toBe("single");
  expect(made({ topology: { kind: "sharded" }, azure: { clusteringPolicy: "OSSCluster" } }).cache.mode).toBe("cluster");
});

test.each<[string, Partial<CacheProps>, readonly (readonly [string, string])[]]>([
  ["no clustering policy", { azure: {} }, [["CACHE_CLUSTERING", "azure"]]],
  [
    "shards for clients that know none",
    { azure: { clusteringPolicy: "OSSCluster" } },
    [["CACHE_CLUSTERING", "azure.clusteringPolicy"]],
  ],
  [
    "one host for clients that ask for shards",
    { topology: { kind: "sharded" } },
    [["CACHE_CLUSTERING", "azure.clusteringPolicy"]],
  ],
  [
    "more without shards than fits",
    { azure: { clusteringPolicy: "NoCluster", sku: "Balanced_B50" } },
    [["CACHE_CLUSTERING", "azure.clusteringPolicy"]],
  ],
  [
    "a size that there is not",
    { azure: { clusteringPolicy: "NoCluster", sku: "Balanced_B7" } },
    [["INVALID_PROPS", "azure.sku"]],
  ],
  ["no nodes", { use: "cache", topology: { kind: "serverless" } }, [["TARGET_CANNOT", "topology.kind"]]],
  ["a second copy", { topology: { kind: "replicated", replicas: 2 } }, [["TARGET_CANNOT", "topology.replicas"]]],
  ["a version", { version: "8.0" }, [["TARGET_CANNOT", "version"]]],
  ["other parameters", { parameters: { timeout: "60" } }, [["TARGET_CANNOT", "parameters.timeout"]]],
  ["ranges", { allow: ["10.0.0.0/24"] }, [["TARGET_CANNOT", "allow"]]],
  ["a window", { maintenanceWindow: "sun:03:00-sun:04:00" }, [["TARGET_CANNOT", "maintenanceWindow"]]],
  ["two services", { services: [{ name: "a" }, { name: "b" }] }, [["TARGET_CANNOT", "services"]]],
  [
    "a service with keys of its own",
    { services: [{ name: "a", keys: ["a:*"], access: "read" }] },
    [
      ["TARGET_CANNOT", "services[0].keys"],
      ["TARGET_CANNOT", "services[0].access"],
    ],
  ],
  [
    "Celery over shards",
    { services: [{ name: "a", preset: "celery" }], azure: { clusteringPolicy: "EnterpriseCluster" } },
    [["CACHE_CELERY_SHARDED", "services[0].preset"]],
  ],
  ["no tenant", { accountDetails: {} }, [["AZURE_PLACE", "accountDetails.tenant"]]],
])("%s: refused", (_, props, expected) => {
  const found = problemsOf(props) as readonly (readonly [string, string])[];
  expect(found.map(([code, path]) => [code, path.replace(/\.(\d+)(?=\.|$)/g, "[$1]")])).toEqual(expected);
});

test("what logs in is delivered from the cluster: the key, under the path of the service and of whoever reads figures", () => {
  const section = [{ name: "jobs", use: "queue", runs: "managed", azure: { clusteringPolicy: "NoCluster" } }];
  const { stack, tier, store } = onAks(redisComponent, section, AKS_FACTS, (on) => ({
    "network network": new AzureNetwork(on, "azure-network", {
      name: "dev",
      region: LOCATION,
      account: SUBSCRIPTION,
      cidr: "10.0.0.0/16",
      zoneCount: 3,
    }),
  }));
  Object.assign(stack.node.findChild("cluster"), { credentialEndpoints: [] });
  buildManaged(tier("data"));
  buildPlatform(tier("platform"));
  const json = synthesized(stack);

  expect(store.published.map(({ secretName, remoteName, keys }) => [secretName, remoteName, keys])).toEqual([
    ["dev-jobs.service.jobs.1", "dev/redis/jobs/jobs/current", ["username", "password"]],
  ]);
  expect(Object.values(json.resource["kubernetes_secret_v1"] ?? {})).toMatchObject([
    { data: { username: "default", password: expect.stringContaining("primary_access_key") as string } },
  ]);
});

test.each(["NoCluster", "EnterpriseCluster"] as const)(
  "the real Terraform makes one (%s), plans it again without a change, and takes it away",
  async (clusteringPolicy) => {
    const azure = new Azure(new MemoryWorld());
    const served = await serve(azure.handlers);
    const folder = new TerraformFolder([served]);
    try {
      const { json } = made({ protected: false, azure: { clusteringPolicy } });
      writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(json.json));
      await folder.mustRun("init");
      const applied = await folder.run("apply", "-auto-approve");
      expect(applied.stderr).toBe("");
      const second = await folder.run("plan", "-detailed-exitcode");
      expect(second.stdout).toContain("No changes.");
      await folder.mustRun("destroy", "-auto-approve");
      // Key Vault keeps what was deleted for a while.
      expect(azure.world.list().filter(({ attributes }) => attributes["retained"] !== true)).toEqual([]);
    } finally {
      await served.close();
      folder.remove();
    }
  },
);
