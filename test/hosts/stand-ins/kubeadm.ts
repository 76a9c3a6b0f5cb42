/** kubeadm: the commands that the stages use, in the order of its phases. What it refuses, the real one refuses, in its words. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ask } from "./ask";
import { checksOfInit, checksOfJoin, sharedCertificatesMissing } from "./kubeadm-checks";
import {
  clean,
  type ClusterConfiguration,
  type NodeFacts,
  type NodeRegistration,
  userKubeconfig,
  writeCertificates,
  writeControlPlane,
  writeEtcd,
  writeKubeconfigs,
  writeKubelet,
} from "./kubeadm-files";
import { otherCommand } from "./kubeadm-upgrade";
import { call, kubeconfigText, readKubeconfig, type Kubeconfig } from "./kubeconfig";
import { at, type KubeObject } from "./objects";
import { CLUSTER_SOCKET, kubeconfigOf } from "./places";
import { documents, find } from "./kubeadm-documents";
import { KubeadmError } from "./kubeadm-error";
import { asked, request, systemctl, upload, uploaded, wait } from "./kubeadm-cluster";

interface InitConfiguration {
  readonly kind: "InitConfiguration";
  readonly bootstrapTokens?: readonly {
    readonly token: string;
    readonly ttl?: string;
    readonly groups?: readonly string[];
  }[];
  readonly localAPIEndpoint: { readonly advertiseAddress: string };
  readonly nodeRegistration: NodeRegistration;
}

interface JoinConfiguration {
  readonly kind: "JoinConfiguration";
  readonly discovery: { readonly file: { readonly kubeConfigPath: string } };
  readonly controlPlane?: { readonly localAPIEndpoint: { readonly advertiseAddress: string } };
  readonly nodeRegistration: NodeRegistration;
}

const version = process.env["STAND_IN_VERSION"] ?? "0.0.0";

/** A place where a test may have it fail, or hang. */
async function phase(host: string, command: string, name: string): Promise<void> {
  process.stdout.write(`[${name}]\n`);
  const struck = async () =>
    (await ask(CLUSTER_SOCKET, { ask: "fault", host, what: `kubeadm ${command} ${name}` })).fault;
  let fault = await struck();
  for (; fault === "hold"; fault = await struck()) await delay(200);
  if (fault === "fail") throw new KubeadmError(`error execution phase ${name}: timed out waiting for the condition`);
  if (fault === "hang") await delay(600_000);
}

function preflight(errors: readonly string[]): void {
  if (errors.length === 0) return;
  throw new KubeadmError(
    `error execution phase preflight: [preflight] Some fatal errors occurred:\n${errors.map((line) => `\t${line}\n`).join("")}`,
  );
}

async function init(config: string, args: readonly string[]): Promise<void> {
  const given = find<InitConfiguration>(config, "InitConfiguration");
  const cluster = find<ClusterConfiguration>(config, "ClusterConfiguration");
  const kubelet = find<{ kind: "KubeletConfiguration" }>(config, "KubeletConfiguration");
  const { nodeRegistration: registration } = given;
  const { name: host } = registration;
  const facts: NodeFacts = { cluster, registration, address: given.localAPIEndpoint.advertiseAddress };
  await ask(CLUSTER_SOCKET, { ask: "say", host, what: "kubeadm init begins" });
  await phase(host, "init", "preflight");
  preflight(checksOfInit());
  await phase(host, "init", "certs");
  writeCertificates(facts);
  await phase(host, "init", "kubeconfig");
  writeKubeconfigs(facts, { first: true });
  writeEtcd(facts, false);
  writeControlPlane(facts);
  await phase(host, "init", "kubelet-start");
  writeKubelet(kubelet, registration, false);
  systemctl("restart", "kubelet");
  await phase(host, "init", "wait-control-plane");
  const admin = readKubeconfig(kubeconfigOf("admin"));
  const local = { ...admin, server: `https://${facts.address}:6443` };
  await wait("the control plane", async () => (await asked(local, "/readyz")) === 200);
  await phase(host, "init", "upload-config");
  // From here on by the endpoint.
  await wait("the endpoint", async () => (await asked(admin, "/readyz")) === 200);
  await upload(admin, documents(config));
  await phase(host, "init", "mark-control-plane");
  await mark(admin, registration);
  await phase(host, "init", "bootstrap-token");
  for (const { token, ttl, groups } of given.bootstrapTokens ?? []) {
    await request(admin, "POST", "/api/v1/namespaces/kube-system/secrets", tokenSecret(token, ttl, groups));
    if (!args.includes("--skip-token-print"))
      process.stdout.write(`kubeadm join ${cluster.controlPlaneEndpoint} --token ${token}\n`);
  }
  await phase(host, "init", "addon");
  for (const name of ["kube-proxy", "coredns"]) {
    const kind = name === "coredns" ? "deployments" : "daemonsets";
    await request(admin, "POST", `/apis/apps/v1/namespaces/kube-system/${kind}`, {
      kind: name === "coredns" ? "Deployment" : "DaemonSet",
      metadata: { name, namespace: "kube-system" },
    });
  }
  await ask(CLUSTER_SOCKET, { ask: "say", host, what: "kubeadm init ends" });
}

