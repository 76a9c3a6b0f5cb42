/**
 * The kubelet: runs what stands in /etc/kubernetes/manifests (etcd and the API server for real, so far as they are of use here), bootstraps its
 * certificate, registers its node. It waits for its configuration, as the real one does, which fails and is started again.
 */
import { createPublicKey } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { ApiServer } from "./api-server";
import { ask } from "./ask";
import { call, kubeconfigText, readKubeconfig } from "./kubeconfig";
import { at } from "./objects";
import { keyText, newKey } from "./pki";
import {
  CLUSTER_SOCKET,
  CONTAINERS,
  ETCD_MEMBER,
  KUBELET_CONFIG,
  KUBELET_FLAGS,
  kubeconfigOf,
  MANIFESTS,
  STOPS,
} from "./places";
import type { MemberId } from "./questions";

const BEAT_MS = 50;
const NAMES = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-vip"] as const;

interface Container {
  readonly id: string;
  readonly name: string;
  /** Of its manifest: another one is another pod. */
  readonly text: string;
  readonly stop: () => void;
}

const version = process.env["STAND_IN_VERSION"] ?? "0.0.0";
const machineId = fs.readFileSync("/etc/machine-id", "utf8").trim();

class Kubelet {
  private readonly running = new Map<string, Container>();
  private member: MemberId | undefined;
  private registered = false;
  private busy = false;
  private count = 0;

  constructor(private readonly host: string) {}

  public async beat(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.pods();
      await this.node();
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
    } finally {
      this.busy = false;
    }
  }

  public end(): void {
    for (const { stop } of this.running.values()) stop();
  }

  private async pods(): Promise<void> {
    const before = [...this.running.values()].map(({ id }) => id).join();
    for (const id of stopsAsked()) {
      for (const [name, container] of this.running) if (container.id === id) this.stop(name);
    }
    for (const name of NAMES) {
      const file = path.join(MANIFESTS, `${name}.yaml`);
      const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
      const container = this.running.get(name);
      if (container && container.text !== text) this.stop(name);
      if (text !== undefined && !this.running.has(name)) await this.start(name, text);
    }
    if (before !== [...this.running.values()].map(({ id }) => id).join()) this.tell();
  }

  private async start(name: string, text: string): Promise<void> {
    let stop = (): void => undefined;
    if (name === "etcd") {
      if (!(await this.etcd(text))) return;
      stop = () => {
        this.member = undefined;
        void ask(CLUSTER_SOCKET, { ask: "etcd-stop", host: this.host });
      };
    }
    if (name === "kube-apiserver") {
      if (!this.member) return;
      const image = /image: \S+:v(\S+)/.exec(text)?.[1] ?? version;
      const server = new ApiServer(() => this.member, `v${image}`, "");
      stop = () => server.close();
    }
    this.count += 1;
    this.running.set(name, { id: `${name}-${process.pid}-${this.count}`, name, text, stop });
  }

  private stop(name: string): void {
    this.running.get(name)?.stop();
    this.running.delete(name);
  }

  private async etcd(text: string): Promise<boolean> {
    const known = fs.existsSync(ETCD_MEMBER)
      ? (JSON.parse(fs.readFileSync(ETCD_MEMBER, "utf8")) as MemberId)
      : undefined;
    const argument = (name: string): string => new RegExp(`--${name}=(\\S+)`).exec(text)?.[1] ?? "";
    const peer = argument("initial-advertise-peer-urls");
    const isNew = argument("initial-cluster-state") !== "existing";
    const { started, error } = await ask(CLUSTER_SOCKET, { ask: "etcd-start", host: this.host, peer, isNew, known });
    if (!started) {
      process.stderr.write(`etcd: ${error}\n`);
      return false;
    }
    fs.mkdirSync(path.dirname(ETCD_MEMBER), { recursive: true });
    fs.writeFileSync(ETCD_MEMBER, JSON.stringify(started));
    this.member = started;
    return true;
  }

  private tell(): void {
    fs.mkdirSync(path.dirname(CONTAINERS), { recursive: true });
    const all = [...this.running.values()].map(({ id, name }) => ({ id, name }));
    fs.writeFileSync(`${CONTAINERS}.new`, JSON.stringify({ containers: all, member: this.member }));
    fs.renameSync(`${CONTAINERS}.new`, CONTAINERS);
  }

  private async node(): Promise<void> {
    if (this.registered || !(await this.credentials())) return;
    const config = readKubeconfig(kubeconfigOf("kubelet"));
    const flags = fs.readFileSync(KUBELET_FLAGS, "utf8");
    const flag = (name: string): string => new RegExp(`--${name}=(\\S+?)["\\s]`).exec(flags)?.[1] ?? "";
    const labels = Object.fromEntries(
      flag("node-labels")
        .split(",")
        .filter(Boolean)
        .map((pair) => pair.split("=")),
    ) as Record<string, string>;
    const taints = flag("register-with-taints")
      .split(",")
      .filter(Boolean)
      .map((taint) => {
        const [, key, value, effect] = /^([^=:]+)(?:=([^:]*))?:(.+)$/.exec(taint) ?? [];
        return { key, ...(value ? { value } : {}), effect };
      });
    const made = await call(config, {
      method: "POST",
      path: "/api/v1/nodes",
      body: {
        apiVersion: "v1",
        kind: "Node",
        metadata: { name: this.host, labels, annotations: {} },
        spec: { taints },
      },
    });
    this.registered = made.status === 201 || made.status === 409;
  }

  /** TLS bootstrap: its own certificate for the token's. */
  private async credentials(): Promise<boolean> {
    const file = kubeconfigOf("kubelet");
    if (fs.existsSync(file)) return true;
    const bootstrap = kubeconfigOf("bootstrap-kubelet");
    if (!fs.existsSync(bootstrap)) return false;
    const config = readKubeconfig(bootstrap);
    const key = newKey();
    const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
    const { status, body } = await call(config, {
      method: "POST",
      path: "/apis/certificates.k8s.io/v1/certificatesigningrequests",
      body: { metadata: { name: `csr-${Date.now()}-${process.pid}` }, node: this.host, publicKey },
    });
    if (status !== 201) return false;
    const certificate = String(at(body, ["certificate"]));
    const { server, authority } = config;
    fs.writeFileSync(`${file}.new`, kubeconfigText({ server, authority, certificate, key: keyText(key) }), {
      mode: 0o600,
    });
    fs.renameSync(`${file}.new`, file);
    return true;
  }
}

