/** Simulated hosts without SSH: what would be uploaded is written, and stages are run by the shell itself. */
import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import {
  clusterFile,
  clusterSettings,
  type ClusterSettings,
  discoveryFile,
  initFile,
  joinFile,
} from "../../../../src/constructs/k8s-cluster/kubeadm/config";
import { nodesFile } from "../../../../src/constructs/k8s-cluster/kubeadm/config/nodes-file";
import { bundle } from "../../../../src/constructs/k8s-cluster/kubeadm/hosts/bundle";
import { stageSettings } from "../../../../src/constructs/k8s-cluster/kubeadm/stage-settings";
import { kubeadmShell } from "../../../../src/providers/simulated-hosts";
import { addHosts, HOST_REALM } from "../../../../src/rehearsal/hosts/existing-hosts";
import { HostFiles } from "../../../../src/rehearsal/hosts/host-files";
import type { HostView } from "../../../../src/rehearsal/hosts/shell";
import { isObject, type Value, type ValueObject } from "../../../../src/rehearsal/protocol/value";
import type { World } from "../../../../src/rehearsal/world/world";
import { blockFields, type KubeadmBlock } from "../../../../src/targets/kubeadm/block";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import type { StageResult } from "../../../helpers/stage-result";

const ASSETS = path.join(__dirname, "../../../../assets/kubeadm");
const FOLDER = ".jangada";
const PREPARATION = ["prerequisites", "essentials", "hardening", "network", "firewall", "containerd"];
export const ENDPOINT = { host: "192.0.2.10", port: 6443 } as const;

export type Outcome = StageResult & { readonly code: number };

export interface HostsOptions {
  /** By role: `cp-…` are control planes. */
  readonly names: readonly string[];
  readonly version?: string;
  readonly block?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  /** PEM. */
  readonly authority?: string;
}

/** The hosts of one environment file. */
export class Hosts {
  readonly block: KubeadmBlock;
  readonly settings: ClusterSettings;

  constructor(
    readonly options: HostsOptions,
    readonly world: World = new MemoryWorld(),
  ) {
    this.block = z.strictObject(blockFields).parse({
      user: "deployer",
      keyFile: "key",
      endpoint: { kind: "external", host: ENDPOINT.host },
      hosts: options.names.map((name) => ({
        name,
        address: addressOf(name),
        role: name.startsWith("cp-") ? "control-plane" : "worker",
        zone: `room-${name.slice(-1)}`,
        hostKey: "unverified",
      })),
      ...options.block,
    });
    const settings = clusterSettings({
      name: "home",
      site: "attic",
      block: this.block,
      cluster: { version: options.version ?? "1.35", serviceCidr: "10.96.0.0/12" },
    });
    if (!settings) throw new Error("no such version");
    this.settings = settings;
    addHosts(world, {
      environment: "home",
      target: "kubeadm",
      account: "",
      region: "attic",
      things: this.block.hosts.map(({ name, address, port }) => ({
        kind: "host",
        name,
        address,
        port,
        user: "deployer",
        seenTo: Object.entries(this.block.stages).flatMap(([stage, runs]) => (runs ? [] : [stage])),
      })),
    });
  }

  /** As Terraform would: what a stage needs is uploaded, and it is run. */
  async run(name: string, stage: string, { check = false, node = "", secrets = true } = {}): Promise<Outcome> {
    return this.withHost(name, async (host) => {
      this.upload(host, stage, secrets);
      const prefix = node === "" ? [] : [`JANGADA_NODE=${node}`];
      const command = [...prefix, "bash", `${FOLDER}/run.sh`, stage, ...(check ? ["--check"] : [])];
      const result = await kubeadmShell.run(command, host);
      const code = result?.code ?? 0;
      return { ...(JSON.parse(result?.stdout ?? "{}") as Omit<Outcome, "code">), code };
    });
  }

  async prepare(...names: readonly string[]): Promise<void> {
    for (const name of names)
      for (const stage of PREPARATION) expect(await this.run(name, stage)).toMatchObject({ code: 0 });
  }

