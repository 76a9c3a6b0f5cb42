/** What simulated hosts answer to the stages, and what they refuse as real ones do. */
import { KUBEADM_CLUSTER } from "../../../src/providers/simulated-hosts";
import { kubeadmShell } from "../../../src/providers/simulated-hosts";
import { bundle } from "../../../src/constructs/k8s-cluster/kubeadm/hosts/bundle";
import type { WorldObject } from "../../../src/rehearsal/world/world";
import { ENDPOINT, Hosts } from "./support/hosts";

const NAMES = ["cp-1", "cp-2", "cp-3", "w-1", "w-2"];
const clusterOf = ({ world }: Hosts) =>
  world.get(KUBEADM_CLUSTER, `https://${ENDPOINT.host}:${ENDPOINT.port}`)?.attributes;
const membersOf = (hosts: Hosts) => Object.keys((clusterOf(hosts)?.["members"] ?? {}) as object).sort();

describe("stages that prepare a host", () => {
  it("change what the scripts name once, and nothing the second time", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.run("cp-1", "essentials");
    const first = await hosts.run("cp-1", "network");
    expect(first.changes).toEqual(expect.arrayContaining(["/etc/hostname", "/etc/hosts"]));
    expect(first.changes?.join()).not.toContain("keepalived");
    expect(await hosts.run("cp-1", "network")).toMatchObject({ ok: true, changed: 0 });
  });

  it("tell in check mode which file somebody changed, and change nothing", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.prepare("w-1");
    expect(await hosts.run("w-1", "essentials", { check: true })).toMatchObject({ code: 0, differs: [] });
    hosts.withHost("w-1", ({ files }) => files.write("/etc/sysctl.d/zz-jangada.conf", "kernel.sysrq=1\n"));
    const found = await hosts.run("w-1", "essentials", { check: true });
    expect(found).toMatchObject({ code: 2, ok: true, differs: ["/etc/sysctl.d/zz-jangada.conf"] });
    expect(await hosts.run("w-1", "essentials", { check: true })).toMatchObject({ code: 2 });
    expect(await hosts.run("w-1", "essentials")).toMatchObject({ code: 0, changes: ["/etc/sysctl.d/zz-jangada.conf"] });
  });

  it("are told of a changed setting by the scripts that read it, and by no other", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.prepare("cp-1");
    const other = hosts.changed({ block: { adminCidrs: ["198.51.100.0/24"] } });
    expect(await other.run("cp-1", "firewall")).toMatchObject({
      changes: ["/etc/jangada/firewall.nft", "/etc/systemd/system/jangada-firewall.service"],
    });
    expect(await other.run("cp-1", "essentials")).toMatchObject({ changed: 0 });
  });

  it("need what comes before them", async () => {
    const hosts = new Hosts({ names: NAMES });
    expect(await hosts.run("cp-1", "containerd")).toMatchObject({
      code: 1,
      problems: ["The stage essentials has not run here."],
    });
    expect(await hosts.run("cp-1", "init")).toMatchObject({
      code: 1,
      problems: ["essentials", "network", "containerd"].map((stage) => `The stage ${stage} has not run here.`),
    });
    const own = new Hosts({
      names: NAMES,
      block: { stages: { essentials: false, network: false, containerd: false } },
    });
    expect(await own.run("cp-1", "init")).toMatchObject({ code: 0 });
  });

  it("are not known by another name, and not without their settings", async () => {
    const hosts = new Hosts({ names: ["cp-1"] });
    expect(await hosts.run("cp-1", "no-such-stage")).toMatchObject({ code: 1, problems: ["There is no such stage."] });
    hosts.withHost("cp-1", async (host) => {
      host.files.remove(".jangada/settings.sh");
      const result = await kubeadmShell.run(["sudo", "-n", "--", "bash", ".jangada/run.sh", "network"], host);
      expect(result).toMatchObject({ code: 1, stdout: expect.stringContaining("settings.sh is missing") as string });
    });
    expect(hosts.withHost("cp-1", (host) => kubeadmShell.run(["bash", "other.sh"], host))).toBeUndefined();
  });
});

