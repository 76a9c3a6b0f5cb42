/** What AKS refuses of the section `cluster`, each at its place. */
import { mergeSectionDefaults, sectionDefaults } from "../../../../src/environment/merge";
import { checkAksVersion } from "../../../../src/constructs/k8s-cluster/azure/check-version";
import { clusterComponent } from "../../../../src/constructs/k8s-cluster/component";
import { networkComponent } from "../../../../src/constructs/network/component";
import { type Component, type EnvironmentFacts, PROFILES, type SectionProblem } from "../../../../src/model/component";
import { checksForTarget } from "../../../../src/model/target-parts";
import { LOCATION, SUBSCRIPTION, TENANT } from "../../azure-stack";
import { ADMINS } from "./fixtures";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "aks",
  profile: "standard",
  protected: true,
  region: LOCATION,
  account: SUBSCRIPTION,
  accountDetails: { tenant: TENANT },
  admins: [ADMINS],
  owner: "ops",
  tags: {},
  file: "environment.yaml",
};

type Given = Readonly<Record<string, unknown>>;

function problems(
  cluster: Given,
  network: Given = {},
  facts: Partial<EnvironmentFacts> = {},
): readonly SectionProblem[] {
  const all = { ...FACTS, ...facts };
  const whole = (component: Component, given: Given): unknown =>
    component.rules().schema.parse(mergeSectionDefaults(given, sectionDefaults(component, all, given)));
  const sections = { network: whole(networkComponent, network) };
  return checksForTarget(clusterComponent, whole(clusterComponent, cluster), { facts: all, sections });
}

const told = (found: readonly SectionProblem[]): readonly string[] =>
  found.map(({ code, path }) => `${code} ${path.join(".")}`);
const pool = (given: Given): Given => ({ pools: [{ name: "a", ...given }] });
const sized = (vmSize: string): Given => pool({ azure: { vmSize } });

it.each(PROFILES)("left out it is whole in profile %s, with zones and without", (profile) => {
  expect(problems({}, {}, { profile })).toEqual([]);
  expect(problems({}, { zoneCount: 1 }, { profile, region: "westus" })).toEqual([]);
});

