/** What kubeadm asks of a cluster and of the host. */
import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { KubeadmError } from "./kubeadm-error";
import { call, type Kubeconfig } from "./kubeconfig";
import { at, type KubeObject } from "./objects";

const LIMIT_MS = 30_000;

/** Where each document of a cluster's configuration is kept. */
export const CONFIG_MAPS: Readonly<Record<string, { readonly name: string; readonly key: string }>> = {
  ClusterConfiguration: { name: "kubeadm-config", key: "ClusterConfiguration" },
  KubeletConfiguration: { name: "kubelet-config", key: "kubelet" },
  KubeProxyConfiguration: { name: "kube-proxy", key: "config.conf" },
};

export async function upload(config: Kubeconfig, documents: readonly { readonly kind: string }[]): Promise<void> {
  for (const document of documents) {
    const place = CONFIG_MAPS[document.kind];
    if (!place) continue;
    const path = "/api/v1/namespaces/kube-system/configmaps";
    const object: KubeObject = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: place.name, namespace: "kube-system" },
      data: { [place.key]: stringify(document) },
    };
    const { status } = await call(config, { method: "PUT", path: `${path}/${place.name}`, body: object });
    if (status === 404) await request(config, "POST", path, object);
    else if (status >= 300) throw new KubeadmError(`unable to update ConfigMap ${place.name}`);
  }
}

export async function uploaded<T>(config: Kubeconfig, kind: string): Promise<T> {
  const { name, key } = CONFIG_MAPS[kind] ?? { name: "", key: "" };
  const path = `/api/v1/namespaces/kube-system/configmaps/${name}`;
  const { status, body } = await call(config, { method: "GET", path });
  if (status !== 200) {
    throw new KubeadmError(
      `error execution phase preflight: unable to fetch the ${name} ConfigMap: ${String(at(body, ["message"]))}`,
    );
  }
  return parse(String(at(body, ["data", key]))) as T;
}

export function systemctl(...args: readonly string[]): void {
  execFileSync("systemctl", args, { timeout: LIMIT_MS, stdio: "ignore" });
}

export async function wait(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new KubeadmError(`timed out waiting for the condition: ${what}`);
    await delay(50);
  }
}

export async function asked(config: Kubeconfig, path: string): Promise<number> {
  const { status } = await call(config, { method: "GET", path, timeout: 3000 });
  return status;
}

export async function request(config: Kubeconfig, method: string, path: string, body: unknown): Promise<unknown> {
  const answer = await call(config, { method, path, body });
  if (answer.status >= 300) throw new KubeadmError(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