describe("a bundle", () => {
  it("is unpacked for the user's eyes alone, and taken away", () => {
    const hosts = new Hosts({ names: ["cp-1"] });
    hosts.withHost("cp-1", (host) => {
      host.files.write(".jangada/unpack.sh", "");
      const run = (text: string) => {
        host.files.write(".jangada/files.bundle", text);
        return kubeadmShell.run(["bash", ".jangada/unpack.sh", ".jangada/files.bundle", ".jangada/secrets"], host);
      };
      expect(run(`etc-kubernetes/pki/ca.key ${Buffer.from("a key\n").toString("base64")}\n`)).toEqual({});
      expect(host.files.get(".jangada/secrets/etc-kubernetes/pki/ca.key")).toMatchObject({
        mode: 0o600,
        content: Buffer.from("a key\n"),
      });
      expect(host.files.modeOf(".jangada/secrets/etc-kubernetes/pki")).toBe(0o700);
      expect(host.files.get(".jangada/files.bundle")).toBeUndefined();
      for (const path of ["/etc/passwd", "../escaped"]) {
        expect(run(`${path} eA==\n`)).toMatchObject({ code: 1 });
        expect(host.files.get(path)).toBeUndefined();
      }
    });
  });
});

describe("a cluster", () => {
  it("begins with init, grows by joins, and is well", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.make();
    expect(membersOf(hosts)).toEqual(NAMES);
    expect(clusterOf(hosts)).toMatchObject({ version: "1.35.4", name: "home" });
    expect(await hosts.run("cp-2", "health")).toMatchObject({ code: 0, problems: [] });
    for (const name of NAMES) {
      expect(await hosts.run(name, name === "cp-1" ? "init" : "join")).toMatchObject({ code: 0, changed: 0 });
    }
  });

  it("leaves nothing secret in the folder of the upload, and its authority's key for root alone", async () => {
    const hosts = new Hosts({ names: ["cp-1"] });
    expect(await hosts.run("cp-1", "init")).toMatchObject({ code: 1 });
    hosts.withHost("cp-1", ({ files }) => expect(files.below(".jangada/secrets")).toEqual([]));
    await hosts.make();
    hosts.withHost("cp-1", ({ files }) => {
      expect(files.below(".jangada/secrets")).toEqual([]);
      expect(files.get("/etc/kubernetes/pki/ca.key")).toMatchObject({ mode: 0o600 });
      expect(files.get("/etc/kubernetes/pki/ca.crt")).toMatchObject({ mode: 0o644 });
    });
  });

  it("is joined by nobody before it is there, and begun by nobody while it is", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.prepare("cp-1", "cp-2", "w-1");
    expect((await hosts.run("w-1", "join")).problems[0]).toContain("does not answer");
    await hosts.run("cp-1", "init");
    expect((await hosts.run("cp-2", "init")).problems[0]).toContain("a second cluster would begin");
    const other = hosts.changed({ authority: "another authority\n" });
    expect((await other.run("cp-2", "init")).problems[0]).toContain("Another cluster answers");
    expect((await other.run("w-1", "join")).problems[0]).toContain("its authority is not ours");
    expect((await other.run("cp-1", "init")).problems[0]).toContain("a node of another cluster");
    expect(membersOf(hosts)).toEqual(["cp-1"]);
  });

  it("lets nodes in by the token of its window alone", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.prepare("cp-1", "w-1", "w-2");
    await hosts.run("cp-1", "init");
    const later = hosts.changed({ token: "zyxwvu.0123456789abcdef" });
    expect((await later.run("w-1", "join")).problems[0]).toContain("The token lets nobody in");
    expect(await later.run("cp-1", "join-window")).toMatchObject({
      code: 0,
      changes: ["/etc/jangada/join-token", "token zyxwvu"],
    });
    expect(await later.run("cp-1", "join-window")).toMatchObject({ code: 0, changed: 0 });
    expect(await later.run("w-1", "join")).toMatchObject({ code: 0 });
    expect((await hosts.run("w-2", "join")).problems[0]).toContain("The token lets nobody in");
  });

  it("lets nodes in later, too: by the token that was kept, and control planes by themselves", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.prepare("cp-1", "cp-2", "w-1", "w-2");
    await hosts.run("cp-1", "init");
    const ended = () =>
      hosts.world.put({
        ...(hosts.world.get(KUBEADM_CLUSTER, `https://${ENDPOINT.host}:${ENDPOINT.port}`) as WorldObject),
        attributes: { ...clusterOf(hosts), tokens: [] },
      });
    ended();
    expect((await hosts.run("cp-1", "join-window", { secrets: false })).problems[0]).toContain("none is kept");
    expect(await hosts.run("cp-1", "join-window")).toMatchObject({ code: 0 });
    expect(await hosts.run("w-1", "join")).toMatchObject({ code: 0 });
    ended();
    expect((await hosts.run("w-2", "join")).problems[0]).toContain("The token lets nobody in");
    expect(await hosts.run("cp-1", "join-window", { secrets: false })).toMatchObject({ changes: ["token abcdef"] });
    expect(await hosts.run("w-2", "join")).toMatchObject({ code: 0 });
    ended();
    expect(await hosts.run("cp-2", "join")).toMatchObject({ code: 0 });
    ended();
    const window = (node: string) => hosts.run("cp-1", "join-window", { secrets: false, node });
    expect(await window("w-1")).toMatchObject({ changed: 0 });
    expect(await window("w-9")).toMatchObject({ changed: 1 });
  });

  it("takes in with its configuration a host whose join was never done", async () => {
    const hosts = new Hosts({ names: ["cp-1", "w-1"] });
    await hosts.prepare("cp-1", "w-1");
    await hosts.run("cp-1", "init");
    expect(await hosts.run("w-1", "converge", { check: true })).toMatchObject({ code: 1 });
    expect(await hosts.run("w-1", "converge")).toMatchObject({ code: 0 });
    expect(membersOf(hosts)).toEqual(["cp-1", "w-1"]);
  });

  it("refuses a node whose name another host has, and takes out what an earlier life of it left", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.make();
    hosts.set("cp-2", { member: null });
    expect(await hosts.run("cp-2", "join")).toMatchObject({
      code: 0,
      changes: expect.arrayContaining(["node cp-2 of an earlier life"]) as string[],
    });
    const twin = hosts.changed({ names: ["cp-1", "cp-2", "cp-3", "w-1", "w-3"] });
    await twin.prepare("w-3");
    const renamed = twin.withHost("w-3", (host) => host);
    renamed.files.write(
      ".jangada/config/join.yaml",
      renamed.files.get(".jangada/config/join.yaml")?.content.toString().replaceAll("w-3", "w-1") ?? "",
    );
    renamed.files.write(
      ".jangada/settings.sh",
      renamed.files.get(".jangada/settings.sh")?.content.toString().replace("NODE_NAME='w-3'", "NODE_NAME='w-1'") ?? "",
    );
    await hosts.run("w-1", "join");
    renamed.files.write(
      ".jangada/secrets.bundle",
      bundle({ "etc-kubernetes/jangada-discovery.conf": twin.discovery() }),
    );
    const refused = await kubeadmShell.run(["bash", ".jangada/run.sh", "join"], renamed);
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("another host has that name") as string });
  });
});

