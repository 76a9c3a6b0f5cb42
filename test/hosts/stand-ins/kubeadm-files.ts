/** What kubeadm writes on a node: certificates, kubeconfigs, manifests, the kubelet's files. */
import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { kubeconfigText } from "./kubeconfig";
import { ensurePair, issue, type Wanted } from "./pki";
import { KUBELET_CONFIG, KUBELET_FLAGS, KUBERNETES, kubeconfigOf, MANIFESTS, PKI } from "./places";

interface Argument {
  readonly name: string;
  readonly value: string;
}

export interface ClusterConfiguration {
  readonly kind: "ClusterConfiguration";
  readonly kubernetesVersion: string;
  readonly controlPlaneEndpoint: string;
  readonly apiServer?: { readonly certSANs?: readonly string[]; readonly extraArgs?: readonly Argument[] };
  readonly controllerManager?: { readonly extraArgs?: readonly Argument[] };
  readonly scheduler?: { readonly extraArgs?: readonly Argument[] };
  readonly etcd?: { readonly local?: { readonly extraArgs?: readonly Argument[] } };
}

export interface NodeRegistration {
  readonly name: string;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly kubeletExtraArgs?: readonly Argument[];
}

export interface NodeFacts {
  readonly cluster: ClusterConfiguration;
  readonly registration: NodeRegistration;
  readonly address: string;
}

const isIp = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(text);
export const ETCD_VERSION = "3.6.6-0";

function leaves({
  cluster,
  registration: { name },
  address,
}: NodeFacts): readonly (readonly [string, string, Wanted])[] {
  const [endpoint = ""] = cluster.controlPlaneEndpoint.split(":");
  const names = ["kubernetes", name, address, endpoint, ...(cluster.apiServer?.certSANs ?? [])];
  const sans = { dns: [...new Set(names.filter((san) => !isIp(san)))], ip: [...new Set(names.filter(isIp))] };
  const etcd = { dns: ["localhost", name], ip: ["127.0.0.1", address] };
  const both = ["server_auth", "client_auth"];
  return [
    ["apiserver", "ca", { user: "kube-apiserver", ...sans, uses: ["server_auth"] }],
    [
      "apiserver-kubelet-client",
      "ca",
      { user: "kube-apiserver-kubelet-client", groups: ["kubeadm:cluster-admins"], uses: ["client_auth"] },
    ],
    ["front-proxy-client", "front-proxy-ca", { user: "front-proxy-client", uses: ["client_auth"] }],
    ["apiserver-etcd-client", "etcd/ca", { user: "kube-apiserver-etcd-client", uses: ["client_auth"] }],
    ["etcd/server", "etcd/ca", { user: name, ...etcd, uses: both }],
    ["etcd/peer", "etcd/ca", { user: name, ...etcd, uses: both }],
    ["etcd/healthcheck-client", "etcd/ca", { user: "kube-etcd-healthcheck-client", uses: ["client_auth"] }],
  ];
}

export function writeCertificates(
  facts: NodeFacts,
  { again = false, only }: { again?: boolean; only?: string } = {},
): void {
  for (const [file, authority, wanted] of leaves(facts)) {
    if (only === undefined || only === file) {
      ensurePair(path.join(PKI, file), path.join(PKI, authority), wanted, again);
    }
  }
}

/** For a client of the cluster, on standard output of `kubeadm kubeconfig user`. */
export function userKubeconfig(user: string, groups: readonly string[], server: string): string {
  const made = issue(path.join(PKI, "ca"), { user, groups, uses: ["client_auth"] });
  const authority = fs.readFileSync(path.join(PKI, "ca.crt"), "utf8");
  return kubeconfigText({ server, authority, ...made });
}

const ADMINS = "kubeadm:cluster-admins";

