/** Nodes beyond the pools by AKS's own Karpenter: what is made, what it is told, and what a file is told of it. */
import { NODE_PROVISIONING } from "../../../../src/constructs/k8s-cluster/azure/node-provisioning";
import {
  provisionedNodes,
  type ProvisionedNodesProps,
} from "../../../../src/constructs/k8s-cluster/azure/provisioned-nodes";
import type { KubernetesClusterProps } from "../../../../src/constructs/k8s-cluster/props";
import { loadText } from "../../../../src/environment/load-file";
import { expectValidCustomResource } from "../../../helpers/crd";
import { Synthesized } from "../../aws-stack";
import { LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { ADMINS, aksIn } from "./fixtures";

const BY = "node-auto-provisioning";
const CLUSTER = "azurerm_kubernetes_cluster";
const POOL = "azurerm_kubernetes_cluster_node_pool";
const NEW = NODE_PROVISIONING.since;

const made = (props: Partial<KubernetesClusterProps> = {}, version: string | undefined = NEW): Synthesized =>
  new Synthesized(aksIn({ azure: { addedNodes: { by: BY } }, ...props }, {}, version).stack);

describe("a cluster with it", () => {
  test("says so in the block that the bindings have no word for, and lets Karpenter make no pools without limits", () => {
    expect(made().resource(CLUSTER)).toMatchObject({
      node_provisioning_profile: [{ mode: "Auto", default_node_pools: "None" }],
    });
  });

  test("has pools of a fixed size, whose number of nodes is the file's, and no autoscaler", () => {
    const all = made({ pools: [{ name: "apps", nodes: { min: 4 } }] });

    expect(all.resource(CLUSTER)).not.toHaveProperty("auto_scaler_profile");
    expect(all.resource(CLUSTER)).toMatchObject({ default_node_pool: { auto_scaling_enabled: false, node_count: 3 } });
    expect(JSON.stringify(all.resource(CLUSTER)["lifecycle"])).not.toContain("node_count");
    const pools = Object.values(all.resources(POOL));
    expect(pools.map(({ node_count }) => node_count)).toEqual([2, 1, 1]);
    for (const pool of [...pools, (all.resource(CLUSTER)["default_node_pool"] as object) ?? {}]) {
      expect(pool).toMatchObject({ auto_scaling_enabled: false });
      for (const key of ["min_count", "max_count", "lifecycle"]) expect(pool).not.toHaveProperty(key);
    }
  });

  test("turned off keeps its pools as they are: AKS takes it back, or another way, from there", () => {
    const off = made({ autoscaling: { enabled: false } });

    expect(off.resource(CLUSTER)).toMatchObject({
      node_provisioning_profile: [{ mode: "Manual" }],
      default_node_pool: { auto_scaling_enabled: false },
    });
  });

  test("is refused with a provider that has no such block, whatever the file allowed", () => {
    for (const version of [undefined, "4.56.0"]) {
      expect(() => aksIn({ azure: { addedNodes: { by: BY } } }, {}, version)).toThrow(
        expect.objectContaining({
          problems: [
            expect.objectContaining({
              code: "AZURE_PROVIDER_TOO_OLD",
              remedy: expect.stringContaining(`azure.provider: "${NEW}"`) as string,
            }),
          ],
        }),
      );
    }
  });
});

test("without it the block is said where the provider has it: what is left out would stay as it was", () => {
  const block = (version?: string) =>
    new Synthesized(aksIn({}, {}, version).stack).resource(CLUSTER)["node_provisioning_profile"];

  expect([block(), block("4.56.0"), block(NEW)]).toEqual([undefined, undefined, [{ mode: "Manual" }]]);
});

const NODES: ProvisionedNodesProps = {
  location: LOCATION,
  zones: ["1", "2"],
  hostEncryption: true,
  capacity: ["spot", "on-demand"],
  cpu: 32,
  tags: { owner: "ops" },
};
const requirements = (props: ProvisionedNodesProps): readonly { readonly key: string; readonly values: unknown }[] =>
  (provisionedNodes(props)[1] as unknown as { spec: { template: { spec: { requirements: never[] } } } }).spec.template
    .spec.requirements;

describe("what Karpenter is told", () => {
  test("is a class and a pool, as their definitions have them", () => {
    const objects = provisionedNodes(NODES);

    expect(objects.map(({ kind }) => kind)).toEqual(["AKSNodeClass", "NodePool"]);
    for (const object of objects) expectValidCustomResource(object);
  });

  test("is bounded by the file's limits, by memory too", () => {
    expect(provisionedNodes(NODES)[1]?.["spec"]).toMatchObject({ limits: { cpu: "32", memory: "128Gi" } });
    expect(provisionedNodes({ ...NODES, memory: 64 })[1]?.["spec"]).toMatchObject({ limits: { memory: "64Gi" } });
  });

  test("nodes stand in the network's zones, are bought as the file says, and encrypt on their hosts", () => {
    expect(requirements(NODES)).toEqual(
      expect.arrayContaining([
        { key: "topology.kubernetes.io/zone", operator: "In", values: ["westeurope-1", "westeurope-2"] },
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand", "spot"] },
      ]),
    );
    expect(provisionedNodes(NODES)[0]?.["spec"]).toMatchObject({
      security: { encryptionAtHost: true },
      tags: { owner: "ops" },
    });
    expect(provisionedNodes({ ...NODES, hostEncryption: false })[0]?.["spec"]).toMatchObject({
      security: { encryptionAtHost: false },
    });
  });

  test("in a location without zones no zone is asked for", () => {
    expect(requirements({ ...NODES, zones: [] }).map(({ key }) => key)).not.toContain("topology.kubernetes.io/zone");
  });
});

function told(cluster: object, { provider = "4.81.0", profile = "standard" } = {}): readonly string[] {
  const file = {
    name: "dev",
    target: "aks",
    profile,
    owner: "ops",
    azure: {
      subscription: SUBSCRIPTION,
      tenant: TENANT,
      location: LOCATION,
      admins: [ADMINS],
      ...(provider === "" ? {} : { provider }),
    },
    cluster,
  };
  return loadText(JSON.stringify(file), "environment.yaml").problems.map(({ code, place }) => `${code} ${place?.path}`);
}

const by = (more: object = {}, azure: object = {}): object => ({
  azure: { addedNodes: { by: BY }, ...azure },
  ...more,
});

test.each<[string, object, readonly string[], { provider?: string; profile?: string }?]>([
  ["left alone", by(), []],
  ["of the largest profile", by(), [], { profile: "full" }],
  ["turned off", by({ autoscaling: { enabled: false } }), []],
  ["the provider of the bindings", by(), ["AZURE_PROVIDER_TOO_OLD cluster.azure.addedNodes.by"], { provider: "" }],
  ["a provider that is too old", by(), ["AZURE_PROVIDER_TOO_OLD cluster.azure.addedNodes.by"], { provider: "4.56.0" }],
  [
    "a size of what fits of itself",
    { azure: { addedNodes: { by: BY, vmSize: "Standard_D8ds_v5" } } },
    ["CLUSTER_ADDED_NODES_CONTRADICTION cluster.azure.addedNodes.vmSize"],
  ],
  [
    "the autoscaler, with a size",
    { azure: { addedNodes: { by: "cluster-autoscaler", vmSize: "Standard_D8ds_v5" } } },
    [],
  ],
  [
    "a pool that would grow",
    by({ pools: [{ name: "a", nodes: { min: 3, max: 6 } }] }),
    ["CLUSTER_POOL_FIXED cluster.pools[0].nodes.max"],
  ],
  ["a pool that says its number twice", by({ pools: [{ name: "a", nodes: { min: 3, max: 3 } }] }), []],
  [
    "a pool that never has a node",
    by({ pools: [{ name: "a" }, { name: "b", nodes: { min: 0 } }] }),
    ["CLUSTER_POOL_FIXED cluster.pools[1].nodes.min"],
  ],
  [
    "AKS's own pool that would grow",
    by({}, { systemPool: { nodes: { max: 9 } } }),
    ["CLUSTER_POOL_FIXED cluster.azure.systemPool.nodes.max"],
  ],
  ["no room for one node", by({ autoscaling: { cpu: 3 } }), ["CLUSTER_AUTOSCALING_NO_ROOM cluster.autoscaling.cpu"]],
  ["no memory for one", by({ autoscaling: { memory: 4 } }), ["CLUSTER_AUTOSCALING_NO_ROOM cluster.autoscaling.memory"]],
  ["spare capacity, which Karpenter does not taint", by({ autoscaling: { capacity: ["spot"] } }), []],
  [
    "a range of pods without room for all",
    by({ autoscaling: { cpu: 512 } }, { podCidr: "10.244.0.0/18" }),
    ["CLUSTER_POD_CIDR_TOO_SMALL cluster.azure.podCidr"],
  ],
])("%s", (_, cluster, expected, ...[more]) => {
  expect(told(cluster, more)).toEqual(expected);
});
