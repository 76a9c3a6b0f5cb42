/** An environment of bare hosts, as far as hosts see it: its block, its secrets, and the files that a deployment brings to each. */
import { z } from "zod";
import {
  clusterFile,
  clusterSettings,
  initFile,
  joinFile,
  kubeVipFile,
  nodesFile,
  type ClusterSettings,
} from "../../src/constructs/k8s-cluster/kubeadm/config";
import { bundle } from "../../src/constructs/k8s-cluster/kubeadm/hosts/bundle";
import { stageSettings } from "../../src/constructs/k8s-cluster/kubeadm/stage-settings";
import { blockFields } from "../../src/targets/kubeadm/block";
import { MadeSecrets } from "../constructs/k8s-cluster/kubeadm/secrets/made-secrets";
import type { TestHosts } from "./hosts";

/** What a machine for tests has not, and where its packages are; and less time, since nothing here is slow. */
export const HERE = `ALLOW_CGROUP_V1=yes
DISK=1
RETRY_BASE=0
POLL=1
WAIT=60
KUBERNETES_REPOSITORY=file:/srv/kubernetes
RUNTIME_REPOSITORY=file:/srv/runtime
`;

export interface Wanted {
  readonly version?: string;
  readonly endpoint?: object;
  /** Hosts that are no part of it, or are not any more. */
  readonly without?: readonly string[];
  /** Fields of hosts, by name. */
  readonly hosts?: Readonly<Record<string, object>>;
}

const roleOf = (name: string): string => (name.startsWith("cp") ? "control-plane" : "worker");

export class HostsEnvironment {
  private made: MadeSecrets | undefined;

  constructor(private readonly hosts: TestHosts) {}

  /** Again: of the same state, with other keys. */
  public async start(encryptionKeys: readonly string[] = ["1"]): Promise<void> {
    const wanted = {
      nodes: this.hosts.all.map(({ name }) => name),
      endpoint: { host: this.hosts.freeAddress, port: 6443 },
      encryptionKeys,
    };
    this.made = this.made ? await this.made.again(wanted) : await MadeSecrets.make(wanted);
  }

  public async stop(): Promise<void> {
    await this.made?.close();
  }

  public get secrets(): Readonly<Record<string, string>> {
    if (!this.made) throw new Error("the secrets are not made yet");
    return this.made.files;
  }

  /** `<6>.<16>`. */
  public get token(): string {
    return /token: "([a-z0-9]{6}\.[a-z0-9]{16})"/.exec(this.secrets["jangada-discovery.conf"] ?? "")?.[1] ?? "";
  }

  public block({ endpoint, without = [], hosts = {} }: Wanted = {}) {
    return z.object(blockFields).parse({
      user: "ops",
      keyFile: this.hosts.keyFile,
      adminCidrs: [`${this.hosts.ownAddress}/32`],
      // It has its own tests, and is not done before the others.
      stages: { hardening: false },
      endpoint: endpoint ?? { kind: "keepalived", address: this.hosts.freeAddress },
      hosts: this.hosts.all
        .filter(({ name }) => !without.includes(name))
        .map(({ name, address }) => ({
          name,
          address,
          role: roleOf(name),
          hostKey: this.hosts.hostKey,
          ...hosts[name],
        })),
    });
  }

  public settings(wanted: Wanted = {}): ClusterSettings {
    const settings = clusterSettings({
      name: "dev",
      site: "here",
      block: this.block(wanted),
      cluster: { version: wanted.version ?? "1.35", serviceCidr: "172.20.0.0/16" },
    });
    if (!settings) throw new Error(`Kubernetes ${wanted.version} is not installed on hosts`);
    return settings;
  }

  public settingsText(name: string, wanted: Wanted = {}, more = ""): string {
    const block = this.block(wanted);
    const host = block.hosts.find((item) => item.name === name);
    if (!host) throw new Error(`${name} is no host of it`);
    return stageSettings({ host, block, settings: this.settings(wanted), profile: "standard" }) + HERE + more;
  }

  /** Brings everything that the stages of a host read. @param more further lines of settings.sh @param edit what is changed in cluster.yaml */
  public async bring(name: string, wanted: Wanted = {}, more = "", edit = (text: string) => text): Promise<void> {
    const settings = this.settings(wanted);
    const node = settings.nodes.find((item) => item.name === name);
    if (!node) throw new Error(`${name} is no host of it`);
    const { token } = this;
    const places = Object.entries(this.secrets).filter(([path]) => path !== "kubeconfig");
    const mine =
      roleOf(name) === "control-plane" ? places : places.filter(([path]) => path === "jangada-discovery.conf");
    await this.hosts.host(name).bring(this.settingsText(name, wanted, more), {
      "config/cluster.yaml": edit(clusterFile(settings)),
      "config/nodes": nodesFile(settings),
      ...(this.block(wanted).endpoint.kind === "kube-vip"
        ? {
            "config/kube-vip.yaml": kubeVipFile({
              address: settings.endpoint.host,
              interface: "host0",
              image: "kube-vip",
            }),
          }
        : {}),
      "config/join.yaml": joinFile(node, settings),
      "secrets.bundle": bundle({
        ...(roleOf(name) === "control-plane" ? { "init.yaml": initFile(node, settings, { token }) } : {}),
        ...Object.fromEntries(mine.map(([path, text]) => [`etc-kubernetes/${path}`, text])),
      }),
    });
  }
}
