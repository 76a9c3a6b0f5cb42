/** Stages by which hosts come into a cluster that is there, and by which it lets them. */
import { controlPlanesOf, fingerprintOf, hasMajority, isHealthy, membershipOf, putCluster } from "../cluster";
import type { Cluster } from "../cluster";
import type { StageRun } from "../stage-run";
import { discoveryOf, documentsOf, registrationOf } from "../upload";
import { answering, ownCluster } from "./answering";
import { become, checkName, CONTROL_PLANE_FILES, DISCOVERY, stay } from "./become";
import { needSecrets } from "./node-settings";
import { installedVersion, needPrepared } from "./prepare";
import { skipsMinor } from "./versions";

export function join(run: StageRun): void {
  const { host, upload } = run.input;
  const secrets = upload.secrets();
  const isControlPlane = run.setting("ROLE") === "control-plane";
  const member = membershipOf(host.state);
  if (member) {
    const named = secrets[DISCOVERY] === undefined ? undefined : discoveryOf(secrets[DISCOVERY])?.authority;
    return stay(run, member.authority, named ?? secrets["pki/ca.crt"]);
  }
  const text = upload.text("config/join.yaml");
  if (text === undefined) run.fail("join.yaml is missing in config/.");
  needSecrets(run, [DISCOVERY, ...(isControlPlane ? CONTROL_PLANE_FILES : [])]);
  needPrepared(run);
  const { JoinConfiguration } = documentsOf(text);
  const discovery = discoveryOf(secrets[DISCOVERY] ?? "");
  if (!discovery) run.fail(`${DISCOVERY} is no kubeconfig.`);
  let cluster = answering(run, discovery.endpoint);
  if (fingerprintOf(cluster.authority) !== fingerprintOf(discovery.authority)) {
    run.fail(`The cluster at ${discovery.endpoint} is another one: its authority is not ours.`);
  }
  // It is an administrator by the authority that was brought.
  if (isControlPlane) cluster = letIn(run, cluster, discovery.token);
  if (!cluster.tokens.includes(discovery.token))
    run.fail("The token lets nobody in: it is unknown, or its time is up.");
  const node = registrationOf(JoinConfiguration);
  checkName(run, node);
  const free = withoutEarlierLife(run, cluster, node.name);
  if (isControlPlane) needWholeEtcd(run, free);
  const version = installedVersion(run);
  if (skipsMinor(cluster.version, version) || (isControlPlane && version !== cluster.version)) {
    run.fail(`The cluster is at ${cluster.version}, and this host at ${version}.`);
  }
  if (!run.change("/etc/kubernetes/kubelet.conf")) return;
  become(run, free, node, isControlPlane ? "control-plane" : "worker");
}

/**
 * What an earlier life of this host left in the cluster is taken out. Where another host has its name, or etcd would lose its majority,
 * nothing is.
 */
function withoutEarlierLife(run: StageRun, cluster: Cluster, name: string): Cluster {
  const { host } = run.input;
  const address = run.setting("NODE_ADDRESS");
  const earlier = Object.entries(cluster.members).filter(
    ([other, member]) => other === name || (member.role === "control-plane" && member.address === address),
  );
  if (earlier.length === 0) return cluster;
  for (const [other] of earlier) {
    if (isHealthy(host.world, cluster, other, host)) {
      run.problem(
        `A node ${other} is there and is ready: another host has that name or address. Take it out (stage forget).`,
      );
    }
  }
  run.failIfProblems();
  const gone = earlier.map(([other]) => other);
  const members = Object.fromEntries(Object.entries(cluster.members).filter(([other]) => !gone.includes(other)));
  if (!hasMajority(host.world, { ...cluster, members }, host)) {
    run.fail(
      "etcd still lists this host, and those that stay are no majority: restore etcd, or bring the other control planes back first.",
    );
  }
  for (const other of gone) run.change(`node ${other} of an earlier life`);
  return { ...cluster, members };
}

/** One more member would put a majority at risk that not everybody is part of. */
function needWholeEtcd(run: StageRun, cluster: Cluster): void {
  const { world } = run.input.host;
  const away = controlPlanesOf(cluster).filter(([name]) => !isHealthy(world, cluster, name, run.input.host));
  if (away.length > 0) {
    run.fail(
      `etcd is not well (${away.map(([name]) => name).join(", ")}): one more member would put its majority at risk.`,
    );
  }
}

/** Where a control plane keeps the token that it lets others in by. */
const KEPT = "/etc/jangada/join-token";

/** The token by which nodes join is of use from now on: what was brought, or what was kept of an earlier time. */
export function joinWindow(run: StageRun): void {
  if (run.setting("ROLE") !== "control-plane") run.fail("A worker cannot let others in.");
  if (run.input.checking) return;
  const brought = run.input.upload.secrets()[DISCOVERY];
  const discovery = brought === undefined ? undefined : discoveryOf(brought);
  if (brought !== undefined && !discovery?.token) run.fail(`${DISCOVERY} holds no token.`);
  const token = discovery?.token ?? run.input.host.files.get(KEPT)?.content.toString().trim();
  if (token === undefined) run.fail(`No token was brought, and none is kept in ${KEPT}.`);
  run.ensureFile(KEPT, `${token}\n`, 0o600);
  const cluster = discovery ? answering(run, discovery.endpoint) : ownCluster(run);
  const node = run.input.environment["JANGADA_NODE"];
  if (node === undefined || !isHealthy(run.input.host.world, cluster, node)) letIn(run, cluster, token);
}

/** Others end within the hour. */
function letIn(run: StageRun, cluster: Cluster, token: string): Cluster {
  if (cluster.tokens.includes(token) || !run.change(`token ${token.split(".")[0] ?? ""}`)) return cluster;
  const open = { ...cluster, tokens: [token] };
  putCluster(run.input.host.world, open);
  return open;
}