  /** From nothing to a cluster of all hosts, in the order of their names. */
  async make(): Promise<void> {
    const [first = "", ...others] = [...this.options.names].sort();
    await this.prepare(first, ...others);
    expect(await this.run(first, "init")).toMatchObject({ code: 0, problems: [] });
    for (const name of others) expect(await this.run(name, "join")).toMatchObject({ code: 0, problems: [] });
  }

  /** The same hosts by another file. */
  changed(options: Partial<HostsOptions>): Hosts {
    return new Hosts({ ...this.options, ...options }, this.world);
  }

  withHost<T>(name: string, use: (host: HostView) => T): T {
    const id = `${addressOf(name)}:22`;
    const object = this.world.get("host", id, HOST_REALM);
    if (!object) throw new Error(`no host ${name}`);
    const { files, state } = object.attributes;
    const host: HostView = {
      name,
      address: addressOf(name),
      port: 22,
      files: HostFiles.restore(files),
      state: isObject(state) ? state : {},
      world: this.world,
    };
    const keep = (): void => {
      const attributes = { ...object.attributes, files: host.files.stored(), state: host.state };
      this.world.put({ ...object, attributes });
    };
    const used = use(host);
    if (used instanceof Promise) return used.finally(keep) as T;
    keep();
    return used;
  }

  stateOf(name: string): ValueObject {
    return this.withHost(name, ({ state }) => state);
  }

  set(name: string, state: { readonly [key: string]: Value }): void {
    this.withHost(name, (host) => void (host.state = { ...host.state, ...state }));
  }

  /** What a joining host knows of the cluster. */
  discovery(): string {
    const { token = "abcdef.0123456789abcdef", authority = "an authority\n" } = this.options;
    return discoveryFile(
      { endpoint: ENDPOINT },
      { token, certificateAuthority: Buffer.from(authority).toString("base64") },
    );
  }

  private upload({ name, files }: HostView, stage: string, secrets: boolean): void {
    const write = (file: string, text: string): void => files.write(`${FOLDER}/${file}`, text);
    const found = this.block.hosts.find((one) => one.name === name);
    const node = this.settings.nodes.find((one) => one.name === name);
    for (const file of ["run.sh", "lib.sh"]) write(file, fs.readFileSync(path.join(ASSETS, file), "utf8"));
    for (const file of fs.readdirSync(path.join(ASSETS, "stages"))) {
      write(`stages/${file}`, fs.readFileSync(path.join(ASSETS, "stages", file), "utf8"));
    }
    if (!found || !node) return;
    write(
      "settings.sh",
      stageSettings({ host: found, block: this.block, settings: this.settings, profile: "standard" }),
    );
    write("config/cluster.yaml", clusterFile(this.settings));
    write("config/join.yaml", joinFile(node, this.settings));
    write("config/nodes", nodesFile(this.settings));
    if (!secrets || !["init", "join", "join-window", "converge"].includes(stage)) return;
    const { token = "abcdef.0123456789abcdef", authority = "an authority\n" } = this.options;
    const own = [
      "ca.key",
      "etcd/ca.crt",
      "etcd/ca.key",
      "front-proxy-ca.crt",
      "front-proxy-ca.key",
      "sa.key",
      "sa.pub",
    ];
    const authorities = [["ca.crt", authority], ...own.map((file) => [file, file])];
    write(
      "secrets.bundle",
      bundle({
        "init.yaml": initFile(node, this.settings, { token }),
        "etc-kubernetes/jangada-discovery.conf": this.discovery(),
        ...Object.fromEntries(
          node.role === "control-plane" ? authorities.map(([file, text]) => [`etc-kubernetes/pki/${file}`, text]) : [],
        ),
      }),
    );
  }
}

/** `cp-1` is at 192.0.2.11, `w-1` at 192.0.2.21. */
export function addressOf(name: string): string {
  const [role, number] = name.split("-");
  return `192.0.2.${(role === "cp" ? 10 : 20) + Number(number)}`;
}
