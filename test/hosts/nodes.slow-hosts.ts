/** Three control planes and two workers from nothing, over SSH, with stand-ins of kubeadm and its kin that share a fake cluster. */
import { BEFORE, MadeCluster } from "./made-cluster";
import { Sampler } from "./sampler";
import { leftovers, secretsOf, seenIn } from "./secrets";

const CONTROL_PLANES = ["cp1", "cp2", "cp3"];
const WORKERS = ["w1", "w2"];
const ALL = [...CONTROL_PLANES, ...WORKERS];

let cluster: MadeCluster;
let sampler: Sampler;

beforeAll(async () => {
  sampler = Sampler.start();
  cluster = await MadeCluster.start({ names: ALL, net: 2 });
}, 1_200_000);
afterAll(async () => {
  sampler.stop();
  await cluster.stop();
}, 60_000);

test("a host joins no cluster that is not there", async () => {
  expect(await cluster.apply("cp2", "join")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("is there a cluster to join?")],
  });
  expect(await cluster.apply("w1", "join", "NODE_GRACE=2\n")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("the cluster does not answer")],
  });
});

test("the first control plane, and a second run that changes nothing", async () => {
  expect(await cluster.apply("cp1", "init")).toMatchObject({ status: 0, ok: true, problems: [] });
  expect(await cluster.apply("cp1", "init")).toMatchObject({ status: 0, changed: 0 });
  expect(await cluster.hosts.cluster.did(/etcd begins|kubeadm/)).toEqual([
    "cp1: kubeadm init begins",
    "cp1: etcd begins a cluster",
    "cp1: kubeadm init ends",
  ]);
});

test("no second cluster is begun where one answers", async () => {
  const { status, problems } = await cluster.apply("cp2", "init");

  expect(status).toBe(1);
  expect(problems).toEqual(
    expect.arrayContaining([expect.stringMatching(/is there already: its API server answers at 10\.79\.2\.11:6443/)]),
  );
  expect((await cluster.hosts.cluster.state()).clusters).toBe(1);
});

test("control planes join one after the other, workers side by side", async () => {
  const joined = await Promise.all(["cp3", "cp2", ...WORKERS].map((name) => cluster.apply(name, "join")));

  expect(joined.map(({ status, problems }) => ({ status, problems }))).toEqual(
    joined.map(() => ({ status: 0, problems: [] })),
  );
  const did = await cluster.hosts.cluster.did(/^cp[23]: kubeadm join/);
  expect(did).toEqual([
    "cp2: kubeadm join begins",
    "cp2: kubeadm join ends",
    "cp3: kubeadm join begins",
    "cp3: kubeadm join ends",
  ]);
  const { members, objects } = await cluster.hosts.cluster.state();
  expect(members.map(({ name, learner, running }) => [name, learner, running])).toEqual(
    CONTROL_PLANES.map((name) => [name, false, true]),
  );
  expect(
    Object.keys(objects)
      .filter((path) => path.startsWith("/api/v1/nodes/"))
      .sort(),
  ).toEqual(ALL.map((name) => `/api/v1/nodes/${name}`));
  // Nobody's turn is left behind.
  expect(Object.keys(objects).filter((path) => path.includes("jangada-control-plane"))).toEqual([]);
});

test("a second run of everything changes nothing, anywhere", async () => {
  for (const name of ALL) {
    await cluster.environment.bring(name);
    for (const what of [...BEFORE, ...(name === "cp1" ? ["init"] : []), "join"]) {
      expect([name, what, await cluster.stage(name, what)]).toEqual([
        name,
        what,
        expect.objectContaining({ status: 0, changed: 0, changes: [] }),
      ]);
      if (what === "init") await cluster.environment.bring(name);
    }
    expect(await cluster.stage(name, "join", "--check")).toMatchObject({ status: 0, differs: [] });
  }
});

test("the cluster is well, though nothing is ready before there is a network", async () => {
  expect(await cluster.stage("cp2", "health")).toMatchObject({
    status: 0,
    notes: ["Not ready: cp1, cp2, cp3, w1, w2."],
  });
  await cluster.hosts.cluster.networked(true);
  expect(await cluster.stage("cp2", "health")).toMatchObject({ status: 0, notes: [], changed: 0 });
});

test("the token lets others in for an hour, anew whenever it is asked for, and is kept where it was brought", async () => {
  const fresh = "TOKEN_LEFT=7200\nTOKEN_SECONDS=9000\n";
  const kept = "/etc/jangada/join-token";
  expect(await cluster.stage("cp3", "join-window")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining(`none is kept in ${kept}`)],
  });
  expect(await cluster.apply("cp3", "join-window")).toMatchObject({ status: 0, changes: [kept] });
  expect(await cluster.apply("cp3", "join-window", fresh)).toMatchObject({
    status: 0,
    changes: [expect.stringMatching(/^token /)],
  });
  expect(await cluster.stage("cp3", "join-window")).toMatchObject({ status: 0, changed: 0 });
  expect(await cluster.apply("w1", "join-window")).toMatchObject({ status: 1 });
});

test("the virtual address goes to another control plane when one is gone", async () => {
  const holders = async () => {
    const carries = await Promise.all(
      CONTROL_PLANES.map((name) => cluster.hosts.host(name).root(`ip -o -4 addr show to ${cluster.hosts.freeAddress}`)),
    );
    return CONTROL_PLANES.filter((_, index) => carries[index] !== "");
  };
  const [holder = ""] = await holders();
  await cluster.hosts.host(holder).root("systemctl stop kubelet");
  const other = CONTROL_PLANES.find((name) => name !== holder) ?? "";

  const { problems } = await cluster.apply(other, "health", "WAIT=30\n");
  expect(problems).toEqual([expect.stringMatching(/^etcd: not every member answers/)]);
  expect(await holders()).not.toContain(holder);
  await cluster.hosts.host(holder).root("systemctl start kubelet");
  expect(await cluster.apply(other, "health")).toMatchObject({ status: 0, problems: [] });
});

test("no secret is anywhere but where it has to be", async () => {
  for (const host of cluster.hosts.all) {
    const { found, placed } = await leftovers(host, secretsOf(cluster.environment));
    expect([host.name, found]).toEqual([host.name, []]);
    // What is placed is for root alone.
    expect([host.name, placed.filter((line) => !line.startsWith("600 root "))]).toEqual([host.name, []]);
    if (host.name.startsWith("w")) expect([host.name, placed]).toEqual([host.name, []]);
  }
});

test("no secret was ever an argument of a program, nor in its environment", () => {
  expect(sampler.commands.size).toBeGreaterThan(100);
  for (const secret of secretsOf(cluster.environment)) {
    expect([secret.name, seenIn(secret, [...sampler.commands])]).toEqual([secret.name, []]);
  }
});
