import { sectionDefaults, mergeSectionDefaults } from "../../../src/environment/merge";
import { type Component, type EnvironmentFacts, PROFILES, type SectionProblem } from "../../../src/model/component";
import { checksForTarget, versionsForTarget } from "../../../src/model/target-parts";
import { clusterComponent } from "../../../src/constructs/k8s-cluster/component";
import { networkComponent } from "../../../src/constructs/network/component";
import { ACCOUNT, ADMIN, REGION } from "../aws-stack";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "standard",
  protected: true,
  region: REGION,
  account: ACCOUNT,
  admins: [ADMIN],
  owner: "ops",
  tags: {},
  file: "environment.yaml",
};

type Given = Readonly<Record<string, unknown>>;

/** What is wrong with a file that says this, with the profile's defaults. */
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

const codes = (found: readonly SectionProblem[]) => found.map(({ code, path }) => `${code} ${path.join(".")}`);
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/ours`;
const pool = (given: Given) => ({ pools: [{ name: "a", ...given }] });

describe("the section cluster", () => {
  it("wants somebody to administer the cluster, whoever creates it", () => {
    expect(problems({}, {}, { admins: [] })).toMatchObject([
      { code: "CLUSTER_NO_ADMINS", path: ["aws", "admins"], fromTop: true },
    ]);
  });

  it.each(PROFILES)("left out is whole in profile %s", (profile) => {
    expect(problems({}, {}, { profile })).toEqual([]);
  });

  it.each([
    [{ version: "1.29" }, "KUBERNETES_UNSUPPORTED version"],
    [{ api: { public: {} } }, "CLUSTER_API_PUBLIC_WITHOUT_CIDRS api.public.cidrs"],
    [{ api: { public: { cidrs: ["203.0.113.0/24", "0.0.0.0/0"] } } }, "CLUSTER_API_OPEN_TO_WORLD api.public.cidrs.1"],
    [{ api: { public: { cidrs: ["128.0.0.0/1"] } } }, "CLUSTER_API_OPEN_TO_WORLD api.public.cidrs.0"],
    [{ api: { clients: ["0.0.0.0/0"] } }, "CLUSTER_API_OPEN_TO_WORLD api.clients.0"],
    [{ pools: [] }, "CLUSTER_NO_POOLS pools"],
    [{ pools: [{ name: "a" }, { name: "b" }, { name: "a" }] }, "CLUSTER_POOL_TWICE pools.2.name"],
    [pool({ nodes: { min: 4, max: 3 } }), "CLUSTER_POOL_MIN_ABOVE_MAX pools.0.nodes.min"],
    [pool({ nodes: { min: 10 } }), "CLUSTER_POOL_MIN_ABOVE_MAX pools.0.nodes.min"],
    [pool({ nodes: { max: 2 } }), "CLUSTER_POOL_ZONE_WITHOUT_NODES pools.0.nodes.max"],
    [pool({ nodes: { min: 1, max: 2 } }), "CLUSTER_POOL_ZONE_WITHOUT_NODES pools.0.nodes.max"],
    [pool({ nodes: { max: 1351 } }), "CLUSTER_POOL_ZONE_TOO_LARGE pools.0.nodes.max"],
    [pool({ nodes: { max: 451 }, aws: { zones: ["eu-west-1b"] } }), "CLUSTER_POOL_ZONE_TOO_LARGE pools.0.nodes.max"],
    [pool({ aws: { zones: ["eu-west-1f"] } }), "CLUSTER_POOL_ZONE_NOT_IN_NETWORK pools.0.aws.zones.0"],
    [pool({ labels: { "eks.amazonaws.com/x": "y" } }), "CLUSTER_POOL_KEY_RESERVED pools.0.labels.eks.amazonaws.com/x"],
    [
      pool({ labels: { "node-role.kubernetes.io/x": "" } }),
      "CLUSTER_POOL_KEY_RESERVED pools.0.labels.node-role.kubernetes.io/x",
    ],
    [pool({ aws: { zones: ["eu-west-1a", "eu-west-1a"] } }), "CLUSTER_POOL_ZONE_TWICE pools.0.aws.zones.1"],
    [pool({ nodes: { min: 0 } }), "CLUSTER_NO_OPEN_POOL pools"],
    [{ aws: { controlPlaneZones: ["eu-west-1a"] } }, "CLUSTER_TOO_FEW_CONTROL_PLANE_ZONES aws.controlPlaneZones"],
    [
      { aws: { controlPlaneZones: ["eu-west-1a", "eu-west-1b", "us-east-1a"] } },
      "ZONE_OF_OTHER_REGION aws.controlPlaneZones.2",
    ],
    [
      { aws: { controlPlaneZones: ["eu-west-1a", "eu-west-1b", "eu-west-1b"] } },
      "CLUSTER_CONTROL_PLANE_ZONE_TWICE aws.controlPlaneZones.2",
    ],
    [{ serviceCidr: "10.0.128.0/20" }, "CLUSTER_SERVICE_CIDR_OVERLAPS serviceCidr"],
    [{ serviceCidr: "172.20.0.1/16" }, "CLUSTER_SERVICE_CIDR_NOT_PRIVATE serviceCidr"],
    [{ serviceCidr: "172.20.0.0/28" }, "CLUSTER_SERVICE_CIDR_NOT_PRIVATE serviceCidr"],
    [{ serviceCidr: "100.64.0.0/16" }, "CLUSTER_SERVICE_CIDR_NOT_PRIVATE serviceCidr"],
    [{ aws: { values: { karpenter: { replicaz: 3 } } } }, "CHART_UNKNOWN_VALUE aws.values.karpenter.replicaz"],
  ])("%j has the problem %s, and no other", (cluster, expected) => {
    expect(codes(problems(cluster))).toEqual([expected]);
  });

  it.each([
    pool({ nodes: { min: 3, max: 3 } }),
    pool({ nodes: { max: 1350 } }),
    pool({ nodes: { max: 450 }, aws: { zones: ["eu-west-1b"] } }),
    pool({ size: "small" }),
    pool({ aws: { instanceType: "m5.large" } }),
    { version: "1.35" },
    { serviceCidr: "172.16.0.0/12" },
    { serviceCidr: "172.20.0.0/24" },
    { serviceCidr: "10.1.0.0/16" },
    { api: { public: { cidrs: ["203.0.113.0/24"] }, clients: ["10.0.0.0/8"] } },
  ])("%j is right, as near as it is to what is not", (cluster) => {
    expect(problems(cluster)).toEqual([]);
  });

  it.each([
    ["10.32.0.0/11", "CLUSTER_SERVICE_CIDR_NOT_PRIVATE serviceCidr"],
    ["172.20.0.0/25", "CLUSTER_SERVICE_CIDR_NOT_PRIVATE serviceCidr"],
    ["172.32.0.0/16", "CLUSTER_SERVICE_CIDR_NOT_PRIVATE serviceCidr"],
    ["10.0.255.0/24", "CLUSTER_SERVICE_CIDR_OVERLAPS serviceCidr"],
  ])("Services in %s are refused", (serviceCidr, expected) => {
    expect(codes(problems({ serviceCidr }))).toEqual([expected]);
  });

  it("is right by itself where the section network is wrong: what is wrong there is told there", () => {
    const zones = ["eu-west-1a", "eu-west-1b"];
    const written = { ...pool({ aws: { zones } }), aws: { controlPlaneZones: zones } };
    const section = clusterComponent
      .rules()
      .schema.parse(mergeSectionDefaults(written, sectionDefaults(clusterComponent, FACTS, written)));

    expect(checksForTarget(clusterComponent, section, { facts: FACTS, sections: {} })).toEqual([]);
  });

  it("lets a tainted pool stand beside an open one", () => {
    const gpu = { name: "gpu", taints: [{ key: "gpu", effect: "NoSchedule" }] };
    expect(codes(problems({ pools: [gpu] }))).toEqual(["CLUSTER_NO_OPEN_POOL pools"]);
    expect(problems({ pools: [gpu, { name: "system" }] })).toEqual([]);
  });

  it("says every problem at once", () => {
    expect(
      problems({ version: "1.20", pools: [{ name: "a", nodes: { min: 10 } }], serviceCidr: "10.0.0.0/20" }),
    ).toHaveLength(3);
  });

  it("wants the control plane's zones written down where the network has not the default ones", () => {
    const network = { aws: { zones: ["eu-west-1b", "eu-west-1c"], natZone: "eu-west-1b" } };
    const found = problems({}, network);
    expect(codes(found)).toEqual(["CLUSTER_CONTROL_PLANE_ZONE_NOT_IN_NETWORK aws.controlPlaneZones.0"]);
    expect(found[0]?.remedy).toContain("eu-west-1b, eu-west-1c");
    expect(problems({ aws: { controlPlaneZones: ["eu-west-1b", "eu-west-1c"] } }, network)).toEqual([]);
  });

  it("keeps the control plane where it is when the network gets more zones", () => {
    const minimal = { profile: "minimal" } as const;
    const before = sectionDefaults(clusterComponent, { ...FACTS, ...minimal }, {});
    expect((before as { aws: { controlPlaneZones: string[] } }).aws.controlPlaneZones).toEqual([
      "eu-west-1a",
      "eu-west-1b",
    ]);
    expect(problems({}, { aws: { zones: ["eu-west-1c", "eu-west-1a", "eu-west-1b"] } }, minimal)).toEqual([]);
  });

  it("takes a cluster that exists, and then nothing that says how one is made", () => {
    const existing = {
      name: "old",
      endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
      certificateAuthority: "LS0tLS1CRUdJTg==",
      securityGroupId: "sg-0123456789abcdef0",
      nodeRoleName: "nodes",
    };
    expect(problems({ aws: { existing } }, {}, { admins: [] })).toEqual([]);
    expect(
      codes(
        problems({
          pools: [{ name: "a" }],
          aws: { existing, controlPlaneZones: ["eu-west-1a"], encryptionKeys: { logs: KEY } },
          autoscaling: { enabled: true },
        }),
      ),
    ).toEqual([
      "CLUSTER_EXISTING_CONTRADICTION pools",
      "CLUSTER_EXISTING_CONTRADICTION aws.controlPlaneZones",
      "CLUSTER_EXISTING_CONTRADICTION aws.encryptionKeys",
      "CLUSTER_EXISTING_AUTOSCALING autoscaling.enabled",
    ]);
  });

  it.each([
    ["version", { version: 1.35 }],
    ["pools", { pools: [{ name: "Upper" }] }],
    ["pools", { pools: [{ name: "a_b" }] }],
    ["pools", { pools: [{ name: "a", colour: "red" }] }],
    ["pools", { pools: [{ name: "a", aws: { instanceType: "m5" } }] }],
    ["api", { api: { access: "teleport" } }],
  ])("refuses a malformed %s: %j", (field, section) => {
    const result = clusterComponent.rules().schema.safeParse(section);
    expect(result.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });

  it("brings versions for the guard: its minor, add-ons, and the charts that it installs", () => {
    const context = { facts: FACTS, sections: {} };
    const names = (section: Given) =>
      versionsForTarget(clusterComponent, clusterComponent.rules().schema.parse(section), context).map(
        (use) => use.name,
      );
    expect(names({ version: "1.35", autoscaling: { enabled: true } })).toEqual(
      expect.arrayContaining(["kubernetes", "vpc-cni", "karpenter", "karpenter-crd"]),
    );
    expect(names({ version: "1.35", autoscaling: { enabled: false } })).not.toContain("karpenter");
  });
});
