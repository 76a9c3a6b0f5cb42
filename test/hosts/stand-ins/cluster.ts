/**
 * The fake cluster: one process for all hosts, asked over a socket that is bound into each of them. `node cluster.ts FOLDER`; ends with its standard input.
 *
 * An etcd belongs to the cluster that it was begun with, so that a second `kubeadm init` makes a second cluster, as it would.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { Api } from "./api";
import { Etcd } from "./etcd";
import type { KubeObject } from "./objects";
import type { ClusterAnswer, ClusterQuestion, HostFacts, MemberId } from "./questions";

interface Fault {
  readonly host: string;
  readonly what: string;
  readonly kind: string;
  times: number;
}

interface World {
  readonly etcd: Etcd;
  api: Api;
}

class Cluster {
  private readonly worlds = new Map<string, World>();
  private readonly alive = new Map<string, HostFacts & { readonly since: number }>();
  /** When a host was last heard of that is not now. */
  private readonly last = new Map<string, HostFacts & { readonly at: number }>();
  private readonly journal: { readonly at: number; readonly host: string; readonly what: string }[] = [];
  private faults: Fault[] = [];
  private networked = false;
  /** For how long a node counts as ready whose kubelet is gone: 40 s and more (node-monitor-grace-period); tests have less time. */
  private readonly grace = 1500;

  public up(facts: HostFacts): () => void {
    this.alive.set(facts.host, { ...facts, since: Date.now() });
    this.say(facts.host, "kubelet runs");
    return () => {
      this.alive.delete(facts.host);
      this.last.set(facts.host, { ...facts, at: Date.now() });
      for (const member of this.membersOf(facts.host)) member.running = false;
      this.say(facts.host, "kubelet is gone");
    };
  }

  public answer(question: ClusterQuestion): ClusterAnswer {
    switch (question.ask) {
      case "say":
        this.say(question.host, question.what);
        return {};
      case "fault":
        return { fault: this.takeFault(question.host, question.what) };
      case "etcd-start":
        return this.etcdStart(question);
      case "etcd-stop":
        for (const member of this.membersOf(question.host)) member.running = false;
        return {};
      case "etcd":
        return this.etcd(question);
      case "api": {
        const { world, error } = this.worldOf(question.member);
        if (!world) return { error };
        const { api, etcd } = world;
        const answer = api.request(question.request, etcd, {
          isReady: (node) => this.isReady(node),
          machineId: (node) => (this.alive.get(node) ?? this.last.get(node))?.machineId ?? "",
          version: (node) => (this.alive.get(node) ?? this.last.get(node))?.version ?? "",
          serverVersion: question.version,
        });
        return { api: answer };
      }
      case "exec": {
        const running = this.findMember(
          ({ name, running: runs }) => name === question.pod.slice("etcd-".length) && runs,
        );
        if (!running)
          return {
            ended: { code: 1, stdout: "", stderr: "error: unable to upgrade connection: dial timeout\n" },
          };
        const { world, member } = running;
        return this.etcd({ member: { cluster: world.etcd.clusterId, id: member.id }, command: question.command });
      }
      case "restore":
        return { started: this.restore(question) };
      case "control":
        return this.control(question.control);
    }
  }

  private control(control: Extract<ClusterQuestion, { ask: "control" }>["control"]): ClusterAnswer {
    if (control.networked !== undefined) this.networked = control.networked;
    if (control.faults) this.faults = control.faults.map((fault) => ({ ...fault }));
    const [world] = [...this.worlds.values()].slice(-1);
    for (const [at, object] of Object.entries(control.objects ?? {})) world?.api.put(at, object);
    return {
      state: {
        clusters: this.worlds.size,
        journal: this.journal,
        members: world?.etcd.members ?? [],
        objects: Object.fromEntries(world?.api.objects ?? []),
        ready: [...this.alive.keys()].filter((name) => this.isReady(name)).sort(),
      },
    };
  }

  private etcdStart(question: Extract<ClusterQuestion, { ask: "etcd-start" }>): ClusterAnswer {
    const { host, peer, known, isNew } = question;
    if (known) {
      const world = this.worlds.get(known.cluster);
      const member = world?.etcd.find(known.id);
      if (!world || !member) return { error: "the member has been permanently removed from the cluster" };
      Object.assign(member, { running: true, started: true, name: host });
      return { started: known };
    }
    if (isNew) {
      const cluster = `c${this.worlds.size + 1}`;
      const etcd = new Etcd(cluster);
      etcd.members.push({ id: "8e9e05c52164694d", peer, name: host, learner: false, started: true, running: true });
      this.worlds.set(cluster, { etcd, api: new Api() });
      this.say(host, "etcd begins a cluster");
      return { started: { cluster, id: "8e9e05c52164694d" } };
    }
    const found = this.findMember((member) => member.peer === peer && !member.started);
    if (!found) return { error: "error validating peerURLs: member count is unequal" };
    Object.assign(found.member, { running: true, started: true, name: host });
    return { started: { cluster: found.world.etcd.clusterId, id: found.member.id } };
  }

  private etcd({
    member,
    command,
  }: Pick<Extract<ClusterQuestion, { ask: "etcd" }>, "member" | "command">): ClusterAnswer {
    const { world, error } = this.worldOf(member);
    const failed = (stderr: string): ClusterAnswer => ({ ended: { code: 1, stdout: "", stderr } });
    if (!world) return failed(`Error: ${error}\n`);
    const { etcd, api } = world;
    const done = (stdout: string): ClusterAnswer => ({ ended: { code: 0, stdout, stderr: "" } });
    try {
      if (command[0] === "add") return done(etcd.add(command[1] ?? "", true).id);
      if (command[0] === "promote") {
        etcd.promote(command[1] ?? "");
        return done("");
      }
      if (command.join(" ") === "get /registry/secrets/ --prefix -w json") {
        etcd.mustHaveQuorum();
        return done(api.secrets.inEtcd(api.objects));
      }
      if (command[0] === "copy") {
        etcd.mustHaveQuorum();
        return done(JSON.stringify({ objects: [...api.objects] }));
      }
    } catch (error_) {
      return failed(`Error: ${(error_ as Error).message}\n`);
    }
    return { ended: etcd.ctl(command) };
  }

  /** Each member restores the same copy by itself; they find each other because they were told the same members. */
  private restore({ name, members, copy }: Extract<ClusterQuestion, { ask: "restore" }>): MemberId {
    const cluster = createHash("sha256")
      .update(`${JSON.stringify(members)}${copy}`)
      .digest("hex")
      .slice(0, 16);
    if (!this.worlds.has(cluster)) {
      const etcd = new Etcd(cluster);
      for (const member of members) {
        const id = `${cluster}-${member.name}`;
        etcd.members.push({ ...member, id, learner: false, started: false, running: false });
      }
      const api = new Api();
      for (const [at, object] of (JSON.parse(copy) as { objects: [string, KubeObject][] }).objects) api.put(at, object);
      this.worlds.set(cluster, { etcd, api });
    }
    return { cluster, id: `${cluster}-${name}` };
  }

  private isReady(node: string): boolean {
    if (!this.networked) return false;
    if (this.alive.has(node)) return true;
    return Date.now() - (this.last.get(node)?.at ?? 0) < this.grace;
  }

  private takeFault(host: string, what: string): string | undefined {
    const fault = this.faults.find((item) => item.times > 0 && item.host === host && what.startsWith(item.what));
    if (!fault) return undefined;
    fault.times -= 1;
    this.say(host, `${fault.kind}: ${what}`);
    return fault.kind;
  }

  private say(host: string, what: string): void {
    this.journal.push({ at: Date.now(), host, what });
  }

  private worldOf(member: { readonly cluster: string; readonly id: string } | undefined) {
    const world = member && this.worlds.get(member.cluster);
    const known = member && world?.etcd.find(member.id);
    return world && known?.running ? { world } : { error: "etcd does not run here" };
  }

  private membersOf(host: string) {
    return [...this.worlds.values()].flatMap(({ etcd }) => etcd.members.filter(({ name }) => name === host));
  }

  private findMember(fits: (member: Etcd["members"][number]) => boolean) {
    for (const world of [...this.worlds.values()].reverse()) {
      const member = world.etcd.members.find(fits);
      if (member) return { world, member };
    }
    return undefined;
  }
}

async function read(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function main(folder: string): void {
  const cluster = new Cluster();
  const socket = path.join(folder, "socket");
  const server = http.createServer((request, response) => {
    void read(request).then((text) => {
      if (request.url === "/alive") {
        const gone = cluster.up(JSON.parse(text) as HostFacts);
        response.writeHead(200);
        response.write("\n");
        request.socket.once("close", gone);
        return;
      }
      response.end(JSON.stringify(cluster.answer(JSON.parse(text) as ClusterQuestion)));
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(socket, () => {
    fs.chmodSync(socket, 0o777);
    process.stdout.write("ready\n");
  });
  process.stdin.resume().once("end", () => process.exit(0));
}

if (require.main === module) main(process.argv[2] ?? "");
