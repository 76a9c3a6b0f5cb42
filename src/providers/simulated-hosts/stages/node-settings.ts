/** What a node is to be beyond its membership: files of a control plane, labels and taints. */
import { clusterAt, membershipOf, putCluster } from "../cluster";
import type { StageRun } from "../stage-run";
import { pairsOf } from "../upload";

const ETC = "/etc/kubernetes";

/** Refuses where what has to lie there beforehand was not uploaded. */
export function needSecrets(run: StageRun, paths: readonly string[]): void {
  const there = run.input.upload.secrets();
  for (const path of paths) if (there[path] === undefined) run.problem(`${path} is missing in secrets/etc-kubernetes.`);
  run.failIfProblems();
}

/** For root's eyes alone, but for what is public. */
export function installSecrets(run: StageRun): void {
  for (const [path, content] of Object.entries(run.input.upload.secrets())) {
    run.ensureFile(`${ETC}/${path}`, content, /\.(crt|pub)$/.test(path) ? 0o644 : 0o600);
  }
}

/** Labels and taints that an administrator sets: `NODE_LABELS` and `NODE_TAINTS`, separated by spaces or commas. */
export function applyNodeSettings(run: StageRun): void {
  const { host } = run.input;
  const membership = membershipOf(host.state);
  const cluster = membership && clusterAt(host.world, membership.endpoint);
  const member = cluster?.members[membership?.node ?? ""];
  if (!membership || !cluster || !member) return;
  const labels = { ...member.labels, ...pairsOf(listOf(run.setting("NODE_LABELS"))) };
  const taints = "NODE_TAINTS" in run.input.settings ? listOf(run.setting("NODE_TAINTS")) : member.taints;
  const isSame = JSON.stringify([labels, taints]) === JSON.stringify([member.labels, member.taints]);
  if (isSame || !run.change(`labels and taints of ${membership.node}`)) return;
  putCluster(host.world, {
    ...cluster,
    members: { ...cluster.members, [membership.node]: { ...member, labels, taints } },
  });
}

const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);
