/** The stages that prepare a host, on hosts with a real systemd, sshd and nftables. */
import { until } from "../helpers/until";
import { HostsEnvironment } from "./environment";
import { TestHosts } from "./hosts";
import type { TestHost } from "./test-host";

const STAGES = ["prerequisites", "essentials", "network", "hardening", "firewall", "containerd"];

let hosts: TestHosts;
let environment: HostsEnvironment;
let first: TestHost;
let second: TestHost;

const settingsOf = (name: string, more = "") => environment.settingsText(name, {}, more);

beforeAll(async () => {
  hosts = await TestHosts.start({ names: ["cp1", "w1"], net: 1 });
  environment = new HostsEnvironment(hosts);
  first = hosts.host("cp1");
  second = hosts.host("w1");
}, 1_200_000);
afterAll(() => hosts.stop(), 60_000);

test("check tells what differs, and changes nothing", async () => {
  await first.bring(settingsOf("cp1"));
  const before = await first.root(
    "find /etc -newermt '1 minute' -o -type f -printf '%p %s %T@\\n' | sort | sha256sum; nft list ruleset",
  );
  const { status, result } = await first.stage("network", "--check");
  const firewall = await first.stage("firewall", "--check");

  expect(status).toBe(2);
  expect(result).toMatchObject({ ok: true, mode: "check", problems: [] });
  expect(result.differs).toEqual(expect.arrayContaining(["/etc/hostname", "host name", "/etc/hosts"]));
  expect(firewall.result.differs).toEqual(expect.arrayContaining(["/etc/jangada/firewall.nft"]));
  expect(
    await first.root(
      "find /etc -newermt '1 minute' -o -type f -printf '%p %s %T@\\n' | sort | sha256sum; nft list ruleset",
    ),
  ).toBe(before);
});

test.each(STAGES)("%s does what is to be, and a second run changes nothing", async (stage) => {
  for (const [host, name] of [
    [first, "cp1"],
    [second, "w1"],
  ] as const) {
    if (stage === STAGES[0]) await host.bring(settingsOf(name));
    const made = await host.stage(stage);
    const again = await host.stage(stage);

    expect(made).toMatchObject({ status: 0, result: { ok: true, host: name, problems: [] } });
    expect(again).toMatchObject({ status: 0, result: { ok: true, changed: 0, changes: [] } });
    expect(await host.stage(stage, "--check")).toMatchObject({ status: 0, result: { changed: 0 } });
  }
});

test("what the stages say is so", async () => {
  expect(await first.root("hostname")).toBe("cp1\n");
  expect(await first.root("getent hosts w1")).toMatch(/^10\.79\.1\.12\s/);
  expect(await first.root("sshd -T | grep -E '^(permitrootlogin|passwordauthentication|allowtcpforwarding) '")).toBe(
    "permitrootlogin no\npasswordauthentication no\nallowtcpforwarding no\n",
  );
  expect(await first.root("apt-mark showhold")).toBe("containerd.io\nkubeadm\nkubectl\nkubelet\n");
  expect(await first.root("dpkg-query -W -f='${Version}' kubeadm")).toBe("1.35.4-1.1");
  expect(await first.root("containerd config dump | grep -E 'SystemdCgroup|sandbox_image'")).toMatch(
    /pause:3\.10\.1[^]*SystemdCgroup = true/,
  );
  expect(
    await first.root("keepalived --config-test 2>&1 || true; grep -c 10.79.1.9/32 /etc/keepalived/keepalived.conf"),
  ).toMatch(/1\n$/);
  expect(await second.root("test -e /etc/keepalived/jangada-answers && echo there || echo none")).toBe("none\n");
});

