/** What kubeadm asks of a cluster and of the host. */
import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { KubeadmError } from "./kubeadm-error";
import { call, type Kubeconfig } from "./kubeconfig";
import type { KubeObject } from "./objects";

const LIMIT_MS = 30_000;

/** Where each document of a cluster's configuration is kept. */
export const CONFIG_MAPS: Readonly<Record<string, string>> = {
  ClusterConfiguration: "kubeadm-config",
  KubeletConfiguration: "kubelet-config",
  KubeProxyConfiguration: "kube-proxy",
};

export const configMap = (name: string, document: unknown): KubeObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "kube-system" },
  data: { document: JSON.stringify(document) },
});

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
