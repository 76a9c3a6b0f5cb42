/** Node auto-provisioning as AKS takes and refuses it. */
import { clusterOfRealm, clusterRealm } from "../../../../src/providers/simulated-cluster/clusters";
import { CUSTOM_RESOURCE } from "../../../../src/providers/simulated-cluster/objects";
import { azurermBehaviour } from "../../../../src/providers/azurerm";
import { firstOf, textOf } from "../../../../src/rehearsal/engine/attributes";
import { objectOf, type ValueObject } from "../../../../src/rehearsal/protocol/value";
import { refusal } from "../../aws/support";
import { Azure, type Given, NEWEST } from "../support";

const CLUSTER = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";
const UPGRADES = { upgrade_settings: [{ max_surge: "33%" }] };
const FIXED = [{ name: "system", vm_size: "Standard_D4ds_v5", node_count: 2, ...UPGRADES }];
const SCALED = [
  { name: "system", vm_size: "Standard_D4ds_v5", auto_scaling_enabled: true, min_count: 2, max_count: 4, ...UPGRADES },
];
const AUTO = { node_provisioning_profile: [{ mode: "Auto", default_node_pools: "None" }] };
const MANUAL = { node_provisioning_profile: [{ mode: "Manual" }] };
const network = (more: Given): Given => ({
  network_profile: [{ network_plugin: "azure", network_plugin_mode: "overlay", ...more }],
});

let azure: Azure;
beforeEach(async () => {
  azure = await Azure.open({}, undefined, NEWEST);
});

const make = (given: Given, prior: ValueObject | null = null): Promise<ValueObject> =>
  azure.inGroup(
    CLUSTER,
    { name: "dev", dns_prefix: "dev", default_node_pool: FIXED, identity: [{ type: "SystemAssigned" }], ...given },
    prior,
  );
const pool = (cluster: ValueObject, more: Given, prior: ValueObject | null = null): Promise<ValueObject> =>
  azure.make(POOL, { kubernetes_cluster_id: cluster.id, name: "apps", vm_size: "Standard_D4ds_v5", ...more }, prior);
const SCALES = { auto_scaling_enabled: true, min_count: 1, max_count: 3 };

test("a cluster that says nothing of it has none", async () => {
  const made = await make({});

  expect(firstOf(made.node_provisioning_profile)).toEqual(
    objectOf([
      ["mode", "Manual"],
      ["default_node_pools", "Auto"],
    ]),
  );
  expect((await azure.plan(CLUSTER, { ...LOCATED, ...BASE }, made)).action).toBe("nothing");
});

const LOCATED = { resource_group_name: "dev", location: "westeurope" };
const BASE = { name: "dev", dns_prefix: "dev", default_node_pool: FIXED, identity: [{ type: "SystemAssigned" }] };

test("with it the cluster knows Karpenter's kinds, and without it does not", async () => {
  const kinds = (cluster: ValueObject): readonly string[] => {
    for (const type of azurermBehaviour.clusterTypes ?? []) azure.world.clusterTypes.set(type.type, type);
    const host = textOf(firstOf(cluster.kube_config)?.host) ?? "";
    return clusterOfRealm(azure.world, clusterRealm(host))?.addOns ?? [];
  };
  const before = await make({});
  expect(kinds(before)).not.toContain("node-auto-provisioning");
  expect(kinds(await make(AUTO, before))).toContain("node-auto-provisioning");
});

test.each<[string, Given, string]>([
  ["its own pool autoscaled", { ...AUTO, default_node_pool: SCALED }, "cluster autoscaler enabled: system"],
  ["calico", { ...AUTO, ...network({ network_plugin_mode: undefined, network_policy: "calico" }) }, "policy calico"],
  ["IPv6", { ...AUTO, ...network({ ip_versions: ["IPv4", "IPv6"] }) }, "does not support IPv6"],
  ["no such mode", { node_provisioning_profile: [{ mode: "On" }] }, "mode"],
  [
    "no such pools",
    { node_provisioning_profile: [{ mode: "Auto", default_node_pools: "Some" }] },
    "default_node_pools",
  ],
])("refuses %s", async (_, given, words) => {
  expect(await refusal(make(given))).toContain(words);
});

test("it begins when no pool is autoscaled any more: the cluster is changed before its own pool is", async () => {
  const scaled = await make({ default_node_pool: SCALED });
  const apps = await pool(scaled, SCALES);
  expect(await refusal(make(AUTO, scaled))).toContain("system, apps");

  const fixed = await make({}, scaled);
  expect(await refusal(make(AUTO, fixed))).toContain("enabled: apps");
  const fixedApps = await pool(fixed, { node_count: 2 }, apps);
  const on = await make(AUTO, fixed);

  expect(await refusal(pool(on, SCALES, fixedApps))).toContain("cannot be enabled on an agent pool");
  expect(await refusal(make({ ...AUTO, default_node_pool: SCALED }, on))).toContain("enabled: system");
});

test("it ends when no pool of Karpenter's can start nodes", async () => {
  const on = await make(AUTO);
  const realm = clusterRealm(textOf(firstOf(on.kube_config)?.host) ?? "");
  const attributes = objectOf([
    ["kind", "NodePool"],
    ["name", "added"],
  ]);
  azure.world.put({ type: CUSTOM_RESOURCE, id: "added", realm, attributes, createdAt: "" });
  expect(await refusal(make(MANUAL, on))).toContain("while NodePools can start nodes: added");

  azure.world.remove(CUSTOM_RESOURCE, "added", realm);
  const off = await make(MANUAL, on);
  expect(firstOf(off.node_provisioning_profile)?.mode).toBe("Manual");
});