test("a port that nobody may reach is not reached, one for the nodes is by them alone", async () => {
  const listen = "systemd-run --quiet --collect --unit=listen-$P socat TCP-LISTEN:$P,fork,reuseaddr EXEC:/bin/true";
  for (const port of [2379, 9999, 6443]) await first.root(listen.replaceAll("$P", String(port)));
  const reaches = async (host: TestHost, port: number) =>
    host.root(`timeout 3 bash -c '</dev/tcp/10.79.1.11/${port}' 2>/dev/null && echo yes || echo no`);

  expect(await reaches(second, 6443)).toBe("yes\n");
  expect(await reaches(second, 9999)).toBe("no\n");
  // etcd is for control planes.
  expect(await reaches(second, 2379)).toBe("no\n");
  for (const port of [2379, 9999, 6443]) await first.root(`systemctl stop listen-${port}`);
});

test("a hand's changes are told by check, and put right by the next run", async () => {
  await first.root(
    "nft add rule inet jangada_host input tcp dport 9999 accept; sed -i 's/^PermitTunnel.*/PermitTunnel yes/' /etc/ssh/sshd_config.d/00-jangada.conf; apt-mark unhold kubelet",
  );

  expect((await first.stage("firewall", "--check")).result.differs).toEqual(["table inet jangada_host"]);
  expect((await first.stage("hardening", "--check")).result.differs).toEqual([
    "/etc/ssh/sshd_config.d/00-jangada.conf",
  ]);
  expect((await first.stage("containerd", "--check")).result.differs).toEqual(["hold of kubelet"]);
  for (const stage of ["firewall", "hardening", "containerd"]) {
    expect((await first.stage(stage)).result).toMatchObject({ ok: true, changed: 1 });
    expect((await first.stage(stage)).result.changed).toBe(0);
  }
});

test("others' tables of the firewall are let be", async () => {
  await first.root("nft add table inet others; nft add chain inet others mine");
  await first.bring(settingsOf("cp1", "ADMIN_CIDRS='10.79.1.0/24'\n"));

  expect((await first.stage("firewall")).result).toMatchObject({ ok: true, changes: ["/etc/jangada/firewall.nft"] });
  expect(await first.root("nft list table inet others")).toContain("chain mine");
  expect((await first.stage("firewall")).result.changed).toBe(0);
});

test("a firewall that would close out whoever makes it is refused", async () => {
  await first.bring(settingsOf("cp1", "ADMIN_CIDRS='192.0.2.0/24'\n"));
  const { status, result } = await first.stage("firewall");

  expect(status).toBe(1);
  expect(result.problems).toEqual([expect.stringContaining("10.79.1.1")]);
  expect((await first.run("true")).status).toBe(0);
});

test("a firewall that closes everybody out takes itself back", async () => {
  await first.bring(settingsOf("cp1", "ADMIN_CIDRS='10.79.1.0/24'\n"));
  expect((await first.stage("firewall")).result.ok).toBe(true);
  expect((await first.stage("firewall")).result.changed).toBe(0);
  // As if whoever does it came from elsewhere: no address of a client, and nobody let in.
  await first.bring(settingsOf("cp1", "ADMIN_CIDRS='192.0.2.0/24'\nDEADMAN=4\nSSH_CONNECTION=''\n"));
  const locked = (await first.stage("firewall")).result;

  expect(locked).toMatchObject({ ok: true, notes: [expect.stringContaining("4 seconds")] });
  await until("the host is reached again", async () => (await first.run("true")).status === 0);
  expect(await first.root("nft list set inet jangada_host admins")).toContain("10.79.1.0/24");
  await first.bring(settingsOf("cp1"));
  expect((await first.stage("firewall")).result.ok).toBe(true);
}, 120_000);

test("every problem of a host is told at once", async () => {
  await second.bring(
    settingsOf("w1", "NODE_ADDRESS=10.79.1.99\nDISTRIBUTION=ubuntu-24.04\nDISK=100000\nWORKER_MEMORY=99999999\n"),
  );
  const { status, result } = await second.stage("prerequisites");

  expect(status).toBe(1);
  expect(result.problems).toEqual([
    expect.stringContaining("runs debian-12"),
    expect.stringContaining("MiB of memory"),
    expect.stringContaining("GiB"),
    expect.stringContaining("10.79.1.99"),
  ]);
});

