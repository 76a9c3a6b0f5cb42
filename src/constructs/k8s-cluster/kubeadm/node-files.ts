/** What lies on a host below `~/.jangada` beside the scripts, by path. File names are those that the stages know. */
import { KUBE_VIP_IMAGE } from "../../../catalog/kube-vip";
import type { EnvironmentFacts } from "../../../model/component";
import type { KubeadmBlock } from "../../../targets/kubeadm/block";
import type { Host } from "../../../targets/kubeadm/host-section";
import type { IClusterAuthority } from "../authority-contract";
import { clusterFile, type ClusterSettings, joinFile, kubeVipFile, type Node, nodesFile } from "./config";
import { stageSettings } from "./stage-settings";

export interface NodeFilesInput {
  readonly host: Host;
  readonly block: KubeadmBlock;
  readonly settings: ClusterSettings;
  readonly profile: EnvironmentFacts["profile"];
}

export interface NodeFiles {
  /** `settings.sh`, but for what only Terraform knows. */
  readonly settings: string;
  /** Below `config/`; none of it is secret. */
  readonly config: Readonly<Record<string, string>>;
  /** What of it a member is brought to when it changes: of a worker what its kubelet reads, and nothing of the control planes. */
  readonly converged: readonly string[];
}

export function nodeFiles({ host, block, settings, profile }: NodeFilesInput): NodeFiles {
  const cluster = clusterFile(settings);
  const [, ...ofEveryNode] = cluster.split("---\n");
  const ofControlPlanes: Readonly<Record<string, string>> = {
    "cluster.yaml": cluster,
    nodes: nodesFile(settings),
    ...virtualAddress(block.endpoint),
  };
  const isControlPlane = host.role === "control-plane";
  return {
    settings: stageSettings({ host, block, settings, profile }),
    config: {
      "cluster.yaml": cluster,
      "join.yaml": joinFile(nodeOf(host, settings), settings),
      ...(isControlPlane ? ofControlPlanes : {}),
    },
    converged: isControlPlane ? Object.entries(ofControlPlanes).flat() : ofEveryNode,
  };
}

function virtualAddress(endpoint: KubeadmBlock["endpoint"]): Readonly<Record<string, string>> {
  if (endpoint.kind !== "kube-vip") return {};
  const { address, interface: name } = endpoint;
  const image = `${KUBE_VIP_IMAGE.repository}:${KUBE_VIP_IMAGE.tag}`;
  return { "kube-vip.yaml": kubeVipFile({ address, image, ...(name === undefined ? {} : { interface: name }) }) };
}

/** What a host is handed for as long as a stage runs, by its path below `secrets/`. */
export function secretFiles(
  role: Host["role"],
  { controlPlaneFiles, joinFiles }: Pick<IClusterAuthority, "controlPlaneFiles" | "joinFiles">,
): Readonly<Record<string, string>> {
  const files = { ...(role === "control-plane" ? controlPlaneFiles : {}), ...joinFiles };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`etc-kubernetes/${path}`, text]));
}

export function nodeOf({ name }: Host, { nodes }: ClusterSettings): Node {
  const found = nodes.find((node) => node.name === name);
  if (!found) throw new RangeError(`'${name}' is none of the nodes.`);
  return found;
}
