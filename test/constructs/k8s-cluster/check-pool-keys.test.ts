import { checkCloudKeys, checkPoolKeys, type OwnKeys } from "../../../src/constructs/k8s-cluster/check-pool-keys";
import type { SectionProblem } from "../../../src/model/component";

const CLOUD: OwnKeys = { name: "the cloud", keys: /^example\.com\// };
const found = (problems: readonly SectionProblem[]): readonly string[] =>
  problems.map(({ code, path }) => `${code} ${path.join(".")}`);
const labelled = (key: string) => ({ labels: { [key]: "x" }, taints: [] });
const tainted = (...keys: readonly string[]) => ({
  labels: {},
  taints: keys.map((key) => ({ key, value: "", effect: "NoSchedule" as const })),
});

describe("given labels and taints of a pool, wherever it is", () => {
  test.each([
    "kubernetes.io/hostname",
    "kubernetes.io/os",
    "node.kubernetes.io/instance-type",
    "topology.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/region",
    "node-role.kubernetes.io/control-plane",
  ])("the label %s is Kubernetes' to set", (key) => {
    expect(found(checkPoolKeys(labelled(key), 1))).toEqual([`CLUSTER_POOL_KEY_RESERVED pools.1.labels.${key}`]);
  });

  test.each([
    "node.kubernetes.io/not-ready",
    "node.kubernetes.io/unschedulable",
    "node.cloudprovider.kubernetes.io/uninitialized",
  ])("the taint %s is a controller's to set", (key) => {
    expect(found(checkPoolKeys(tainted("own", key), 0))).toEqual(["CLUSTER_POOL_KEY_RESERVED pools.0.taints.1.key"]);
  });

  test("a node has a taint of one key and effect once", () => {
    expect(found(checkPoolKeys(tainted("own", "own"), 0))).toEqual(["CLUSTER_POOL_TAINT_TWICE pools.0.taints.1"]);
  });

  test.each([
    "team",
    "example.org/team",
    "node-role.kubernetes.io/worker",
    "node.kubernetes.io/exclude-from-external-load-balancers",
  ])("%s is free", (key) => {
    expect(checkPoolKeys({ ...labelled(key), taints: tainted(key).taints }, 0)).toEqual([]);
  });
});

describe("given those of a pool whose nodes label themselves", () => {
  test.each(["node-role.kubernetes.io/worker", "kubernetes.io/role", "k8s.io/x", "a.b.k8s.io/x"])(
    "with the label %s none would join",
    (key) => {
      expect(found(checkCloudKeys(labelled(key), 0, CLOUD))).toEqual([
        `CLUSTER_POOL_KEY_RESERVED pools.0.labels.${key}`,
      ]);
    },
  );

  test.each([
    "team",
    "example.org/team",
    "node.kubernetes.io/purpose",
    "gpu.kubelet.kubernetes.io/x",
    "mykubernetes.io/x",
  ])("they take %s", (key) => {
    expect(checkCloudKeys(labelled(key), 0, CLOUD)).toEqual([]);
  });

  test("the cloud's own keys are its own, of labels and of taints", () => {
    expect(
      found(checkCloudKeys({ labels: { "example.com/a": "x" }, taints: tainted("example.com/b").taints }, 0, CLOUD)),
    ).toEqual([
      "CLUSTER_POOL_KEY_RESERVED pools.0.labels.example.com/a",
      "CLUSTER_POOL_KEY_RESERVED pools.0.taints.0.key",
    ]);
  });

  test("one label is told of once", () => {
    const key = "kubernetes.io/hostname";

    expect([...checkPoolKeys(labelled(key), 0), ...checkCloudKeys(labelled(key), 0, CLOUD)]).toHaveLength(1);
  });
});
