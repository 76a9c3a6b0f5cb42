/**
 * Three control planes and two workers as they are deployed: the real Terraform and its provisioners over real OpenSSH, to hosts with a systemd of their own, whose stand-ins of
 * kubeadm and its kin share a fake cluster. What becomes of it when it is killed, fails, is changed and loses hosts.
 */
import type { HomeHost } from "../helpers/home";
import { until } from "../helpers/until";
import { Deployment } from "./deployment";
import { leftovers, secretsOf, seenIn } from "./secrets";
import { Sampler } from "./sampler";

const HOSTS: readonly HomeHost[] = [
  ...[1, 2, 3].map((number): HomeHost => ({ name: `cp${number}`, role: "control-plane", number: 10 + number })),
  ...[1, 2].map((number): HomeHost => ({ name: `w${number}`, role: "worker", number: 13 + number })),
];
const NAMES = HOSTS.map(({ name }) => name);
const BEFORE = "1.34";
/** Milliseconds until a deployment has come to a host: it comes to one after the other. */
const COMES_TO_IT = 300_000;
const TOLD_SOON = "  connectTimeout: 8\n";

let home: Deployment;
let sampler: Sampler;

beforeAll(async () => {
  sampler = Sampler.start();
  home = await Deployment.start({ names: NAMES, net: 5 }, { hosts: HOSTS, version: BEFORE, block: TOLD_SOON });
}, 1_200_000);
afterAll(async () => {
  sampler.stop();
  await home.stop();
}, 120_000);

const root = (name: string, command: string) => home.root(name, command);
const did = (pattern: RegExp) => home.machines.cluster.did(pattern);
const secrets = () => secretsOf(home.environment, home.tokens);

/** As a host whose power is cut: in no order in which one of them could still do something. */
const KILL = "pkill -STOP -f 'run[.]sh|kubeadm[.]ts'; pkill -KILL -f 'run[.]sh|kubeadm[.]ts'; true";

/** Of what Terraform said, its errors, whose lines it breaks. */
const saidOf = (said: string): string => said.slice(said.indexOf("Error: ")).replace(/[\s│]+/g, " ");

/** In the middle of what a host does, Terraform is ended by force. */
async function killedAt(what: RegExp): Promise<void> {
  const { child, ended } = home.begin(["apply", "-auto-approve"]);
  const stopped = ended.then(({ said }) => {
    if (!child.killed) throw new Error(said);
  });
  await Promise.race([until(String(what), async () => (await did(what)).length > 0, { limit: COMES_TO_IT }), stopped]);
  child.kill("SIGKILL");
  await stopped;
}

test("a host that shows another key is told nothing", async () => {
  const { status, said } = await home.begin(["apply", "-auto-approve"], { trusted: false }).ended;

  expect(status).toBe(1);
  expect(saidOf(said)).toMatch(/key mismatch/);
  for (const name of NAMES) expect(await root(name, "ls -A /home/ops | grep -c jangada || true")).toBe("0\n");
}, 300_000);

test("a stage that fails is tried again; one that fails each time ends the deployment, and nothing follows it", async () => {
  // The first two times on one host, all three times on the other.
  const failing = (times: number) =>
    `printf '%s\\n' '#!/bin/bash' 'echo >>/root/tries; (($(wc -l </root/tries) > ${times})) || exit 100' 'exec /usr/bin/apt-get "$@"' >/usr/local/sbin/apt-get; chmod 755 /usr/local/sbin/apt-get`;
  await root("w1", failing(2));
  await root("w2", failing(3));

  const { status, said } = await home.begin(["apply", "-auto-approve"]).ended;

  expect(status).toBe(1);
  expect(said).toContain("The lists of packages cannot be had");
  expect(await root("w1", "grep -c 'failed (. of 3, exit 100)' /var/log/jangada/containerd.log")).toBe("2\n");
  expect(await root("w2", "grep -c 'failed (. of 3, exit 100)' /var/log/jangada/containerd.log")).toBe("3\n");
  expect(await home.addresses()).not.toContain("terraform_data.cluster_init");
  expect(await did(/kubeadm/)).toEqual([]);
}, 600_000);

