/** kubeadm's commands of the second day: upgrade, the phases that take a configuration, renewal of certificates. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ask } from "./ask";
import {
  type ClusterConfiguration,
  type NodeFacts,
  writeCertificates,
  writeControlPlane,
  writeEtcd,
  writeKubeconfigs,
  writeKubeletConfig,
} from "./kubeadm-files";
import { asked, upload, uploaded, wait } from "./kubeadm-cluster";
import { documents, find } from "./kubeadm-documents";
import { KubeadmError } from "./kubeadm-error";
import { call, readKubeconfig, type Kubeconfig } from "./kubeconfig";
import { at, type KubeObject } from "./objects";
import { CLUSTER_SOCKET, kubeconfigOf, MANIFESTS } from "./places";

interface InitConfiguration {
  readonly kind: "InitConfiguration";
  readonly localAPIEndpoint: { readonly advertiseAddress: string };
  readonly nodeRegistration: { readonly name: string };
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "upgrade apply": ["--yes"],
  "upgrade node": [],
  "upgrade node phase kubelet-config": [],
  "init phase upload-config all": ["--config"],
  "init phase addon kube-proxy": ["--config"],
  "init phase control-plane all": ["--config"],
  "init phase etcd local": ["--config"],
  "init phase certs apiserver": ["--config"],
  "certs renew all": [],
};

export async function otherCommand(words: readonly string[], args: readonly string[], version: string): Promise<void> {
  const last = words.at(-1) ?? "";
  const command = (last.startsWith("v1.") ? words.slice(0, -1) : words).join(" ");
  const allowed = ALLOWED[command];
  if (!allowed) throw new KubeadmError(`unknown command "${command}" for "kubeadm"`);
  const unknown = args.find((arg) => arg.startsWith("-") && !allowed.includes(arg));
  if (unknown !== undefined) throw new KubeadmError(`unknown flag: ${unknown}`);
  const host = execFileSync("hostname", { encoding: "utf8", timeout: 5000 }).trim();
  await ask(CLUSTER_SOCKET, { ask: "say", host, what: `kubeadm ${words.join(" ")}` });
  const { fault } = await ask(CLUSTER_SOCKET, { ask: "fault", host, what: `kubeadm ${command}` });
  if (fault !== undefined)
    throw new KubeadmError(`error execution phase ${command}: timed out waiting for the condition`);
  if (command === "upgrade apply") return apply(host, last, version);
  if (command === "upgrade node") return node(host, version);
  if (command === "upgrade node phase kubelet-config") return kubeletConfig();
  if (command === "certs renew all") return renew(host);
  return initPhase(command, args[args.indexOf("--config") + 1] ?? "");
}

const minorOf = (version: string): number => Number(version.split(".")[1]);
const admin = (): Kubeconfig => readKubeconfig(kubeconfigOf("admin"));

/** Enforced by kubeadm's version policies (phases/upgrade/policy.go). */
async function apply(host: string, wanted: string, version: string): Promise<void> {
  const { body } = await call(admin(), { method: "GET", path: "/version" });
  const current = String(at(body, ["gitVersion"]));
  if (minorOf(wanted) > minorOf(current) + 1) {
    throw new KubeadmError(
      `Specified version to upgrade to "${wanted}" is too high; kubeadm can upgrade only 1 minor version at a time`,
    );
  }
  if (minorOf(wanted) > minorOf(version)) {
    throw new KubeadmError(
      `Specified version to upgrade to "${wanted}" is at least one minor release higher than the kubeadm minor release`,
    );
  }
  await healthy();
  const cluster = await uploaded<ClusterConfiguration>(admin(), "ClusterConfiguration");
  const raised = { ...cluster, kubernetesVersion: wanted };
  await pods(await factsOf(host, raised));
  await upload(admin(), [raised]);
}

async function node(host: string, version: string): Promise<void> {
  if (!fs.existsSync(path.join(MANIFESTS, "kube-apiserver.yaml"))) return kubeletConfig();
  await healthy();
  const cluster = await uploaded<ClusterConfiguration>(admin(), "ClusterConfiguration");
  if (minorOf(cluster.kubernetesVersion) > minorOf(version))
    throw new KubeadmError("kubeadm is older than the cluster");
  await pods(await factsOf(host, cluster));
  return kubeletConfig();
}

/** `upgrade/health`: every control plane is ready. */
async function healthy(): Promise<void> {
  const path = "/api/v1/nodes?labelSelector=node-role.kubernetes.io/control-plane";
  const { body } = await call(admin(), { method: "GET", path });
  const sick = ((at(body, ["items"]) ?? []) as readonly KubeObject[]).filter(
    (item) => at(item, ["status", "conditions", 0, "status"]) !== "True",
  );
  if (sick.length > 0) {
    throw new KubeadmError(
      `[ERROR ControlPlaneNodesReady]: there are NotReady control-planes in the cluster: [${sick[0]?.metadata.name}]`,
    );
  }
}

/** The pods of the new version, one after the other, with new certificates. */
async function pods(facts: NodeFacts): Promise<void> {
  writeCertificates(facts, { again: true });
  writeKubeconfigs(facts, { again: true });
  writeEtcd(facts, true);
  writeControlPlane(facts);
  const local = { ...admin(), server: `https://${facts.address}:6443` };
  await wait("the new API server", async () => {
    const { body } = await call(local, { method: "GET", path: "/version", timeout: 2000 });
    return (
      String(at(body, ["gitVersion"])) === facts.cluster.kubernetesVersion && (await asked(local, "/readyz")) === 200
    );
  });
}

function factsOf(name: string, cluster: ClusterConfiguration): Promise<NodeFacts> {
  const text = fs.readFileSync(path.join(MANIFESTS, "kube-apiserver.yaml"), "utf8");
  const address = /--advertise-address=(\S+)/.exec(text)?.[1] ?? "";
  return Promise.resolve({ cluster, registration: { name }, address });
}

async function kubeletConfig(): Promise<void> {
  writeKubeletConfig(await uploaded<unknown>(readKubeconfig(kubeconfigOf("kubelet")), "KubeletConfiguration"));
}

async function renew(host: string): Promise<void> {
  const cluster = await uploaded<ClusterConfiguration>(admin(), "ClusterConfiguration");
  const facts = await factsOf(host, cluster);
  writeCertificates(facts, { again: true });
  writeKubeconfigs(facts, { again: true });
}

async function initPhase(command: string, file: string): Promise<void> {
  const { localAPIEndpoint, nodeRegistration } = find<InitConfiguration>(file, "InitConfiguration");
  const cluster = find<ClusterConfiguration>(file, "ClusterConfiguration");
  const facts: NodeFacts = { cluster, registration: nodeRegistration, address: localAPIEndpoint.advertiseAddress };
  if (command.includes("upload-config")) {
    return upload(
      admin(),
      documents(file).filter(({ kind }) => kind !== "KubeProxyConfiguration"),
    );
  }
  if (command.includes("kube-proxy")) return upload(admin(), [find<{ kind: string }>(file, "KubeProxyConfiguration")]);
  if (command.includes("certs")) return writeCertificates(facts, { only: "apiserver" });
  if (command.includes("etcd")) return writeEtcd(facts, false);
  return writeControlPlane(facts);
}
