/** The endpoint kind kube-vip: before there is an API server that it could ask, and when whoever carries the address is gone. */
import { MadeCluster } from "./made-cluster";

const CONTROL_PLANES = ["cp1", "cp2", "cp3"];

let cluster: MadeCluster;

beforeAll(async () => {
  const which = { names: CONTROL_PLANES, net: 4 };
  cluster = await MadeCluster.start(which, {
    endpoint: { kind: "kube-vip", address: "10.79.4.9", interface: "host0" },
  });
}, 1_200_000);
afterAll(() => cluster.stop(), 60_000);

const carriers = async (names: readonly string[] = CONTROL_PLANES) => {
  const command = `ip -o -4 addr show to ${cluster.hosts.freeAddress}`;
  const carried = await Promise.all(names.map((name) => cluster.hosts.host(name).root(command)));
  return names.filter((_, index) => carried[index] !== "");
};

test("the first control plane carries the address until kube-vip does", async () => {
  expect(await cluster.apply("cp1", "init")).toMatchObject({ status: 0, problems: [] });
  expect(await carriers()).toEqual(["cp1"]);
  const { objects } = await cluster.hosts.cluster.state();
  expect(objects["/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/plndr-cp-lock"]?.["spec"]).toMatchObject({
    holderIdentity: "cp1",
  });
  expect(await cluster.apply("cp1", "init")).toMatchObject({ status: 0, changed: 0 });
});

test("others join by the address, and never carry it beside", async () => {
  for (const name of ["cp2", "cp3"])
    expect(await cluster.apply(name, "join")).toMatchObject({ status: 0, problems: [] });
  expect(await carriers()).toEqual(["cp1"]);
});

test("its kubeconfig is no administrator's, and leads to the API server beside it", async () => {
  const may =
    "kubectl --kubeconfig /etc/kubernetes/kube-vip.conf get nodes -o name 2>&1 || true; grep -c 'server: https://10.79.4.12:6443' /etc/kubernetes/kube-vip.conf; stat -c %a /etc/kubernetes/kube-vip.conf";
  expect(await cluster.hosts.host("cp2").root(may)).toMatch(/Forbidden[^]*\n1\n600\n$/);
});

test("the address goes to another one when its carrier is gone", async () => {
  await cluster.hosts.host("cp1").stop();
  expect(await cluster.stage("cp2", "forget", "cp1")).toMatchObject({ status: 0, problems: [] });
  expect(await carriers(["cp2", "cp3"])).toHaveLength(1);
});