test("killed while the cluster begins, and while hosts join, it is well the next time: what runs on is waited for, what was ended is taken back", async () => {
  const { cluster } = home.machines;
  // As it is where what prepared it was killed: Terraform holds that for done.
  const runtime = "/etc/containerd/config.toml";
  await root("w1", `rm ${runtime} /var/lib/jangada/prepared/containerd`);
  await cluster.faults({ host: "cp1", what: "kubeadm init upload-config", times: 1, kind: "hang" });
  await killedAt(/^cp1: hang/);
  await root("cp1", KILL);

  // Terraform holds for done what it had begun: the next stages do it.
  const hang = { host: "w1", what: "kubeadm join kubelet-start", times: 1, kind: "hang" } as const;
  await cluster.faults({ host: "cp2", what: "kubeadm join etcd-promote", times: 10_000, kind: "hold" }, hang);
  await killedAt(/^cp2: hold/);
  await killedAt(/^w1: hang/);
  await root("w1", KILL);
  expect((await cluster.state()).members.filter(({ learner }) => learner)).toHaveLength(1);

  // Long after, for the token.
  const kubectl = "kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system";
  await root("cp1", `${kubectl} delete secret bootstrap-token-${home.tokens[0]?.slice(0, 6)}`);
  const goesOn = async (): Promise<void> => {
    const waits = async (): Promise<boolean> => (await root("cp2", "pgrep -c flock || true")) === "1\n";
    await until("it waits", waits, { limit: COMES_TO_IT });
    await cluster.faults();
  };
  await Promise.all([home.apply(), goesOn()]);

  // The first run on that host did it, and the second one found it done.
  expect(await did(/^cp2: kubeadm (join|reset)/)).toEqual(["cp2: kubeadm join begins", "cp2: kubeadm join ends"]);
  const again = ["reset", "join begins", "join ends"].map((what) => `w1: kubeadm ${what}`);
  expect(await did(/^w1: kubeadm (join|reset)/)).toEqual(["w1: kubeadm join begins", ...again]);
  expect(await home.etcd()).toEqual(["cp1", "cp2", "cp3"]);
  expect(await home.known()).toEqual(NAMES);
  expect(await root("w1", `ls ${runtime}; grep -c 'stage containerd, which had not' /var/log/jangada/join.log`)).toBe(
    `${runtime}\n1\n`,
  );
}, 600_000);

test("nothing of a deployment is left on a host but its scripts, and /tmp runs nothing", async () => {
  await home.machines.cluster.networked(true);
  for (const name of NAMES) {
    const left = await root(
      name,
      "findmnt -no OPTIONS /tmp | tail -n 1; find /home/ops -xdev -name '.jangada*' -printf '%m %P\\n'; ls /home/ops/.jangada /run/jangada; ls -A /tmp | grep -i terraform || true",
    );
    expect(left).toMatch(/^\S*noexec/);
    expect(left).toMatch(/^700 \.jangada$/m);
    expect(left).not.toMatch(/secrets|bundle|terraform/);
    // The second connection found nothing to do, and kept what the first one made.
    expect(await home.results(name)).toContainEqual(
      expect.objectContaining({ stage: "firewall", ok: true, changed: 0 }),
    );
  }
});

