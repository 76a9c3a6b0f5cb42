/** Clusters of bare hosts whose configurations the tests look at, and the real kubeadm judges. */
import { z } from "zod";
import { clusterSettings, type ClusterSettings } from "../../../../src/constructs/k8s-cluster/kubeadm/config";
import { blockFields } from "../../../../src/targets/kubeadm/block";
import { hostKeyOf } from "../../../helpers/host-keys";

const host = (name: string, address: string, role: string, number: number, more: object = {}) => ({
  name,
  address,
  role,
  hostKey: hostKeyOf(number),
  ...more,
});

const three = [
  host("cp1", "192.0.2.11", "control-plane", 1, { zone: "a" }),
  host("cp2", "192.0.2.12", "control-plane", 2, { zone: "b" }),
  host("cp3", "cp3.example.org", "control-plane", 3, { zone: "c", nodeAddress: "192.0.2.13" }),
];
const workers = [
  host("w2", "192.0.2.22", "worker", 5, { taints: [{ key: "gpu", value: "yes", effect: "NoSchedule" }] }),
  host("w1", "192.0.2.21", "worker", 4, { labels: { team: "nets" } }),
  host("w9", "192.0.2.29", "worker", 9, { state: "absent" }),
];

const BLOCKS = {
  single: { hosts: [three[0]], endpoint: { kind: "single" } },
  "single by name": { hosts: [three[0]], endpoint: { kind: "single", host: "api.example.org" } },
  keepalived: { hosts: [...three, ...workers], endpoint: { kind: "keepalived", address: "192.0.2.10" } },
  "kube-vip": { hosts: [...three, ...workers], endpoint: { kind: "kube-vip", address: "192.0.2.10" } },
  external: { hosts: [...three, ...workers], endpoint: { kind: "external", host: "lb.example.org", port: 8443 } },
} as const;

export type ClusterName = keyof typeof BLOCKS;
export const clusterNames = Object.keys(BLOCKS) as readonly ClusterName[];

export function settingsOf(name: ClusterName, version = "1.35"): ClusterSettings {
  const block = z.object(blockFields).parse({ keyFile: "key", ...BLOCKS[name] });
  const settings = clusterSettings({
    name: "dev",
    site: "fortaleza",
    block,
    cluster: { version, serviceCidr: "172.20.0.0/16" },
  });
  if (!settings) throw new Error(`Kubernetes ${version} is not installed on hosts.`);
  return settings;
}

export const secrets = {
  token: "abcdef.0123456789abcdef",
  certificateAuthority: Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64"),
  encryptionKeys: [{ name: "key1", secret: Buffer.alloc(32, 7).toString("base64") }],
};
