/** Three control planes and two workers from nothing, over SSH, with stand-ins of kubeadm and its kin that share a fake cluster. */
import { HostsEnvironment } from "./environment";
import { TestHosts } from "./hosts";
import { secretsOf } from "./secrets";

const CONTROL_PLANES = ["cp1", "cp2", "cp3"];
const WORKERS = ["w1", "w2"];
const ALL = [...CONTROL_PLANES, ...WORKERS];
const BEFORE = ["prerequisites", "essentials", "network", "firewall", "containerd"];

let hosts: TestHosts;
let environment: HostsEnvironment;

const stage = async (name: string, ...more: readonly [string, ...string[]]) => {
  const { status, result } = await hosts.host(name).stage(...more);
  return { status, ...result };
};
/** As a deployment does: files first, then the stage. */
const apply = async (name: string, what: string, more = "") => {
  await environment.bring(name, {}, more);
  return stage(name, what);
};
const prepare = async (name: string) => {
  await environment.bring(name);
  for (const what of BEFORE) expect(await stage(name, what)).toMatchObject({ status: 0, ok: true });
};

beforeAll(async () => {
  hosts = await TestHosts.start({ names: ALL, net: 2 });
  environment = new HostsEnvironment(hosts);
  await environment.start();
  await Promise.all(ALL.map(prepare));
}, 1_200_000);
afterAll(async () => {
  await hosts.stop();
  await environment.stop();
}, 60_000);

test("a host joins no cluster that is not there", async () => {
  expect(await apply("cp2", "join")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("is there a cluster to join?")],
  });
  expect(await apply("w1", "join", "NODE_GRACE=2\n")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("the cluster does not answer")],
  });
});

test("the first control plane, and a second run that changes nothing", async () => {
  expect(await apply("cp1", "init")).toMatchObject({ status: 0, ok: true, problems: [] });
  expect(await apply("cp1", "init")).toMatchObject({ status: 0, changed: 0 });
  expect(await hosts.cluster.did(/etcd begins|kubeadm/)).toEqual([
    "cp1: kubeadm init begins",
    "cp1: etcd begins a cluster",
    "cp1: kubeadm init ends",
  ]);
});

test("no second cluster is begun where one answers", async () => {
  const { status, problems } = await apply("cp2", "init");

  expect(status).toBe(1);
  expect(problems).toEqual(
    expect.arrayContaining([expect.stringMatching(/is there already: its API server answers at 10\.79\.2\.11:6443/)]),
  );
  expect((await hosts.cluster.state()).clusters).toBe(1);
});

test("control planes join one after the other, workers side by side", async () => {
  const joined = await Promise.all(["cp3", "cp2", ...WORKERS].map((name) => apply(name, "join")));

  expect(joined.map(({ status, problems }) => ({ status, problems }))).toEqual(
    joined.map(() => ({ status: 0, problems: [] })),
  );
  const did = await hosts.cluster.did(/^cp[23]: kubeadm join/);
  expect(did).toEqual([
    "cp2: kubeadm join begins",
    "cp2: kubeadm join ends",
    "cp3: kubeadm join begins",
    "cp3: kubeadm join ends",
  ]);
  const { members, objects } = await hosts.cluster.state();
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
    await environment.bring(name);
    for (const what of [...BEFORE, ...(name === "cp1" ? ["init"] : []), "join"]) {
      expect([name, what, await stage(name, what)]).toEqual([
        name,
        what,
        expect.objectContaining({ status: 0, changed: 0, changes: [] }),
      ]);
      if (what === "init") await environment.bring(name);
    }
    await environment.bring(name);
    expect(await stage(name, "join", "--check")).toMatchObject({ status: 0, differs: [] });
  }
});

test("the cluster is well, though nothing is ready before there is a network", async () => {
  expect(await stage("cp2", "health")).toMatchObject({ status: 0, notes: ["Not ready: cp1, cp2, cp3, w1, w2."] });
  await hosts.cluster.networked(true);
  expect(await stage("cp2", "health")).toMatchObject({ status: 0, notes: [], changed: 0 });
});

test("the token lets others in for an hour, anew whenever it is asked for", async () => {
  expect(await apply("cp3", "join-window")).toMatchObject({ status: 0, changed: 0 });
  expect(await apply("cp3", "join-window", "TOKEN_LEFT=7200\nTOKEN_SECONDS=9000\n")).toMatchObject({
    status: 0,
    changed: 1,
  });
  expect(await apply("cp3", "join-window")).toMatchObject({ status: 0, changed: 0 });
  expect(await apply("w1", "join-window")).toMatchObject({ status: 1 });
});

test("the virtual address goes to another control plane when one is gone", async () => {
  const holders = async () => {
    const carries = await Promise.all(
      CONTROL_PLANES.map((name) => hosts.host(name).root(`ip -o -4 addr show to ${hosts.freeAddress}`)),
    );
    return CONTROL_PLANES.filter((_, index) => carries[index] !== "");
  };
  const [holder = ""] = await holders();
  await hosts.host(holder).root("systemctl stop kubelet");
  const other = CONTROL_PLANES.find((name) => name !== holder) ?? "";

  const { problems } = await apply(other, "health", "WAIT=30\n");
  expect(problems).toEqual([expect.stringMatching(/^etcd: not every member answers/)]);
  expect(await holders()).not.toContain(holder);
  await hosts.host(holder).root("systemctl start kubelet");
  expect(await apply(other, "health")).toMatchObject({ status: 0, problems: [] });
});

test("no secret is anywhere but where it has to be", async () => {
  for (const { name, secrets } of secretsOf(environment)) {
    for (const host of hosts.all) {
      // Everything but what is for root alone on a control plane, and what is the kernel's.
      const found = await host.root(
        `grep -rlF -e '${secrets}' /home /tmp /var/log /var/tmp /run /root /etc /var/lib --exclude-dir=pki --exclude-dir=stand-in-cluster 2>/dev/null || true`,
      );
      const allowed =
        host.name.startsWith("cp") && name === "encryption key" ? "/etc/kubernetes/jangada/encryption.yaml\n" : "";
      expect([name, host.name, found]).toEqual([name, host.name, allowed]);
    }
  }
});
