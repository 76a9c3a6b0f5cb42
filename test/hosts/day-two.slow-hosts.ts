/** The second day of a cluster of bare hosts: what is killed, fails, is changed, raised and brought back. */
import { until } from "../helpers/until";
import { MadeCluster, type Outcome } from "./made-cluster";

const CONTROL_PLANES = ["cp1", "cp2", "cp3"];
const WORKERS = ["w1", "w2"];
const ALL = [...CONTROL_PLANES, ...WORKERS];

let cluster: MadeCluster;

const state = () => cluster.hosts.cluster.state();
const root = (name: string, command: string) => cluster.hosts.host(name).root(command);
const told = ({ status, changes = [], problems }: Outcome) => ({ status, changes, problems });
const well = { status: 0, problems: [] };
const nothing = { status: 0, changed: 0, changes: [] };
const members = async () => (await state()).members.map(({ name }) => name).sort();
beforeAll(async () => {
  cluster = await MadeCluster.start({ names: ALL, net: 3 }, { version: "1.34" });
  cluster.must(await cluster.apply("cp1", "init"));
  await cluster.hosts.cluster.networked(true);
}, 1_200_000);
afterAll(() => cluster.stop(), 60_000);

/** Until a stage is where a test wants it, and then everything of it ends at once. */
async function killWhen(name: string, stage: string, phase: string): Promise<void> {
  await cluster.hosts.cluster.faults({ host: name, what: `kubeadm ${phase}`, times: 1, kind: "hang" });
  await cluster.environment.bring(name, cluster.wanted);
  const running = cluster.stage(name, stage).catch(() => undefined);
  await until("it hangs", async () => (await cluster.hosts.cluster.did(new RegExp(`^${name}: hang`))).length > 0);
  // In no order in which one of them could still do something.
  await root(name, "pkill -STOP -f 'run[.]sh|kubeadm[.]ts'; pkill -KILL -f 'run[.]sh|kubeadm[.]ts'; true");
  await running;
}

test("a join that was killed in the middle is taken back, and done, by the next run", async () => {
  await killWhen("cp2", "join", "join etcd-promote");
  await killWhen("w1", "join", "join kubelet-wait-bootstrap");
  expect((await state()).members.filter(({ learner }) => learner)).toHaveLength(1);

  const [control, worker] = await Promise.all([cluster.apply("cp2", "join"), cluster.apply("w1", "join")]);
  expect([control, worker]).toEqual([expect.objectContaining(well), expect.objectContaining(well)]);
  expect(await members()).toEqual(["cp1", "cp2"]);
  for (const name of ["cp2", "w1"]) expect(await cluster.apply(name, "join")).toMatchObject(nothing);
});

test("a join that fails once is tried again; one that fails twice leaves nothing behind", async () => {
  await cluster.hosts.cluster.faults({ host: "w2", what: "kubeadm join kubelet-wait", times: 1, kind: "fail" });
  expect(await cluster.apply("w2", "join")).toMatchObject(well);

  await cluster.hosts.cluster.faults({ host: "cp3", what: "kubeadm join mark-control-plane", times: 2, kind: "fail" });
  const failed = await cluster.apply("cp3", "join");
  expect(failed).toMatchObject({
    status: 1,
    problems: [expect.stringMatching(/failed twice and was taken back: .*mark-control-plane/)],
  });
  expect(await members()).toEqual(["cp1", "cp2"]);
  const left =
    "cd /etc/kubernetes; ls -d *.conf pki manifests jangada /var/lib/etcd /var/lib/jangada/trying 2>/dev/null; systemctl is-active kubelet; true";
  expect(await root("cp3", left)).toBe("jangada-resolv.conf\ninactive\n");
  expect(await cluster.apply("cp3", "join")).toMatchObject(well);
  expect(await members()).toEqual(CONTROL_PLANES);
});

test("what was never ours to reset is not reset", async () => {
  await root(
    "w2",
    "mv /etc/kubernetes/kubelet.conf /etc/kubernetes/kept; mkdir -p /etc/kubernetes/manifests; touch /etc/kubernetes/manifests/mine.yaml",
  );
  expect(await cluster.apply("w2", "join")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("no stage put there")],
  });
  await root("w2", "rm /etc/kubernetes/manifests/mine.yaml; mv /etc/kubernetes/kept /etc/kubernetes/kubelet.conf");
  // A member whose API server is away is still one.
  await root("w2", "systemctl stop kubelet");
  expect(await cluster.apply("w2", "join")).toMatchObject(nothing);
  await root("w2", "systemctl start kubelet");
});

test("nothing converges where nothing differs", async () => {
  for (const name of ALL) {
    const outcome = await cluster.apply(name, "converge");
    expect(told(outcome)).toEqual({ status: 0, changes: [], problems: [] });
  }
}, 600_000);

