/** Hosts that leave, that are lost, and that come back: workers and control planes, the first one too. */
import { until } from "../helpers/until";
import { MadeCluster } from "./made-cluster";

const CONTROL_PLANES = ["cp1", "cp2", "cp3"];
const ALL = [...CONTROL_PLANES, "w1", "w2"];

let cluster: MadeCluster;

const state = () => cluster.hosts.cluster.state();
const root = (name: string, command: string) => cluster.hosts.host(name).root(command);
const well = { status: 0, problems: [] };
const nothing = { status: 0, changed: 0, changes: [] };
const members = async () => (await state()).members.map(({ name }) => name).sort();
const nodes = async () =>
  Object.keys((await state()).objects)
    .filter((path) => path.startsWith("/api/v1/nodes/"))
    .map((path) => path.replace("/api/v1/nodes/", ""))
    .sort();

beforeAll(async () => {
  cluster = await MadeCluster.start({ names: ALL, net: 5 });
  cluster.must(await cluster.apply("cp1", "init"));
  await cluster.hosts.cluster.networked(true);
  const joined = await Promise.all(ALL.slice(1).map((name) => cluster.apply(name, "join")));
  joined.forEach((outcome) => cluster.must(outcome));
}, 1_200_000);
afterAll(() => cluster.stop(), 60_000);

test("a worker leaves, and nothing of the cluster is left on it", async () => {
  expect(await cluster.stage("cp1", "forget", "w2")).toMatchObject(well);
  expect(await cluster.stage("w2", "remove")).toMatchObject(well);
  expect(await nodes()).toEqual(["cp1", "cp2", "cp3", "w1"]);
  expect(await cluster.stage("cp1", "forget", "w2")).toMatchObject(nothing);
  expect(await cluster.stage("w2", "remove")).toMatchObject(nothing);
  expect(
    await root(
      "w2",
      "ls /etc/kubernetes; nft list tables; ls /var/lib/kubelet /etc/systemd/system | grep jangada || true",
    ),
  ).toBe("jangada-resolv.conf\n");
}, 300_000);

test("the first control plane is replaced, and its cluster is the same", async () => {
  const began = (await state()).clusters;
  expect(await cluster.stage("cp2", "forget", "cp1")).toMatchObject(well);
  expect(await members()).toEqual(["cp2", "cp3"]);
  const first = cluster.hosts.host("cp1");
  await first.stop();
  first.wipe();
  await first.start();
  await cluster.prepare("cp1");

  expect(await cluster.apply("cp1", "init")).toMatchObject({
    status: 1,
    problems: expect.arrayContaining([expect.stringContaining("is there already")]),
  });
  expect(await cluster.apply("cp1", "join-window")).toMatchObject(well);
  expect(await cluster.apply("cp1", "join")).toMatchObject(well);
  expect(await members()).toEqual(CONTROL_PLANES);
  expect((await state()).clusters).toBe(began);
  cluster.wanted = { ...cluster.wanted, without: ["w2"] };
  expect(await cluster.apply("cp1", "health")).toMatchObject(well);
}, 600_000);

test("a control plane that was made anew without being forgotten joins all the same", async () => {
  const third = cluster.hosts.host("cp3");
  await third.stop();
  third.wipe();
  await third.start();
  await cluster.prepare("cp3");
  expect(await cluster.apply("cp3", "join")).toMatchObject({
    ...well,
    changes: expect.arrayContaining(["etcd's member cp3"]),
  });
  expect(await members()).toEqual(CONTROL_PLANES);
  expect(await cluster.apply("cp1", "health")).toMatchObject(well);
}, 600_000);

test("a dead host is forgotten without its help, and never one too many", async () => {
  await cluster.hosts.host("cp3").stop();
  const status =
    "kubectl --kubeconfig /etc/kubernetes/admin.conf get node cp3 -o 'jsonpath={.status.conditions[0].status}'";
  await until("its node is not ready any more", async () => (await root("cp1", status)) !== "True");
  const gone = await cluster.stage("cp1", "forget", "cp3");
  expect(gone).toMatchObject({ ...well, notes: [expect.stringContaining("does not answer")] });
  expect(await members()).toEqual(["cp1", "cp2"]);
  expect(await nodes()).toEqual(["cp1", "cp2", "w1"]);

  await root("cp2", "systemctl stop kubelet");
  const refused = await cluster.stage("cp1", "forget", "cp2");
  expect(refused.status).toBe(1);
  expect(await members()).toEqual(["cp1", "cp2"]);
  await root("cp2", "systemctl start kubelet");
}, 600_000);