test("a second time nothing changes: neither in the plan nor, by force, on any host", async () => {
  expect(await home.must("plan", "-detailed-exitcode")).toContain("No changes.");
  const every = (await home.addresses()).filter((address) => !/_(control-plane|worker)\[/.test(address));

  await home.apply(...every.filter((address) => !address.startsWith("data.")).map((address) => `-replace=${address}`));
  const joined = await Promise.all(NAMES.map((name) => home.machines.host(name).stage("join")));

  expect(joined.map(({ status, result }) => [status, result.changed])).toEqual(NAMES.map(() => [0, 0]));
  for (const name of NAMES) {
    const results = await home.results(name);
    expect(results.length).toBeGreaterThanOrEqual(8);
    expect(results.filter(({ ok, changed }) => !ok || changed > 0)).toEqual([]);
  }
}, 600_000);

test("a firewall that closes out whoever makes it fails the deployment, and takes itself back", async () => {
  // As if whoever does it came from elsewhere: no address of a client, and nobody let in.
  const locked = "ADMIN_CIDRS='192.0.2.0/24'\nDEADMAN=9\nSSH_CONNECTION=''\n";
  home.write({ hosts: HOSTS, version: BEFORE, block: TOLD_SOON, settings: { w1: locked } });
  const { status, said } = await home.begin(["apply", "-auto-approve"]).ended;

  expect(status).toBe(1);
  expect(saidOf(said)).toMatch(/timeout/);
  await home.machines.host("w1").reached();
  expect(await root("w1", "nft list set inet jangada_host admins")).toContain(home.machines.ownAddress);

  home.write({ hosts: HOSTS, version: BEFORE, block: TOLD_SOON });
  await home.apply();
  expect(await home.results("w1")).toContainEqual(
    expect.objectContaining({ stage: "firewall", ok: true, problems: [] }),
  );
}, 600_000);

test("a version is raised control planes first, one after the other, and with a copy of etcd before", async () => {
  home.write({ hosts: HOSTS, block: TOLD_SOON });
  const said = await home.apply();

  expect(said).not.toMatch(/cluster_(control-plane|worker)\[.*(Destr|Creat)/);
  expect(await did(/^\w+: kubeadm upgrade (apply v|node$)/)).toEqual([
    "cp1: kubeadm upgrade apply v1.35.4",
    ...NAMES.slice(1).map((name) => `${name}: kubeadm upgrade node`),
  ]);
  for (const name of NAMES) {
    expect(await root(name, "dpkg-query -W -f='${Version}' kubelet")).toBe("1.35.4-1.1");
    if (!name.startsWith("cp")) continue;
    const copies = await root(name, "ls /var/lib/jangada/snapshots");
    expect(copies).toMatch(/^etcd-/);
  }
}, 900_000);

test("a host that leaves the list leaves the cluster and is reset; a dead one is forgotten all the same", async () => {
  await home.machines.host("w2").stop();
  home.write({ hosts: HOSTS.slice(0, 3), block: TOLD_SOON });

  const said = await home.apply();

  for (const name of ["w1", "w2"]) expect(said).toContain(`cluster_worker["${name}"]: Destruction complete`);
  expect(await home.known()).toEqual(["cp1", "cp2", "cp3"]);
  expect(await root("w1", "ls /etc/kubernetes 2>/dev/null | grep -c kubelet.conf || true")).toBe("0\n");
}, 600_000);

test("another machine in the place of the first control plane is one, and there is no second cluster", async () => {
  const { clusters } = await home.machines.cluster.state();
  const first = home.machines.host("cp1");
  await first.stop();
  first.wipe();
  await first.start();
  home.write({
    hosts: HOSTS.slice(0, 3).map((host) => (host.name === "cp1" ? { ...host, key: 99 } : host)),
    block: TOLD_SOON,
  });

  await home.apply();

  expect([...(await home.etcd())].sort()).toEqual(["cp1", "cp2", "cp3"]);
  expect(await home.known()).toEqual(["cp1", "cp2", "cp3"]);
  expect((await home.machines.cluster.state()).clusters).toBe(clusters);
  expect(await home.must("plan", "-detailed-exitcode")).toContain("No changes.");
}, 900_000);

test("no secret is anywhere but where it has to be", async () => {
  for (const { name } of HOSTS.slice(0, 3)) {
    const { found, placed } = await leftovers(home.machines.host(name), secrets());
    expect([name, found]).toEqual([name, []]);
    // What is placed is for root alone.
    expect([name, placed.filter((line) => !line.startsWith("600 root "))]).toEqual([name, []]);
  }
});

test("no secret was ever an argument of a program, in its environment, or told by Terraform", () => {
  expect(sampler.commands.size).toBeGreaterThan(100);
  for (const secret of secrets()) {
    expect([secret.name, seenIn(secret, [...sampler.commands, ...home.said])]).toEqual([secret.name, []]);
  }
});