test("a configuration goes from node to node, and its drift is told", async () => {
  const edit = (text: string) =>
    text
      .replace("podPidsLimit: 4096", "podPidsLimit: 2048")
      .replace(/(name: "audit-log-maxage"\n\s+value: )"30"/, '$1"31"');
  await cluster.environment.bring("cp2", cluster.wanted, "", edit);
  expect(await cluster.stage("cp2", "converge", "--check")).toMatchObject({
    status: 2,
    differs: ["ClusterConfiguration", "KubeletConfiguration"],
  });
  // A worker that comes first is told so, and left as it is.
  expect(await cluster.apply("w1", "converge", "", edit)).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("before workers")],
  });
  for (const name of ALL) {
    await cluster.environment.bring(name, cluster.wanted, "", edit);
    expect(told(await cluster.stage(name, "converge"))).toMatchObject(well);
    expect(await root(name, "grep -c 'podPidsLimit: 2048' /var/lib/kubelet/config.yaml")).toBe("1\n");
    expect(await cluster.apply(name, "converge", "", edit)).toMatchObject(nothing);
  }
  for (const name of CONTROL_PLANES) {
    expect(await root(name, "grep -c 'audit-log-maxage=31' /etc/kubernetes/manifests/kube-apiserver.yaml")).toBe("1\n");
  }
  await root("cp3", "sed -i s/maxage=31/maxage=3/ /etc/kubernetes/manifests/kube-apiserver.yaml");
  await cluster.environment.bring("cp3", cluster.wanted, "", edit);
  expect(await cluster.stage("cp3", "converge", "--check")).toMatchObject({
    status: 2,
    differs: ["/etc/kubernetes/manifests/kube-apiserver.yaml"],
  });
  expect(await cluster.apply("cp3", "converge", "", edit)).toMatchObject(well);
  expect(await root("cp3", "grep -c 'audit-log-maxage=31' /etc/kubernetes/manifests/kube-apiserver.yaml")).toBe("1\n");
  for (const name of ALL) expect(await cluster.apply(name, "converge")).toMatchObject(well);
}, 900_000);

test("labels and taints are those of the file; others' stay", async () => {
  const labelled = (labels: object, taints: readonly object[] = []) => ({
    ...cluster.wanted,
    hosts: { w1: { labels, taints } },
  });
  const converge = async (wanted: object) => {
    await cluster.environment.bring("cp1", wanted);
    return told(await cluster.stage("cp1", "converge"));
  };
  const ofNode = async () => {
    const node = (await state()).objects["/api/v1/nodes/w1"];
    return { labels: node?.metadata.labels, taints: (node?.["spec"] as { taints: unknown } | undefined)?.taints };
  };
  const before = (await ofNode()).labels;

  expect(
    await converge(labelled({ disk: "ssd" }, [{ key: "dedicated", value: "db", effect: "NoSchedule" }])),
  ).toMatchObject(well);
  expect(await ofNode()).toEqual({
    labels: { ...before, disk: "ssd" },
    taints: [{ key: "dedicated", value: "db", effect: "NoSchedule" }],
  });
  expect(await converge(labelled({ disk: "hdd" }))).toMatchObject(well);
  expect(await converge(labelled({ disk: "hdd" }))).toEqual({ status: 0, changes: [], problems: [] });
  expect(await ofNode()).toEqual({ labels: { ...before, disk: "hdd" }, taints: [] });
  expect(await converge(cluster.wanted)).toMatchObject(well);
  expect((await ofNode()).labels).toEqual(before);
}, 600_000);