async function join(config: string): Promise<void> {
  const given = find<JoinConfiguration>(config, "JoinConfiguration");
  const { nodeRegistration: registration, controlPlane } = given;
  const { name: host } = registration;
  await ask(CLUSTER_SOCKET, { ask: "say", host, what: "kubeadm join begins" });
  await phase(host, "join", "preflight");
  preflight(checksOfJoin(controlPlane !== undefined));
  const bootstrap = readKubeconfig(given.discovery.file.kubeConfigPath);
  const cluster = await uploaded<ClusterConfiguration>(bootstrap, "ClusterConfiguration");
  const kubelet = await uploaded<unknown>(bootstrap, "KubeletConfiguration");
  if (!version.startsWith(cluster.kubernetesVersion.slice(1).replace(/\.\d+$/, ""))) {
    const [, minor] = /^1\.(\d+)/.exec(version) ?? [];
    if (Number(minor) < Number(cluster.kubernetesVersion.split(".")[1])) {
      throw new KubeadmError(
        `this version of kubeadm only supports deploying clusters with the control plane version >= ...: ${cluster.kubernetesVersion}`,
      );
    }
  }
  const facts: NodeFacts = { cluster, registration, address: controlPlane?.localAPIEndpoint.advertiseAddress ?? "" };
  if (controlPlane) await prepare(host, facts);
  await phase(host, "join", "kubelet-start");
  const local = `https://${facts.address}:6443`;
  const text = kubeconfigText(controlPlane ? { ...bootstrap, server: local } : bootstrap);
  fs.writeFileSync(kubeconfigOf("bootstrap-kubelet"), text, { mode: 0o600 });
  if (!controlPlane) {
    fs.mkdirSync("/etc/kubernetes/pki", { recursive: true });
    fs.writeFileSync("/etc/kubernetes/pki/ca.crt", bootstrap.authority);
  }
  const { status, body } = await call(bootstrap, { method: "GET", path: `/api/v1/nodes/${host}` });
  if (status !== 200 && status !== 404) throw new KubeadmError(`cannot get Node "${host}": ${JSON.stringify(body)}`);
  if (status === 200 && at(body, ["status", "conditions", 0, "status"]) === "True") {
    throw new KubeadmError(
      `a Node with name "${host}" and status "Ready" already exists in the cluster. You must delete the existing Node or change the name of this new joining Node`,
    );
  }
  writeKubelet(kubelet, registration, !controlPlane);
  systemctl("restart", "kubelet");
  if (controlPlane) await joinEtcd(host, facts);
  await phase(host, "join", "kubelet-wait-bootstrap");
  await wait("TLS bootstrap", () => Promise.resolve(fs.existsSync(kubeconfigOf("kubelet"))));
  fs.rmSync(kubeconfigOf("bootstrap-kubelet"), { force: true });
  if (controlPlane) {
    await phase(host, "join", "mark-control-plane");
    const admin = readKubeconfig(kubeconfigOf("admin"));
    await mark({ ...admin, server: local }, registration);
    await phase(host, "join", "wait-control-plane");
    await wait("the control plane", async () => (await asked({ ...admin, server: local }, "/readyz")) === 200);
  }
  await ask(CLUSTER_SOCKET, { ask: "say", host, what: "kubeadm join ends" });
}

async function prepare(host: string, facts: NodeFacts): Promise<void> {
  await phase(host, "join", "control-plane-prepare");
  const [missing] = sharedCertificatesMissing();
  if (missing !== undefined) throw new KubeadmError(missing);
  writeCertificates(facts);
  writeKubeconfigs(facts);
  writeControlPlane(facts);
  await phase(host, "join", "check-etcd");
  const { code, stderr } = await peers(host, ["endpoint", "health", "--cluster"]);
  if (code !== 0) throw new KubeadmError(`error execution phase check-etcd: etcd cluster is not healthy: ${stderr}`);
}

/** A learner, which gets its vote when it has what the others have. */
async function joinEtcd(host: string, facts: NodeFacts): Promise<void> {
  await phase(host, "join", "etcd-join");
  const added = await peers(host, ["add", `https://${facts.address}:2380`]);
  // It is one already: as after a try that was ended (kubernetes#92118).
  if (added.code !== 0 && !added.stderr.includes("Peer URLs already exists")) {
    throw new KubeadmError(
      `error execution phase etcd-join: error creating local etcd static pod manifest file: ${added.stderr}`,
    );
  }
  writeEtcd(facts, true);
  await phase(host, "join", "etcd-promote");
  await wait("etcd's learner", async () => {
    const { stdout } = await peers(host, ["member", "list"]);
    const line = stdout.split("\n").find((item) => item.includes(`https://${facts.address}:2380`)) ?? "";
    const [id = "", state, , , , learner] = line.split(", ");
    if (learner === "false") return true;
    return state === "started" && (await peers(host, ["promote", id])).code === 0;
  });
}

