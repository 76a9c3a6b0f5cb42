/** A cluster of test hosts, and its stages as a deployment runs them: files first, then the stage. */
import { HostsEnvironment, type Wanted } from "./environment";
import { TestHosts, type HostsWanted } from "./hosts";
import type { StageResult } from "../helpers/stage-result";

/** What is done on a host before it can be a node. `hardening` has its own tests. */
export const BEFORE = ["prerequisites", "essentials", "network", "firewall", "containerd"] as const;

export type Outcome = StageResult & { readonly status: number | null };

export class MadeCluster {
  private constructor(
    public readonly hosts: TestHosts,
    public readonly environment: HostsEnvironment,
    public wanted: Wanted,
  ) {}

  public static async start(which: HostsWanted, wanted: Wanted = {}): Promise<MadeCluster> {
    const hosts = await TestHosts.start(which);
    const environment = new HostsEnvironment(hosts);
    await environment.start();
    const cluster = new MadeCluster(hosts, environment, wanted);
    await Promise.all(which.names.map((name) => cluster.prepare(name)));
    return cluster;
  }

  public async stop(): Promise<void> {
    await this.hosts.stop();
    await this.environment.stop();
  }

  /** Without bringing anything. */
  public async stage(name: string, ...more: readonly [string, ...string[]]): Promise<Outcome> {
    const { status, result } = await this.hosts.host(name).stage(...more);
    return { status, ...result };
  }

  /** @param more lines of settings.sh, or a change of what is brought */
  public async apply(name: string, stage: string, more = "", edit?: (text: string) => string): Promise<Outcome> {
    await this.environment.bring(name, this.wanted, more, edit);
    return this.stage(name, stage);
  }

  public async prepare(name: string): Promise<void> {
    await this.environment.bring(name, this.wanted);
    for (const stage of BEFORE) this.must(await this.stage(name, stage));
  }

  public must(outcome: Outcome): Outcome {
    if (outcome.status !== 0) throw new Error(`${outcome.host}: ${outcome.stage}: ${outcome.problems.join(" ")}`);
    return outcome;
  }
}