it.each<[Given, string]>([
  [{ version: "1.29" }, "KUBERNETES_NOT_ON_AKS version"],
  [pool({ azure: { zones: ["1", "1"] } }), "CLUSTER_POOL_ZONE_TWICE pools.0.azure.zones.1"],
  [pool({ nodes: { min: 0, max: 2 } }), "CLUSTER_POOL_ZONE_WITHOUT_NODES pools.0.nodes.max"],
  [pool({ nodes: { min: 1, max: 3001 } }), "CLUSTER_POOL_ZONE_TOO_LARGE pools.0.nodes.max"],
  [pool({ nodes: { min: 10 } }), "CLUSTER_POOL_MIN_ABOVE_MAX pools.0.nodes.min"],
  [pool({ disk: 20 }), "CLUSTER_POOL_DISK_SIZE pools.0.disk"],
  [pool({ disk: 4096 }), "CLUSTER_POOL_DISK_SIZE pools.0.disk"],
  [
    pool({ labels: { "kubernetes.azure.com/mode": "x" } }),
    "CLUSTER_POOL_KEY_RESERVED pools.0.labels.kubernetes.azure.com/mode",
  ],
  [
    pool({ taints: [{ key: "kubernetes.azure.com/a", effect: "PreferNoSchedule" }] }),
    "CLUSTER_POOL_KEY_RESERVED pools.0.taints.0.key",
  ],
  [{ pools: [{ name: "a" }, { name: "added" }] }, "CLUSTER_POOL_NAME_TAKEN pools.1.name"],
  [{ pools: [{ name: "a" }, { name: "gpu" }, { name: "gpu1" }] }, ""],
  [sized("Standard_D4_v5"), "CLUSTER_VM_SIZE_UNFIT pools.0.azure.vmSize"],
  [sized("Standard_A2_v2"), "CLUSTER_VM_SIZE_UNFIT pools.0.azure.vmSize"],
  [sized("Standard_D4ds_v9"), "CLUSTER_VM_SIZE_UNKNOWN pools.0.azure.vmSize"],
  [sized("Standard_D5ds_v5"), "CLUSTER_VM_SIZE_UNKNOWN pools.0.azure.vmSize"],
  [sized("Standard_Nope"), "CLUSTER_VM_SIZE_UNKNOWN pools.0.azure.vmSize"],
  [sized("Standard_Zs"), "CLUSTER_VM_SIZE_UNKNOWN pools.0.azure.vmSize"],
  [sized("Standard_X4s_v5"), "CLUSTER_VM_SIZE_UNKNOWN pools.0.azure.vmSize"],
  [{ azure: { systemPool: { vmSize: "Standard_Nope" } } }, "CLUSTER_VM_SIZE_UNKNOWN azure.systemPool.vmSize"],
  [{ azure: { addedNodes: { vmSize: "Standard_Nope" } } }, "CLUSTER_VM_SIZE_UNKNOWN azure.addedNodes.vmSize"],
  [sized("Standard_B2ats_v2"), "CLUSTER_VM_SIZE_NO_ROOM pools.0.azure.vmSize"],
  [sized("Standard_F1as_v7"), "CLUSTER_VM_SIZE_NO_ROOM pools.0.azure.vmSize"],
  [sized("Standard_NC24ads_A100_v4"), ""],
  [sized("Standard_D4ps_v6"), ""],
  ...[
    "Standard_M208ms_v2",
    "Standard_M96ds_2_v3",
    "Standard_HB120-16rs_v3",
    "Standard_ND96isr_MI300X_v5",
    "Standard_DC4as_cc_v5",
  ].map((special): [Given, string] => [sized(special), ""]),
  [{ azure: { systemPool: { vmSize: "Standard_B2ts_v2" } } }, "CLUSTER_VM_SIZE_NO_ROOM azure.systemPool.vmSize"],
  [{ azure: { systemPool: { nodes: { min: 5, max: 3 } } } }, "CLUSTER_POOL_MIN_ABOVE_MAX azure.systemPool.nodes.min"],
  [{ azure: { addedNodes: { vmSize: "Standard_D4_v3" } } }, "CLUSTER_VM_SIZE_UNFIT azure.addedNodes.vmSize"],
  [
    { azure: { addedNodes: { vmSize: "Standard_NC24ads_A100_v4" } } },
    "CLUSTER_VM_SIZE_UNKNOWN azure.addedNodes.vmSize",
  ],
  [{ autoscaling: { cpu: 3 } }, "CLUSTER_AUTOSCALING_NO_ROOM autoscaling.cpu"],
  [{ autoscaling: { memory: 8 } }, "CLUSTER_AUTOSCALING_NO_ROOM autoscaling.memory"],
  [{ autoscaling: { cpu: 3, enabled: false } }, ""],
  [{ serviceCidr: "172.30.0.0/17" }, "CLUSTER_RANGE_RESERVED serviceCidr"],
  [{ serviceCidr: "192.0.0.0/8" }, "CLUSTER_SERVICE_CIDR_REFUSED serviceCidr"],
  [{ azure: { podCidr: "172.31.0.0/17" } }, "CLUSTER_RANGE_RESERVED azure.podCidr"],
  [{ azure: { podCidr: "10.0.0.0/9" } }, "CLUSTER_POD_CIDR_OVERLAPS azure.podCidr"],
  [{ azure: { podCidr: "172.20.0.0/14" } }, "CLUSTER_POD_CIDR_OVERLAPS azure.podCidr"],
  [{ azure: { podCidr: "10.244.0.0/20" } }, "CLUSTER_POD_CIDR_TOO_SMALL azure.podCidr"],
  [{ api: { public: { cidrs: ["10.1.0.0/16"] } } }, "CLUSTER_API_RANGE_PRIVATE api.public.cidrs.0"],
  [
    { api: { public: { cidrs: Array.from({ length: 201 }, (_, index) => `203.0.113.${index}/32`) } } },
    "CLUSTER_API_TOO_MANY_RANGES api.public.cidrs",
  ],
  [
    { azure: { maintenance: { upgrades: "sun:01:00-sun:04:00" } } },
    "CLUSTER_MAINTENANCE_WINDOW azure.maintenance.upgrades",
  ],
  [
    { azure: { maintenance: { upgrades: "sun:01:00-sun:05:30" } } },
    "CLUSTER_MAINTENANCE_WINDOW azure.maintenance.upgrades",
  ],
  [
    { azure: { maintenance: { nodeImages: "sat:01:00-sun:02:00" } } },
    "CLUSTER_MAINTENANCE_WINDOW azure.maintenance.nodeImages",
  ],
  [{ azure: { maintenance: { upgrades: "sun:22:00-mon:02:00", nodeImages: "sat:01:00-sun:01:00" } } }, ""],
  [{ api: { access: "ssm-tunnel" } }, "CLUSTER_API_ACCESS_UNSERVED api.access"],
])("%j: %s", (cluster, expected) => {
  const found = told(problems(cluster));
  if (expected === "") expect(found).toEqual([]);
  else expect(found).toContain(expected);
});

