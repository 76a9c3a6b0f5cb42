/** Stages by which a host ends to be a node. */
import {
  clusterAt,
  controlPlanesOf,
  hasMajority,
  hostId,
  isHealthy,
  membershipOf,
  putCluster,
  removeCluster,
} from "../cluster";
import type { StageRun } from "../stage-run";
import { ownCluster } from "./answering";

/** What the stage takes away; packages, names and hardening stay. */
const GONE = [
  ...["/etc/kubernetes", "/var/lib/etcd", "/var/lib/kubelet", "/etc/cni/net.d", "/var/lib/jangada/applied"],
  ...[
    "/etc/jangada/firewall.nft",
    "/etc/jangada/join-token",
    "/etc/systemd/system/jangada-firewall.service",
    "/etc/keepalived",
  ],
];

/** On the host itself: nothing of the cluster is left on it. */
export function remove(run: StageRun): void {
  const { host } = run.input;
  const member = membershipOf(host.state);
  if (member && run.change("/etc/kubernetes/kubelet.conf")) {
    const { member: _, ...rest } = host.state;
    host.state = rest;
    const cluster = clusterAt(host.world, member.endpoint);
    // What nobody has control over any more is no cluster.
    const left = cluster && controlPlanesOf(cluster).filter(([name]) => isHealthy(host.world, cluster, name, host));
    if (cluster && left?.length === 0) removeCluster(host.world, cluster.endpoint);
  }
  if (run.input.checking) return;
  for (const path of GONE) host.files.remove(path);
}

/** On another control plane: the cluster forgets the node that JANGADA_NODE names. */
export function forget(run: StageRun): void {
  const { host, environment } = run.input;
  const name = environment["JANGADA_NODE"] ?? "";
  if (name === "") run.fail("JANGADA_NODE names no node.");
  const cluster = ownCluster(run);
  const member = cluster.members[name];
  if (!member) return run.note(`There is no node ${name}.`);
  if (member.host === hostId(host)) run.fail(`${name} is this host itself: another control plane has to do it.`);
  if (!hasMajority(host.world, cluster, host))
    run.fail("etcd has no majority: nothing can be taken out of the cluster.");
  const { [name]: _, ...members } = cluster.members;
  const without = { ...cluster, members };
  if (controlPlanesOf(without).length === 0) run.fail(`${name} is the last control plane.`);
  if (member.role === "control-plane" && !hasMajority(host.world, without, host)) {
    run.fail(`Without ${name} etcd would have no majority.`);
  }
  if (run.change(`node ${name}`)) putCluster(host.world, without);
}