/** An etcd of another control plane, as the administrator's kubeconfig finds it. */
async function peers(host: string, command: readonly string[]) {
  const admin = readKubeconfig(kubeconfigOf("admin"));
  const { body } = await call(admin, {
    method: "GET",
    path: "/api/v1/namespaces/kube-system/pods?labelSelector=component=etcd",
  });
  const pods = (at(body, ["items"]) as readonly KubeObject[] | undefined) ?? [];
  const pod = pods.find(
    ({ metadata, ...rest }) => metadata.name !== `etcd-${host}` && at(rest, ["status", "phase"]) === "Running",
  );
  if (!pod) return { code: 1, stdout: "", stderr: "no etcd of another control plane runs" };
  const { ended } = await ask(CLUSTER_SOCKET, { ask: "exec", pod: pod.metadata.name, command });
  return ended ?? { code: 1, stdout: "", stderr: "" };
}

async function mark(admin: Kubeconfig, { name, taints }: NodeRegistration): Promise<void> {
  await wait("the node", async () => (await asked(admin, `/api/v1/nodes/${name}`)) === 200);
  await request(admin, "PATCH", `/api/v1/nodes/${name}`, {
    metadata: { labels: { "node-role.kubernetes.io/control-plane": "" } },
    spec: { taints: taints ?? [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
  });
}

function tokenSecret(token: string, ttl = "24h0m0s", groups: readonly string[] = []): KubeObject {
  const [id = "", secret = ""] = token.split(".");
  const hours = Number(/^(\d+)h/.exec(ttl)?.[1] ?? 24);
  const data = {
    "token-id": id,
    "token-secret": secret,
    expiration: new Date(Date.now() + hours * 3_600_000).toISOString(),
    "auth-extra-groups": groups.join(","),
  };
  return {
    kind: "Secret",
    metadata: { name: `bootstrap-token-${id}`, namespace: "kube-system" },
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")])),
  };
}

async function reset(): Promise<void> {
  const host = execFileSync("hostname", { encoding: "utf8", timeout: 5000 }).trim();
  await ask(CLUSTER_SOCKET, { ask: "say", host, what: "kubeadm reset" });
  if (fs.existsSync(kubeconfigOf("admin")) && fs.existsSync("/etc/kubernetes/manifests/etcd.yaml")) {
    try {
      const { stdout } = await peers(host, ["member", "list"]);
      const id = stdout
        .split("\n")
        .find((line) => line.split(", ")[2] === host)
        ?.split(", ")[0];
      if (id !== undefined) await peers(host, ["member", "remove", id]);
    } catch {
      process.stdout.write(
        "[reset] Failed to remove etcd member, please manually remove this etcd member using etcdctl\n",
      );
    }
  }
  systemctl("stop", "kubelet");
  clean();
}

const FLAGS: Readonly<Record<string, readonly string[]>> = {
  init: ["--config", "--skip-token-print"],
  join: ["--config"],
  reset: ["--force", "--cri-socket"],
  "config images pull": ["--config"],
  "kubeconfig user": ["--client-name", "--config"],
};

async function main(args: readonly string[]): Promise<void> {
  const words = args.filter(
    (arg, index) =>
      !arg.startsWith("-") && !(args[index - 1] ?? "").match(/^--(config|cri-socket|client-name|kubeconfig)$/),
  );
  const command = words.join(" ");
  const flags = FLAGS[command];
  if (!flags) return otherCommand(words, args, version);
  for (const arg of args) {
    if (arg.startsWith("-") && !flags.includes(arg.split("=")[0] ?? "")) throw new KubeadmError(`unknown flag: ${arg}`);
  }
  const value = (name: string): string => args[args.indexOf(name) + 1] ?? "";
  if (command === "init") return init(value("--config"), args);
  if (command === "join") return join(value("--config"));
  if (command === "reset") return reset();
  if (command === "config images pull") {
    find<ClusterConfiguration>(value("--config"), "ClusterConfiguration");
    return;
  }
  const { controlPlaneEndpoint } = find<ClusterConfiguration>(value("--config"), "ClusterConfiguration");
  process.stdout.write(userKubeconfig(value("--client-name"), [], `https://${controlPlaneEndpoint}`));
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: Error) => {
      process.stderr.write(`${error.message.replace(/^(?!error)/, "error: ")}\n`);
      process.exit(1);
    },
  );
}
