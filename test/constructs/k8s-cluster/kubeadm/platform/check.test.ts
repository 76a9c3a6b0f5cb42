/** What of `cluster.kubeadm` cannot be. */
import { kubeadmPlatformPart } from "../../../../../src/constructs/k8s-cluster/kubeadm/platform/part";
import { kubeadmClusterBlock } from "../../../../../src/constructs/k8s-cluster/kubeadm/platform/section";
import { contextOf, factsOf, type HostsProps, sectionOf } from "./fixtures";

const told = (kubeadm: object, hosts: HostsProps = {}): readonly string[] =>
  (kubeadmPlatformPart.check?.(sectionOf(kubeadm), contextOf(factsOf(hosts))) ?? []).map(
    ({ code, path, severity = "error" }) => `${severity} ${code} ${path.join(".")}`,
  );
const pools = (...addresses: readonly string[]): object => ({ loadBalancers: { pools: [{ name: "lan", addresses }] } });
const FIRST = "kubeadm.loadBalancers.pools.0.addresses.0";

test("what a file leaves out is right", () => {
  expect(told({})).toEqual([]);
  expect(told({}, { profile: "minimal", workers: 0, controlPlanes: 1 })).toEqual([]);
  expect(told(pools("192.0.2.192/27", "192.0.2.100-192.0.2.110"))).toEqual([]);
});

test.each([
  ["a host", "192.0.2.11-192.0.2.11"],
  ["a worker, within a range", "192.0.2.16/28"],
  ["the endpoint", "192.0.2.8/29"],
  ["the bastion", "192.0.2.5-192.0.2.6"],
])("addresses of %s are refused", (_, addresses) => {
  expect(told(pools(addresses))).toEqual([`error ADDRESS_POOL_OVERLAPS ${FIRST}`]);
});

test.each([
  ["pods", "10.244.7.0/24"],
  ["Services", "172.20.1.0-172.20.1.9"],
])("addresses of %s are refused", (_, addresses) => {
  expect(told(pools(addresses))).toEqual([`error ADDRESS_POOL_OVERLAPS ${FIRST}`]);
});

test.each(["192.0.2.300-192.0.2.310", "192.0.2.9-192.0.2.1", "192.0.2.0/33", "192.0.2.1-192.0.2.2-192.0.2.3"])(
  "%s are no addresses",
  (addresses) => {
    const block = kubeadmClusterBlock.safeParse(pools(addresses));
    expect(block.success ? told(pools(addresses)) : ["form"]).not.toEqual([]);
  },
);

test("addresses elsewhere than in the nodes' network are a warning", () => {
  expect(told(pools("198.51.100.0/28"))).toEqual([`warning ADDRESS_POOL_OUTSIDE ${FIRST}`]);
});

test("pools have names and addresses of their own, all told at once", () => {
  const pool = (addresses: string) => ({ name: "lan", addresses: [addresses] });
  expect(told({ loadBalancers: { pools: [pool("192.0.2.192/27"), pool("192.0.2.200-192.0.2.230")] } })).toEqual([
    "error ADDRESS_POOL_TWICE kubeadm.loadBalancers.pools.1.name",
    "error ADDRESS_POOL_OVERLAPS kubeadm.loadBalancers.pools.1.addresses.0",
  ]);
  expect(told(pools("192.0.2.192/27", "192.0.2.193-192.0.2.194"))).toEqual([
    "error ADDRESS_POOL_OVERLAPS kubeadm.loadBalancers.pools.0.addresses.1",
  ]);
});

test.each([
  ["more copies than hosts", { storage: { replicas: 4 } }, {}, ["error STORAGE_REPLICAS_TOO_MANY replicas"]],
  [
    "more copies than control planes, of a cluster without workers",
    { storage: { replicas: 3 } },
    { workers: 0, controlPlanes: 1 },
    ["error STORAGE_REPLICAS_TOO_MANY replicas"],
  ],
  [
    "copies of a folder",
    { storage: { kind: "local-path", replicas: 2 } },
    {},
    ["error STORAGE_REPLICAS_ALONE replicas"],
  ],
  ["a copy alone", { storage: { replicas: 1 } }, {}, ["warning STORAGE_NOT_REPLICATED replicas"]],
  ["a host alone", {}, { workers: 1 }, ["warning STORAGE_NOT_REPLICATED kind"]],
  ["as many copies as hosts", { storage: { replicas: 3 } }, {}, []],
  ["two hosts, and no word of copies", {}, { workers: 2 }, []],
] as const)("storage: %s", (_, kubeadm, hosts, expected) => {
  expect(told(kubeadm, hosts)).toEqual(expected.map((text) => text.replace(/ (\w+)$/, " kubeadm.storage.$1")));
});

test("packets as large as the interfaces take leave no room for the encapsulation", () => {
  const mtu = ["warning NETWORK_MTU_NO_ROOM kubeadm.network.mtu"];
  expect(told({ network: { mtu: 1500 } })).toEqual(mtu);
  expect(told({ network: { mtu: 1500, encapsulation: "none", wireguard: true } })).toEqual(mtu);
  expect(told({ network: { mtu: 1500, encapsulation: "none" } })).toEqual([]);
  expect(told({ network: { mtu: 1450 } })).toEqual([]);
});

test("values of charts are held to what the charts know", () => {
  expect(told({ values: { metallb: { spekaer: {} } } })).toEqual([
    "error CHART_UNKNOWN_VALUE kubeadm.values.metallb.spekaer",
  ]);
  expect(told({ values: { longhorn: { longhornUI: { replicas: 1 } } } })).toEqual([]);
});

test.each(["/", "relative", "/var/../etc", "/var//lib", "/var/lib/", "/a;b"])("%s is no folder for volumes", (path) => {
  expect(kubeadmClusterBlock.safeParse({ storage: { path } }).success).toBe(false);
});

test("each chart that is installed is held against the minor of Kubernetes", () => {
  const charts = (kubeadm: object, hosts: HostsProps = {}) =>
    kubeadmPlatformPart.versions?.(sectionOf(kubeadm), contextOf(factsOf(hosts))).map(({ name }) => name);

  expect(charts({}, { profile: "minimal" })).toEqual(["tigera-operator", "local-path-provisioner"]);
  expect(charts(pools("192.0.2.192/27"))).toEqual(["tigera-operator", "metallb", "snapshot-controller", "longhorn"]);
  expect(charts({ storage: { kind: "none" } })).toEqual(["tigera-operator"]);
});