test("a stage that fails half-way puts back what it wrote", async () => {
  await second.bring(settingsOf("w1", "NODES='w1=10.79.1.12 other=10.79.1.77'\nRETRIES=2\n"));
  const hosts = await second.root("cat /etc/hosts");
  // What comes after the names fails.
  await second.root("mv /etc/resolv.conf /etc/resolv.conf.kept; echo 'nameserver 127.0.0.1' > /etc/resolv.conf");
  const { status, result } = await second.stage("network");

  expect(status).toBe(1);
  expect(result.problems).toEqual([expect.stringContaining("/etc/resolv.conf")]);
  expect(await second.root("cat /etc/hosts")).toBe(hosts);
  await second.root("mv /etc/resolv.conf.kept /etc/resolv.conf");
});

test("sshd keeps running where its new configuration is none", async () => {
  await second.bring(settingsOf("w1", "SSH_USER=ops\n"));
  await second.root(
    "cp -a /etc/ssh/sshd_config /etc/ssh/sshd_config.kept; echo 'Nonsense yes' >> /etc/ssh/sshd_config; rm /etc/ssh/sshd_config.d/00-jangada.conf",
  );
  const { status, result } = await second.stage("hardening");

  expect(status).toBe(1);
  expect(result.problems[0]).toContain("sshd");
  expect(await second.root("ls /etc/ssh/sshd_config.d")).not.toContain("jangada");
  await second.root("mv /etc/ssh/sshd_config.kept /etc/ssh/sshd_config");
  expect((await second.stage("hardening")).result.ok).toBe(true);
});

test("a package that is not to be had fails after its tries, and names itself", async () => {
  await second.bring(settingsOf("w1", "KUBERNETES_VERSION=1.35.99\nRETRIES=2\n"));
  const { status, result } = await second.stage("containerd");

  expect(status).toBe(1);
  expect(result.problems).toEqual([expect.stringMatching(/cannot be had: .*kubelet=1\.35\.99-\*/)]);
  expect(await second.root("grep -c 'failed (. of 2' /var/log/jangada/containerd.log")).toBe("2\n");
});

test("a program that hangs has an end", async () => {
  await second.bring(settingsOf("w1", "COMMAND_TIMEOUT=1\nRETRIES=1\n"));
  await second.root(
    "nft list table inet jangada_host >/dev/null; systemctl disable --quiet --now jangada-firewall.service; mkdir -p /usr/local/sbin; printf '#!/bin/bash\\nsleep 100\\n' > /usr/local/sbin/sshd; chmod 755 /usr/local/sbin/sshd; rm -f /etc/ssh/sshd_config.d/00-jangada.conf",
  );
  const { status, result } = await second.stage("hardening");

  expect(status).toBe(1);
  expect(result.problems[0]).toContain("sshd");
  await second.root("rm /usr/local/sbin/sshd");
  await second.bring(settingsOf("w1"));
  for (const stage of ["hardening", "firewall"]) expect((await second.stage(stage)).result.ok).toBe(true);
});

test("everything is as it was after a reboot", async () => {
  const boot = await second.root("cat /proc/sys/kernel/random/boot_id; systemctl show -p UserspaceTimestampMonotonic");
  await second.run("sudo -n systemctl reboot");
  await until("the host has come up anew", async () => {
    const { status, stdout } = await second.run(
      "cat /proc/sys/kernel/random/boot_id; systemctl show -p UserspaceTimestampMonotonic",
    );
    return status === 0 && stdout !== boot;
  });
  await second.reached();

  for (const stage of STAGES.slice(1))
    expect(await second.stage(stage, "--check")).toMatchObject({ status: 0, result: { differs: [] } });
  expect(await second.root("nft list tables")).toContain("jangada_host");
}, 120_000);

test("what a stage did is for root alone, and no file of it stays", async () => {
  for (const host of [first, second]) {
    expect(await host.root("stat -c '%a %U' /var/log/jangada /var/lib/jangada/work; ls /var/lib/jangada/work")).toBe(
      "700 root\n700 root\n",
    );
    expect(await host.root("find /var/log/jangada -type f ! -perm 600")).toBe("");
  }
});