test("a version is raised a minor at a time, control planes first, with a copy of etcd and pods that go elsewhere", async () => {
  const raise = async (name: string, version: string, more = "") => {
    await cluster.environment.bring(name, { ...cluster.wanted, version }, more);
    return cluster.stage(name, "converge");
  };
  const pod = (name: string, annotations: Record<string, string> = {}) => ({
    kind: "Pod",
    metadata: { name, namespace: "apps", annotations, ownerReferences: [{ kind: "ReplicaSet", name }] },
    spec: { nodeName: "w1" },
    status: { phase: "Running" },
  });
  await cluster.hosts.cluster.put({ "/api/v1/namespaces/apps/pods/web": pod("web") });

  expect(await raise("cp1", "1.36")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("Go to 1.35 first")],
  });
  expect(await raise("w1", "1.35")).toMatchObject({ status: 1, problems: [expect.stringContaining("before workers")] });
  expect(await root("w1", "dpkg-query -W -f='${Version}' kubelet")).toBe("1.34.4-1.1");

  await root("cp3", "systemctl stop kubelet");
  const sick = await raise("cp1", "1.35", "WAIT=3\n");
  expect(sick).toMatchObject({ status: 1, problems: [expect.stringContaining("while nodes are not ready: cp3")] });
  await root("cp3", "systemctl start kubelet");

  // It fails in the middle, and is done by the next run.
  await cluster.hosts.cluster.faults({ host: "cp1", what: "kubeadm upgrade apply", times: 1, kind: "fail" });
  expect(await raise("cp1", "1.35")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("upgrade apply failed")],
  });
  for (const name of CONTROL_PLANES) {
    const raised = await raise(name, "1.35");
    expect(raised).toMatchObject({ ...well, notes: [expect.stringContaining("/var/lib/jangada/snapshots/etcd-")] });
    expect(await raise(name, "1.35")).toMatchObject(nothing);
  }
  // A budget that lets no pod go holds it up, and nothing is changed behind its back.
  await cluster.hosts.cluster.put({ "/api/v1/namespaces/apps/pods/stays": pod("stays", { "stand-in/stays": "yes" }) });
  expect(await raise("w1", "1.35", "DRAIN_TIMEOUT=2\n")).toMatchObject({
    status: 1,
    problems: [expect.stringMatching(/apps\/stays.*stays cordoned/)],
  });
  expect(await root("w1", "dpkg-query -W -f='${Version}' kubelet")).toBe("1.34.4-1.1");
  await cluster.hosts.cluster.put({ "/api/v1/namespaces/apps/pods/stays": pod("stays") });
  for (const name of WORKERS) {
    expect(await raise(name, "1.35")).toMatchObject(well);
    expect(await raise(name, "1.35")).toMatchObject(nothing);
  }

  const { objects } = await state();
  for (const name of ALL) {
    expect([
      name,
      (objects[`/api/v1/nodes/${name}`]?.["spec"] as { unschedulable?: boolean } | undefined)?.unschedulable,
    ]).toEqual([name, undefined]);
    expect(
      await root(name, "dpkg-query -W -f='${Version} ' kubeadm kubelet kubectl; apt-mark showhold | tr '\\n' ' '"),
    ).toBe("1.35.4-1.1 1.35.4-1.1 1.35.4-1.1 containerd.io kubeadm kubectl kubelet ");
  }
  expect(await cluster.hosts.cluster.did(/^\w+: kubeadm upgrade (apply v|node$)/)).toEqual([
    "cp1: kubeadm upgrade apply v1.35.4",
    "cp1: kubeadm upgrade apply v1.35.4",
    "cp2: kubeadm upgrade node",
    "cp3: kubeadm upgrade node",
    "w1: kubeadm upgrade node",
    "w1: kubeadm upgrade node",
    "w2: kubeadm upgrade node",
  ]);
  expect(await raise("cp2", "1.34")).toMatchObject({ status: 1, problems: [expect.stringContaining("downgrade")] });
  cluster.wanted = { ...cluster.wanted, version: "1.35" };
}, 900_000);

test("a copy of etcd brings back what was there", async () => {
  await cluster.hosts.cluster.put({
    "/api/v1/namespaces/apps/configmaps/kept": { kind: "ConfigMap", metadata: { name: "kept", namespace: "apps" } },
  });
  const { changes = [] } = await cluster.apply("cp2", "snapshot");
  const [copy = ""] = changes;
  const text = await root("cp2", `cat ${copy}; stat -c %a ${copy} >&2`);
  await root("cp1", "kubectl --kubeconfig /etc/kubernetes/admin.conf -n apps delete configmap kept");

  expect(await cluster.apply("cp1", "restore")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("Which copy?")],
  });
  for (const name of CONTROL_PLANES) {
    await cluster.environment.bring(name, cluster.wanted);
    await cluster.hosts.host(name).put({ "copy.db": text });
    expect(await cluster.stage(name, "restore", "JANGADA_SNAPSHOT=/home/ops/copy.db")).toMatchObject({
      ...well,
      changes: ["etcd"],
    });
  }
  expect(await cluster.apply("cp1", "health")).toMatchObject(well);
  expect((await state()).objects["/api/v1/namespaces/apps/configmaps/kept"]).toBeDefined();
}, 600_000);

test("a restore that fails puts everything back", async () => {
  await cluster.environment.bring("cp1", cluster.wanted);
  await cluster.hosts.host("cp1").put({ "copy.db": "no copy" });
  expect(await cluster.stage("cp1", "restore", "JANGADA_SNAPSHOT=/home/ops/copy.db")).toMatchObject({
    status: 1,
    problems: [expect.stringContaining("etcdutl")],
  });
  expect(await cluster.apply("cp1", "health")).toMatchObject(well);
}, 300_000);

test("certificates are made anew, and read", async () => {
  const ends =
    "openssl x509 -noout -serial -in /etc/kubernetes/pki/apiserver.crt; timeout 5 openssl s_client -connect 127.0.0.1:6443 </dev/null 2>/dev/null | openssl x509 -noout -serial";
  expect(await root("cp1", "/usr/local/lib/jangada/renew-certificates.sh")).toContain("No certificate ends within");
  const before = await root("cp1", ends);
  await root("cp1", "/usr/local/lib/jangada/renew-certificates.sh now");
  const [file, served] = (await root("cp1", ends)).trim().split("\n");
  expect(before).not.toContain(file);
  expect(served).toBe(file);
}, 300_000);