it("wants somebody to administer the cluster", () => {
  expect(problems({}, {}, { admins: [] })).toMatchObject([{ code: "CLUSTER_NO_ADMINS", path: ["azure", "admins"] }]);
});

it("knows which zones the network has, and that a location may have none", () => {
  expect(told(problems(pool({ azure: { zones: ["3"] } }), { zoneCount: 2 }))).toEqual([
    "CLUSTER_POOL_ZONE_NOT_IN_NETWORK pools.0.azure.zones.0",
  ]);
  expect(told(problems(pool({ azure: { zones: ["1"] } }), { zoneCount: 1 }, { region: "westus" }))).toEqual([
    "CLUSTER_POOL_ZONE_NOT_IN_NETWORK pools.0.azure.zones",
  ]);
});

it("a pool is not called as AKS's own, which has no zone in its name", () => {
  const given = { pools: [{ name: "a" }, { name: "akssystem" }] };
  expect(told(problems(given, { zoneCount: 1 }, { region: "westus" }))).toEqual([
    "CLUSTER_POOL_NAME_TAKEN pools.1.name",
  ]);
  expect(problems(given)).toEqual([]);
});

it("a size that the location does not offer is refused with the pool that wants it", () => {
  expect(told(problems(sized("Standard_D4ps_v5"), {}, { region: "polandcentral" }))).toEqual([
    "CLUSTER_VM_SIZE_NOT_OFFERED pools.0.azure.vmSize",
  ]);
});

it("copies of volumes over zones want a location that has zones", () => {
  const copied: Given = { azure: { volumeRedundancy: "ZRS" } };
  expect(problems(copied)).toEqual([]);
  expect(told(problems(copied, { zoneCount: 1 }, { region: "westus" }))).toEqual([
    "CLUSTER_VOLUMES_WITHOUT_ZONES azure.volumeRedundancy",
  ]);
  expect(problems({ azure: { volumeRedundancy: "LRS" } }, { zoneCount: 1 }, { region: "westus" })).toEqual([]);
});

it("nodes without a way out fetch no images, unless routes lead to one", () => {
  expect(told(problems({}, { nat: "none" }))).toEqual(["CLUSTER_NO_WAY_OUT azure.outbound"]);
  expect(problems({ azure: { outbound: "routes" } }, { nat: "none" })).toEqual([]);
});

it("tells that AKS taints spare capacity, which Kubernetes elsewhere does not", () => {
  const found = problems({ pools: [{ name: "a" }, { name: "b", spot: true }], autoscaling: { capacity: ["spot"] } });
  expect(found.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
  expect(told(found)).toEqual([
    "CLUSTER_POOL_SPOT_TAINTED pools.1.spot",
    "CLUSTER_POOL_SPOT_TAINTED autoscaling.capacity",
  ]);
});

it("a minor that AKS has dropped, or does not have yet, is no longer or not yet taken", () => {
  expect(checkAksVersion("1.34", "2026-11-25")).toEqual([]);
  expect(checkAksVersion("1.34", "2026-12-01")).toMatchObject([
    { message: expect.stringContaining("dropped Kubernetes 1.34 on 2026-11-30") as string },
  ]);
  expect(checkAksVersion("1.36", "2026-06-01")).toMatchObject([
    { message: "AKS does not have Kubernetes 1.36 yet.", remedy: expect.stringMatching(/1\.34, 1\.35/) as string },
  ]);
  expect(checkAksVersion("1.99", "2026-06-01")).toEqual([]);
});