describe("etcd's majority", () => {
  it("is not put at risk by one more member, nor by one less", async () => {
    const hosts = new Hosts({ names: ["cp-1", "cp-2", "cp-3"] });
    await hosts.make();
    hosts.set("cp-3", { down: true });
    const more = hosts.changed({ names: ["cp-1", "cp-2", "cp-3", "cp-4", "cp-5"] });
    await more.prepare("cp-4");
    expect((await more.run("cp-4", "join")).problems[0]).toContain("would put its majority at risk");
    expect((await hosts.run("cp-1", "forget", { node: "cp-2" })).problems[0]).toContain("would have no majority");
    expect(await hosts.run("cp-1", "forget", { node: "cp-3" })).toMatchObject({ code: 0, changes: ["node cp-3"] });
    expect(await hosts.run("cp-1", "forget", { node: "cp-3" })).toMatchObject({ code: 0, changed: 0 });
  });

  it("is needed for whatever is written", async () => {
    const hosts = new Hosts({ names: NAMES });
    await hosts.make();
    for (const name of ["cp-2", "cp-3"]) hosts.set(name, { down: true });
    for (const stage of ["converge", "health"]) {
      expect((await hosts.run("cp-1", stage)).problems[0]).toContain("has no majority");
    }
    expect((await hosts.run("cp-1", "forget", { node: "w-1" })).problems[0]).toContain("no majority");
  });
});

