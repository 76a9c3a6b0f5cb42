/** Stages that keep nodes and cluster as they are to be: versions, configuration, health. */
import { clusterAt, controlPlanesOf, isHealthy, membershipOf, putCluster } from "../cluster";
import type { Cluster } from "../cluster";
import type { StageRun } from "../stage-run";
import { ownCluster } from "./answering";
import { join } from "./join";
import { applyNodeSettings, installSecrets } from "./node-settings";
import { installedVersion, setPackages } from "./prepare";
import { isOlder, skipsMinor } from "./versions";

/** What kubeadm last made the node from. */
const CONFIGURATION = "/var/lib/jangada/cluster.yaml";

export function converge(run: StageRun): void {
  const { host, upload, checking } = run.input;
  // Terraform that was killed holds a join for done that it had only begun.
  if (!checking && !membershipOf(host.state)) join(run);
  const cluster = ownCluster(run);
  const configuration = upload.text("config/cluster.yaml");
  if (configuration === undefined) run.fail("cluster.yaml is missing in config/.");
  raise(run, cluster);
  run.ensureFile(CONFIGURATION, configuration);
  installSecrets(run);
  if (run.setting("ROLE") === "control-plane") applyNodeSettings(run);
  if (!checking && run.changes.length > 0)
    run.note(`${membershipOf(host.state)?.node ?? ""} was drained, and takes pods again.`);
}

/** Control planes first and minor by minor; nothing ever goes back. */
function raise(run: StageRun, cluster: Cluster): void {
  const { host } = run.input;
  const name = membershipOf(host.state)?.node ?? "";
  const member = cluster.members[name];
  if (!member) run.fail(`The cluster knows no node ${name}.`);
  const wanted = run.setting("KUBERNETES_VERSION");
  if (isOlder(wanted, cluster.version) || isOlder(wanted, member.version)) {
    run.fail(`${wanted} would be a step back from ${cluster.version}, which nothing in Kubernetes survives.`);
  }
  if (skipsMinor(cluster.version, wanted) || skipsMinor(member.version, wanted)) {
    run.fail(`From ${member.version} to ${wanted} a minor would be skipped: raise it one minor at a time.`);
  }
  if (member.role === "worker") {
    for (const [other, { version }] of controlPlanesOf(cluster)) {
      if (isOlder(version, wanted)) run.problem(`The control plane ${other} is still at ${version}: it comes first.`);
    }
    run.failIfProblems();
  }
  const isDue = member.version !== wanted || installedVersion(run) !== wanted;
  if (!isDue || !run.change(`version ${wanted} in place of ${member.version}`)) return;
  setPackages(run, wanted);
  const version = member.role === "control-plane" ? wanted : cluster.version;
  const members = { ...cluster.members, [name]: { ...member, version: wanted } };
  putCluster(host.world, { ...cluster, version, members });
}

/** It changes nothing. */
export function health(run: StageRun): void {
  const { host } = run.input;
  const { endpoint } = ownCluster(run);
  const cluster = clusterAt(host.world, endpoint);
  if (!cluster) return;
  for (const [name] of controlPlanesOf(cluster)) {
    if (!isHealthy(host.world, cluster, name, host)) run.problem(`The control plane ${name} does not answer.`);
  }
  const wanted = run
    .setting("NODES")
    .split(" ")
    .filter(Boolean)
    .map((pair) => pair.split("=")[0] ?? "");
  for (const name of wanted) if (!cluster.members[name]) run.problem(`The node ${name} has not joined.`);
  for (const name of Object.keys(cluster.members)) {
    if (!wanted.includes(name)) run.note(`The node ${name} is none of those that are to be.`);
  }
  run.failIfProblems();
}
