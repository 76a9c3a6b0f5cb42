/** The stages that prepare a host, for what needs a kernel of its own: modules, kernel.* and vm.* settings, swap, the audit, and all of it after a reboot. */
import { z } from "zod";
import { clusterSettings } from "../../src/constructs/k8s-cluster/kubeadm/config";
import { kubeadmClusterBlock } from "../../src/constructs/k8s-cluster/kubeadm/platform/section";
import { stageSettings } from "../../src/constructs/k8s-cluster/kubeadm/stage-settings";
import { blockFields } from "../../src/targets/kubeadm/block";
import { hostKeyOf } from "../helpers/host-keys";
import { until } from "../helpers/until";
import { BOOT_LIMIT, CLIENT_ADDRESS, Guest, GUEST_ADDRESS } from "./guest";

/** In the order of a deployment (host-graph.ts). */
const STAGES = ["prerequisites", "essentials", "hardening", "network", "firewall", "containerd"];

const NAME = "cp1";
const hosts = [GUEST_ADDRESS, "10.0.2.16", "10.0.2.17"].map((address, index) => ({
  name: `cp${index + 1}`,
  address,
  role: "control-plane",
  hostKey: hostKeyOf(index + 1),
}));

/** Every kind of thing that a stage does: volumes of Longhorn need a module of their own, a virtual address a service. */
function settings(): string {
  const block = z.object(blockFields).parse({
    user: "ops",
    keyFile: "key",
    adminCidrs: [`${CLIENT_ADDRESS}/32`],
    endpoint: { kind: "keepalived", address: "10.0.2.9" },
    hosts,
  });
  const cluster = clusterSettings({
    name: "dev",
    site: "here",
    block,
    cluster: { version: "1.35", serviceCidr: "172.20.0.0/16" },
  });
  const host = block.hosts.find(({ name }) => name === NAME);
  if (!cluster || !host) throw new Error("there is no such cluster");
  const platform = kubeadmClusterBlock.parse({ storage: { kind: "longhorn" } });
  const text = stageSettings({ host, block, settings: cluster, profile: "standard", platform });
  return `${text}KUBERNETES_REPOSITORY=file:/srv/kubernetes\nRUNTIME_REPOSITORY=file:/srv/runtime\nDEADMAN=900\n`;
}

let guest: Guest;

beforeAll(async () => {
  guest = await Guest.start(NAME);
  await guest.bring(settings());
}, 1_800_000);
afterAll(() => guest.stop());

test.each(STAGES)("%s does what is to be, and a second run changes nothing", async (stage) => {
  const made = await guest.stage(stage);
  const again = await guest.stage(stage);

  expect(made).toMatchObject({ status: 0, result: { ok: true, problems: [] } });
  expect(again).toMatchObject({ status: 0, result: { ok: true, changes: [], changed: 0 } });
  expect(await guest.stage(stage, "--check")).toMatchObject({ status: 0, result: { differs: [] } });
});