describe("versions", () => {
  it("are raised control planes first, minor by minor, and never go back", async () => {
    const hosts = new Hosts({
      names: ["cp-1", "w-1"],
      version: "1.34",
      block: { endpoint: { kind: "external", host: ENDPOINT.host } },
    });
    await hosts.make();
    const next = hosts.changed({ version: "1.35" });
    expect((await next.run("w-1", "converge")).problems[0]).toContain("The control plane cp-1 is still at 1.34.4");
    expect(await next.run("cp-1", "converge")).toMatchObject({
      code: 0,
      changes: expect.arrayContaining(["version 1.35.4 in place of 1.34.4"]) as string[],
    });
    const skipped = hosts.changed({ version: "1.36" });
    expect((await skipped.run("w-1", "converge")).problems[0]).toContain("a minor would be skipped");
    expect(await next.run("w-1", "converge")).toMatchObject({ code: 0 });
    expect(await next.run("w-1", "converge")).toMatchObject({ code: 0, changed: 0 });
    expect((await hosts.run("cp-1", "converge")).problems[0]).toContain("a step back");
    expect(clusterOf(hosts)).toMatchObject({ version: "1.35.4" });
  });

  it("stay where they are when a node's packages are prepared anew", async () => {
    const hosts = new Hosts({ names: ["cp-1"], version: "1.34" });
    await hosts.make();
    const next = hosts.changed({ version: "1.35" });
    expect((await next.run("cp-1", "containerd")).changes?.join()).not.toContain("package");
    expect(hosts.stateOf("cp-1")).toMatchObject({ packages: { kubelet: "1.34.4" } });
  });
});

describe("the end of a node", () => {
  it("leaves nothing on its host, and with the last control plane the cluster is gone", async () => {
    const hosts = new Hosts({ names: ["cp-1", "w-1"] });
    await hosts.make();
    expect(await hosts.run("cp-1", "forget", { node: "w-1" })).toMatchObject({ code: 0 });
    expect(await hosts.run("w-1", "remove")).toMatchObject({ code: 0 });
    hosts.withHost("w-1", ({ files, state }) => {
      expect(state["member"]).toBeUndefined();
      expect(files.below("/etc/kubernetes")).toEqual([]);
    });
    expect(membersOf(hosts)).toEqual(["cp-1"]);
    expect((await hosts.run("cp-1", "forget", { node: "cp-1" })).problems[0]).toContain("another control plane has to");
    expect(await hosts.run("cp-1", "remove")).toMatchObject({ code: 0 });
    expect(clusterOf(hosts)).toBeUndefined();
  });

  it("is told by health, where nobody has joined in its place", async () => {
    const hosts = new Hosts({ names: ["cp-1", "w-1"] });
    await hosts.prepare("cp-1");
    await hosts.run("cp-1", "init");
    expect(await hosts.run("cp-1", "health")).toMatchObject({ code: 1, problems: ["The node w-1 has not joined."] });
  });
});
