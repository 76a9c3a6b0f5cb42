/** What init and join have in common: a host becomes a node, or is one already. */
import { type Cluster, fingerprintOf, hostId, type Member, putCluster } from "../cluster";
import type { StageRun } from "../stage-run";
import type { Registered } from "../upload";
import { installSecrets } from "./node-settings";
import { installedVersion } from "./prepare";

/** What kubeadm takes, and makes no authority of its own beside it. */
const AUTHORITIES = ["pki/ca", "pki/etcd/ca", "pki/front-proxy-ca"].flatMap((path) => [`${path}.crt`, `${path}.key`]);
export const CONTROL_PLANE_FILES = [...AUTHORITIES, "pki/sa.key", "pki/sa.pub"];
export const DISCOVERY = "jangada-discovery.conf";

/** A node of this cluster stays one; of another, nothing is done to it. */
export function stay(run: StageRun, fingerprint: string, authority: string | undefined): void {
  if (authority !== undefined && fingerprintOf(authority) !== fingerprint) {
    run.fail("This host is a node of another cluster.");
  }
  run.note("It is a node already.");
}

export function become(run: StageRun, cluster: Cluster, node: Registered, role: Member["role"]): void {
  const { host } = run.input;
  const { endpoint, authority } = cluster;
  const { labels, taints } = node;
  const version = installedVersion(run);
  const address = run.setting("NODE_ADDRESS");
  const member: Member = { host: hostId(host), address, role, version, labels, taints, unschedulable: false };
  installSecrets(run);
  host.files.write("/etc/kubernetes/kubelet.conf", `${endpoint}\n`, 0o600);
  host.state = { ...host.state, member: { endpoint, authority: fingerprintOf(authority), node: node.name } };
  putCluster(host.world, { ...cluster, members: { ...cluster.members, [node.name]: member } });
}

export function checkName(run: StageRun, { name }: Registered): void {
  if (name !== run.setting("NODE_NAME")) run.fail(`The configuration is that of ${name}.`);
}