export function writeKubeconfigs(
  { cluster, registration: { name }, address }: NodeFacts,
  { first = false, again = false } = {},
): void {
  const endpoint = `https://${cluster.controlPlaneEndpoint}`;
  const local = `https://${address}:6443`;
  const write = (file: string, user: string, groups: readonly string[], server: string): void => {
    if (fs.existsSync(kubeconfigOf(file)) && !again) return;
    fs.writeFileSync(kubeconfigOf(file), userKubeconfig(user, groups, server), { mode: 0o600 });
  };
  write("admin", "kubernetes-admin", [ADMINS], endpoint);
  write("controller-manager", "system:kube-controller-manager", [], local);
  write("scheduler", "system:kube-scheduler", [], local);
  if (first) {
    write("super-admin", "kubernetes-super-admin", ["system:masters"], endpoint);
    write("kubelet", `system:node:${name}`, ["system:nodes"], local);
  }
}

function manifest(name: string, image: string, args: readonly string[]): void {
  fs.mkdirSync(MANIFESTS, { recursive: true });
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "kube-system" },
    spec: { containers: [{ name, image, command: [name, ...args] }], hostNetwork: true },
  };
  fs.writeFileSync(path.join(MANIFESTS, `${name}.yaml`), stringify(pod, { lineWidth: 0 }), { mode: 0o600 });
}

const argumentsOf = (args: readonly Argument[] = []): readonly string[] =>
  args.map(({ name, value }) => `--${name}=${value}`).sort();

export function writeControlPlane({ cluster, address }: NodeFacts): void {
  const version = cluster.kubernetesVersion;
  manifest("kube-apiserver", `registry.k8s.io/kube-apiserver:${version}`, [
    `--advertise-address=${address}`,
    ...argumentsOf(cluster.apiServer?.extraArgs),
  ]);
  manifest("kube-controller-manager", `registry.k8s.io/kube-controller-manager:${version}`, [
    ...argumentsOf(cluster.controllerManager?.extraArgs),
  ]);
  manifest("kube-scheduler", `registry.k8s.io/kube-scheduler:${version}`, [
    ...argumentsOf(cluster.scheduler?.extraArgs),
  ]);
}

export function writeEtcd({ cluster, registration: { name }, address }: NodeFacts, existing: boolean): void {
  manifest("etcd", `registry.k8s.io/etcd:${ETCD_VERSION}`, [
    `--name=${name}`,
    `--initial-advertise-peer-urls=https://${address}:2380`,
    ...(existing ? ["--initial-cluster-state=existing"] : []),
    ...argumentsOf(cluster.etcd?.local?.extraArgs),
  ]);
}

export function writeKubelet(
  config: unknown,
  { taints, name, kubeletExtraArgs }: NodeRegistration,
  withTaints: boolean,
): void {
  writeKubeletConfig(config);
  const flags = [
    ...argumentsOf(kubeletExtraArgs),
    `--hostname-override=${name}`,
    ...(withTaints && taints && taints.length > 0
      ? [
          `--register-with-taints=${taints.map(({ key, value, effect }) => `${key}=${value ?? ""}:${effect}`).join(",")}`,
        ]
      : []),
  ];
  fs.writeFileSync(KUBELET_FLAGS, `KUBELET_KUBEADM_ARGS="${flags.join(" ")}"\n`, { mode: 0o644 });
}

export function writeKubeletConfig(config: unknown): void {
  fs.mkdirSync(path.dirname(KUBELET_CONFIG), { recursive: true });
  fs.writeFileSync(KUBELET_CONFIG, stringify(config, { lineWidth: 0 }), { mode: 0o644 });
}

/** As its reset does; what it leaves, it leaves. */
export function clean(): void {
  for (const folder of [MANIFESTS, PKI, "/var/lib/kubelet", "/var/lib/etcd"]) {
    if (!fs.existsSync(folder)) continue;
    for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
  }
  for (const name of ["admin", "super-admin", "kubelet", "bootstrap-kubelet", "controller-manager", "scheduler"]) {
    fs.rmSync(path.join(KUBERNETES, `${name}.conf`), { force: true });
  }
}