function stopsAsked(): readonly string[] {
  if (!fs.existsSync(STOPS)) return [];
  return fs.readdirSync(STOPS).map((id) => {
    fs.rmSync(path.join(STOPS, id));
    return id;
  });
}

function main(): void {
  if (!fs.existsSync(KUBELET_CONFIG)) {
    process.stderr.write(`failed to load kubelet config file, path: ${KUBELET_CONFIG}\n`);
    process.exit(1);
  }
  parse(fs.readFileSync(KUBELET_CONFIG, "utf8"));
  const name = fs.existsSync(KUBELET_FLAGS)
    ? (/--hostname-override=([^"\s]+)/.exec(fs.readFileSync(KUBELET_FLAGS, "utf8"))?.[1] ?? os.hostname())
    : os.hostname();
  // Whoever holds it is alive; the end of it is the end of the host.
  const alive = http.request({ socketPath: CLUSTER_SOCKET, path: "/alive", method: "POST", agent: false });
  alive.on("error", () => process.exit(1));
  alive.on("response", (response) => response.resume().on("close", () => process.exit(1)));
  alive.end(JSON.stringify({ host: name, machineId, version: `v${version}` }));
  http
    .createServer((_, response) => response.end("ok"))
    .listen(10248, "127.0.0.1")
    .on("error", () => process.exit(1));
  const ports = http.createServer((_, response) => response.end()).listen(10250);
  ports.on("error", () => process.exit(1));
  const kubelet = new Kubelet(name);
  const timer = setInterval(() => void kubelet.beat(), BEAT_MS);
  process.once("SIGTERM", () => {
    clearInterval(timer);
    kubelet.end();
    fs.rmSync(CONTAINERS, { force: true });
    setTimeout(() => process.exit(0), 20);
  });
}

if (require.main === module) main();
