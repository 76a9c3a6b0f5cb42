/** The fake etcd: who its members are, whether they are a majority, and what its etcdctl says. Refusals are etcd's own words. */
import type { Ended } from "./objects";

export interface Member {
  readonly id: string;
  readonly peer: string;
  name: string;
  learner: boolean;
  started: boolean;
  /** Whether its process runs. */
  running: boolean;
}

export class Etcd {
  public members: Member[] = [];
  private readonly removed = new Set<string>();

  constructor(public readonly clusterId: string) {}

  public get hasQuorum(): boolean {
    const voters = this.members.filter(({ learner }) => !learner);
    return voters.filter(({ running }) => running).length >= Math.floor(voters.length / 2) + 1;
  }

  public find(id: string): Member | undefined {
    return this.members.find((member) => member.id === id);
  }

  public isRemoved(id: string): boolean {
    return this.removed.has(id);
  }

  /** @throws Error with etcd's words */
  public add(peer: string, learner: boolean): Member {
    this.mustHaveQuorum();
    if (this.members.some((member) => member.peer === peer)) throw new Error("etcdserver: Peer URLs already exists");
    if (learner && this.members.some((member) => member.learner)) {
      throw new Error("etcdserver: too many learner members in cluster");
    }
    const id = (0x8e9e05c52164694dn + BigInt(this.members.length + this.removed.size)).toString(16);
    const member: Member = { id, peer, name: "", learner, started: false, running: false };
    this.members.push(member);
    return member;
  }

  public promote(id: string): void {
    this.mustHaveQuorum();
    const member = this.find(id);
    if (!member) throw new Error("etcdserver: member not found");
    if (!member.running) {
      throw new Error("etcdserver: can only promote a learner member which is in sync with leader");
    }
    member.learner = false;
  }

  public remove(id: string): void {
    this.mustHaveQuorum();
    const member = this.find(id);
    if (!member) throw new Error("etcdserver: member not found");
    const stay = this.members.filter((other) => other !== member && !other.learner);
    // `strict-reconfig-check`, on by default.
    const running = stay.filter((other) => other.running).length;
    if (member.running && !member.learner && running < Math.floor(stay.length / 2) + 1) {
      throw new Error("etcdserver: re-configuration failed due to not enough started members");
    }
    this.members = this.members.filter((other) => other !== member);
    this.removed.add(id);
  }

  public mustHaveQuorum(): void {
    if (!this.hasQuorum) throw new Error("context deadline exceeded");
  }

  /** etcdctl without its connection's options. */
  public ctl(args: readonly string[]): Ended {
    const [one, two, ...rest] = args.filter((arg) => !arg.startsWith("--") && arg !== "-w" && arg !== "simple");
    try {
      const command = `${one} ${two}`;
      if (command === "member list") return this.list();
      if (command === "member remove") {
        this.remove(rest[0] ?? "");
        return { code: 0, stdout: `Member ${rest[0]} removed from cluster ${this.clusterId}\n`, stderr: "" };
      }
      if (command === "endpoint health") return this.health(args.includes("--cluster"));
      return { code: 128, stdout: "", stderr: `Error: unknown command "${command}" for "etcdctl"\n` };
    } catch (error) {
      return { code: 1, stdout: "", stderr: `Error: ${(error as Error).message}\n` };
    }
  }

  private list(): Ended {
    this.mustHaveQuorum();
    const lines = this.members.map(({ id, name, peer, learner, started }) =>
      [
        id,
        started ? "started" : "unstarted",
        name,
        peer,
        started ? peer.replace(":2380", ":2379") : "",
        String(learner),
      ].join(", "),
    );
    return { code: 0, stdout: `${lines.join("\n")}\n`, stderr: "" };
  }

  private health(all: boolean): Ended {
    this.mustHaveQuorum();
    if (!all) return { code: 0, stdout: "127.0.0.1:2379 is healthy: successfully committed proposal\n", stderr: "" };
    const started = this.members.filter((member) => member.started);
    const line = ({ peer, running }: Member): string =>
      `${peer.replace(":2380", ":2379")} is ${running ? "healthy: successfully committed proposal: took = 5ms" : "unhealthy: failed to commit proposal: context deadline exceeded"}\n`;
    const sick = started.filter(({ running }) => !running);
    return {
      code: sick.length > 0 ? 1 : 0,
      stdout: started
        .filter(({ running }) => running)
        .map(line)
        .join(""),
      stderr: sick.map(line).join("") + (sick.length > 0 ? "Error: unhealthy cluster\n" : ""),
    };
  }
}
