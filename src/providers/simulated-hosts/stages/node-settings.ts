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

/** Labels and taints of every node, which a control plane sets: `<node> label <key>=<value>`, `<node> taint <key>=<value>:<effect>`. */
export function applyNodeSettings(run: StageRun): void {
  const { host, upload } = run.input;
  const membership = membershipOf(host.state);
  const text = upload.text("config/nodes");
  if (!membership || text === undefined) return;
  for (const [name, asked] of readNodes(text)) {
    // Each time anew: it changes.
    const cluster = clusterAt(host.world, membership.endpoint);
    const member = cluster?.members[name];
    if (!cluster || !member) continue;
    const labels = { ...member.labels, ...asked.labels };
    const isSame = JSON.stringify([labels, asked.taints]) === JSON.stringify([member.labels, member.taints]);
    if (isSame || !run.change(`labels and taints of ${name}`)) continue;
    const { taints } = asked;
    putCluster(host.world, { ...cluster, members: { ...cluster.members, [name]: { ...member, labels, taints } } });
  }
}

interface Asked {
  readonly labels: Record<string, string>;
  readonly taints: string[];
}

function readNodes(text: string): ReadonlyMap<string, Asked> {
  const nodes = new Map<string, Asked>();
  for (const [, name = "", kind, what = ""] of text.matchAll(/^(\S+) (label|taint) (.+)$/gm)) {
    const node = nodes.get(name) ?? { labels: {}, taints: [] };
    nodes.set(name, node);
    if (kind === "label") Object.assign(node.labels, pairsOf([what]));
    else node.taints.push(what.replace("=:", ":"));
  }
  return nodes;
}
