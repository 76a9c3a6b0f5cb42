/**
 * What makes members of the cluster: the first control plane, the window in which nodes may join, the members themselves. Their resources carry what a
 * host is, and nothing of what changes on it: being destroyed takes a member out of the cluster.
 */
import { type FileProvisioner, type RemoteExecProvisioner, TerraformLocal, type TerraformResource } from "cdktf";
import type { Host } from "../../../../targets/kubeadm/host-section";
import { runOn, writeTo } from "../../../kit/cdktf/provisioners";
import { TerraformData } from "../../../kit/cdktf/terraform-data";
import { initFile } from "../config";
import { nodeOf, secretFiles } from "../node-files";
import { bundle } from "./bundle";
import type { HostGraph } from "./host-graph";

/** Seconds in which a control plane, and the host that goes, must answer: it may be the dead one. */
const ANSWER = { controlPlane: 60, gone: 30 } as const;

export type Members = readonly TerraformData[];

export function makeMembers(graph: HostGraph): Members {
  const [first] = controlPlanesOf(graph);
  if (!first) return [graph.prepared];
  let last: readonly TerraformData[] = [graph.prepared];
  if (!graph.isLeftOut("init")) last = [initialise(graph, first, last)];
  if (graph.isLeftOut("join")) return last;
  const window = openWindow(graph, first, last);
  const controlPlanes = member(graph, "control-plane", [window]);
  // A worker that goes has control planes to tell; of a plan that takes both away, it goes first.
  return [controlPlanes, member(graph, "worker", [window, controlPlanes], letIn(graph, "${each.key}"))];
}

export const controlPlanesOf = ({ present }: HostGraph): readonly Host[] =>
  present.filter(({ role }) => role === "control-plane");

/** Makes the cluster, and does so once in its life: whoever is the first control plane later has nothing to do with it. */
function initialise(graph: HostGraph, host: Host, after: readonly TerraformResource[]): TerraformData {
  const { settings } = graph;
  return new TerraformData(graph, "init", {
    triggersReplace: { cluster: `\${${graph.identity}}` },
    // What cannot be changed in the life of a cluster, for whoever compares it at the next synth.
    input: {
      endpoint: `${settings.endpoint.host}:${settings.endpoint.port}`,
      pod_cidr: settings.podCidr,
      service_cidr: settings.serviceCidr,
    },
    dependsOn: [...after],
    provisioners: withSecrets(graph, { host, stage: "init", place: placeIn(graph, host) }),
  });
}

/** By the token of this set of nodes, which is another one whenever the set is. The host keeps it, for what comes later. */
function openWindow(graph: HostGraph, host: Host, after: readonly TerraformResource[]): TerraformData {
  return new TerraformData(graph, "join-window", {
    triggersReplace: {
      cluster: `\${${graph.identity}}`,
      nodes: graph.present.map(({ name }) => name).join(","),
      hosts: `\${sha256(join(",", [for name in sort(keys(${graph.all})) : ${graph.all}[name].identity]))}`,
    },
    dependsOn: [...after],
    provisioners: withSecrets(graph, { host, stage: "join-window", place: placeIn(graph, host) }),
  });
}

/**
 * The window is open for an hour: whoever joins later, since an earlier try failed, has it opened again. Control planes do so themselves.
 * @param name of a node, or an expression of it: where that one is ready, nothing is opened
 */
export function letIn(graph: HostGraph, name: string): readonly RemoteExecProvisioner[] {
  const [first] = controlPlanesOf(graph);
  if (!first || graph.isLeftOut("join")) return [];
  const connection = graph.reach(placeIn(graph, first), `.jangada/let-in-${name}.sh`);
  return [runOn({ commands: [`bash .jangada/run.sh join-window ${name}`], connection })];
}

/** @param before what is done elsewhere, for each of them, before it joins */
function member(
  graph: HostGraph,
  role: Host["role"],
  after: readonly TerraformResource[],
  before: readonly RemoteExecProvisioner[] = [],
): TerraformData {
  const place = "each.value.place";
  const example = graph.present.find((host) => host.role === role);
  return new TerraformData(graph, role, {
    forEach: `{ for name, host in ${graph.all} : name => host if host.role == "${role}" }`,
    triggersReplace: { cluster: `\${${graph.identity}}`, name: "${each.key}", host: "${each.value.identity}" },
    // What a destroy provisioner may know: nothing but this. Its changes replace nobody.
    input: {
      node: "${each.key}",
      node_address: "${each.value.node}",
      identity: "${each.value.identity}",
      role,
      place: `\${${place}}`,
      peers: `\${[for name in sort(keys(${graph.all})) : ${graph.all}[name].place if ${graph.all}[name].role == "control-plane" && name != each.key]}`,
    },
    dependsOn: [...after],
    provisioners: [
      ...before,
      ...(example ? withSecrets(graph, { host: example, stage: "join", place }) : []),
      ...takeOut(graph),
    ],
  });
}

/**
 * Takes the node out of the cluster on control planes that stay, so many that one of them lives as long as the cluster does, and resets the host itself.
 * Each is done whatever became of the other: the host may be the dead one, and of a cluster that goes as a whole nobody stays.
 */
function takeOut(graph: HostGraph): readonly RemoteExecProvisioner[] {
  const quorum = Math.floor(controlPlanesOf(graph).length / 2) + 1;
  const peers = Array.from({ length: quorum }, (_, index) =>
    runOn({
      commands: ["bash .jangada/run.sh forget ${self.input.node} ${self.input.node_address}"],
      connection: graph.reach(
        // There may have been fewer at the last apply, or none but itself.
        `try(self.input.peers[${index}], self.input.peers[0], self.input.place)`,
        ".jangada/forget-${self.input.node}.sh",
        ANSWER.controlPlane,
      ),
      when: "destroy",
      onFailure: "continue",
    }),
  );
  const host = runOn({
    commands: ["bash .jangada/run.sh remove"],
    connection: graph.reach("self.input.place", ".jangada/run-remove.sh", ANSWER.gone),
    when: "destroy",
    onFailure: "continue",
  });
  return [...peers, host];
}

/** A local: in a function's argument cdktf would have every quote of it escaped by hand. */
function initFileOf(graph: HostGraph, host: Host): Readonly<Record<string, string>> {
  const made = graph.node.tryFindChild("init-file") as TerraformLocal | undefined;
  const text = initFile(nodeOf(host, graph.settings), graph.settings, graph.hosts.authority);
  return { "init.yaml": (made ?? new TerraformLocal(graph, "init-file", text)).asString };
}

/** The second one ends what the first one began, if that was killed. */
const BEGINS: readonly string[] = ["init", "join-window"];

/** The expression of a host's place where it is no `each`. */
export const placeIn = ({ all }: HostGraph, { name }: Host): string => `${all}["${name}"].place`;

/** A stage that needs secrets: they are handed over by themselves. The stage takes them when its turn has come, and away however it ends. */
export function withSecrets(
  graph: HostGraph,
  { host, stage, place }: { readonly host: Host; readonly stage: string; readonly place: string },
): (FileProvisioner | RemoteExecProvisioner)[] {
  const { hosts } = graph;
  const begins = BEGINS.includes(stage) && !graph.isLeftOut("init");
  const files = { ...secretFiles(host.role, hosts.authority), ...(begins ? initFileOf(graph, host) : {}) };
  const connection = graph.reach(place, `.jangada/run-${stage}.sh`);
  return [
    writeTo({ text: bundle(files), destination: ".jangada/secrets.bundle", connection }),
    runOn({
      commands: [`bash .jangada/run.sh ${stage}`],
      connection,
    }),
  ];
}