/** What is so after the stages, and after every start, before anybody runs a stage. */
async function expectInForce(): Promise<void> {
  const services = "auditd chrony containerd fail2ban iscsid jangada-firewall keepalived nftables".split(" ");
  const states = `systemctl is-active ${services.join(" ")}`;
  await until(
    `these run: ${services.join(", ")}`,
    async () => (await guest.run(states)).stdout === "active\n".repeat(services.length),
    { limit: BOOT_LIMIT },
  );
  expect(
    await guest.root("lsmod | awk '{ print $1 }' | grep -Ex 'overlay|br_netfilter|nf_conntrack|iscsi_tcp' | sort"),
  ).toBe("br_netfilter\niscsi_tcp\nnf_conntrack\noverlay\n");
  // Of protectKernelDefaults: the kubelet does not start where these are otherwise (pkg/kubelet/cm/container_manager_linux.go).
  const settings = {
    "net.ipv4.ip_forward": "1",
    "net.bridge.bridge-nf-call-iptables": "1",
    "net.bridge.bridge-nf-call-ip6tables": "1",
    "vm.overcommit_memory": "1",
    "vm.panic_on_oom": "0",
    "kernel.panic": "10",
    "kernel.panic_on_oops": "1",
    "kernel.keys.root_maxkeys": "1000000",
    "kernel.keys.root_maxbytes": "25000000",
  };
  expect(await guest.root(`sysctl ${Object.keys(settings).join(" ")}`)).toBe(
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(""),
  );
  expect(await guest.root("swapon --show")).toBe("");
  const rules = (await guest.root("auditctl -l")).trim().split("\n");
  expect(rules).toHaveLength(17);
  expect(rules).toEqual(
    expect.arrayContaining(["-w /etc/kubernetes -p wa -k kubernetes", "-w /etc/cni -p wa -k containerd"]),
  );
  expect(rules).toEqual(expect.arrayContaining([expect.stringMatching(/^-a always,exit .*key=modules$/)]));
  expect(await guest.root("nft list set inet jangada_host admins")).toContain(CLIENT_ADDRESS);
}

test("what a kernel of one's own holds is in force", () => expectInForce());

test("the audit writes down who changes what decides about the cluster", async () => {
  await guest.root("touch /etc/kubernetes/by-hand && rm /etc/kubernetes/by-hand");

  // Not at once: auditd writes in batches.
  await until(
    "it is written down",
    async () => (await guest.run("sudo -n ausearch --input-logs -k kubernetes --raw | grep -q by-hand")).status === 0,
    { limit: BOOT_LIMIT },
  );
});

test("a hand's changes in the kernel are told by check, and put right by the next run", async () => {
  await guest.root(
    "sysctl -qw vm.overcommit_memory=0 kernel.panic=0; swapon /dev/disk/by-id/virtio-swap; auditctl -D >/dev/null",
  );
  const changed = {
    essentials: ["sysctl vm.overcommit_memory", "sysctl kernel.panic", "swap is off"],
    hardening: ["rules of audit"],
  };

  for (const [stage, differs] of Object.entries(changed)) {
    expect((await guest.stage(stage, "--check")).result.differs).toEqual(expect.arrayContaining(differs));
    expect((await guest.stage(stage)).result).toMatchObject({
      ok: true,
      changes: expect.arrayContaining(differs) as unknown,
    });
    expect((await guest.stage(stage, "--check")).result.differs).toEqual([]);
  }
  await expectInForce();
});

test("Debian's own firewall, loaded anew, leaves ours", async () => {
  for (const how of ["reload", "restart"]) {
    await guest.root(`systemctl ${how} nftables.service`);
    expect(await guest.root("nft list set inet jangada_host admins")).toContain(CLIENT_ADDRESS);
  }
  expect(await guest.stage("firewall", "--check")).toMatchObject({ status: 0, result: { differs: [] } });
});

test("all of it is in force after a reboot that nobody attends to, and every stage changes nothing", async () => {
  await guest.reboot();
  await expectInForce();
  // Before anybody can come: no moment at which the host is open.
  const at = (unit: string, what: string): Promise<number> =>
    guest.root(`systemctl show -P ${what} ${unit}`).then(Number);
  expect(await at("jangada-firewall.service", "ActiveEnterTimestampMonotonic")).toBeLessThan(
    await at("systemd-networkd.service", "ExecMainStartTimestampMonotonic"),
  );
  expect(
    await guest.root("hostname; readlink /etc/kubernetes/jangada-resolv.conf; systemctl --failed --no-legend"),
  ).toBe("cp1\n/etc/resolv.conf\n");
  for (const stage of STAGES) {
    expect(await guest.stage(stage, "--check")).toMatchObject({ status: 0, result: { differs: [] } });
    expect(await guest.stage(stage)).toMatchObject({ status: 0, result: { ok: true, changes: [], changed: 0 } });
  }
});
