/** kubeadm's InitConfiguration, ClusterConfiguration and JoinConfiguration. */
import type { ClusterConfiguration, InitConfiguration, JoinConfiguration, NodeRegistration, Timeouts } from "./kinds";
import { PLACES } from "./places";
import {
  apiServerArguments,
  apiServerVolumes,
  controllerManagerArguments,
  etcdArguments,
  schedulerArguments,
} from "./server-arguments";
import type { ClusterSettings, Node } from "./settings";
import { API_PORT } from "../../../../targets/kubeadm/endpoint-section";

const VERSION = "kubeadm.k8s.io/v1beta4";

/** For how long a token lets nodes join; every change of the hosts renews it. */
export const TOKEN_TTL = "1h0m0s";

/** kubeadm's own, but for what takes images to be fetched over a slow line (kubeadm#1546, #2927). */
const timeouts: Timeouts = {
  controlPlaneComponentHealthCheck: "4m0s",
  discovery: "5m0s",
  etcdAPICall: "2m0s",
  kubeletHealthCheck: "4m0s",
  kubernetesAPICall: "1m0s",
  tlsBootstrap: "5m0s",
  upgradeManifests: "10m0s",
};

export function clusterConfiguration(settings: ClusterSettings): ClusterConfiguration {
  const { endpoint, nodes } = settings;
  const controlPlanes = nodes.filter(({ role }) => role === "control-plane");
  return {
    apiVersion: VERSION,
    kind: "ClusterConfiguration",
    clusterName: settings.name,
    kubernetesVersion: `v${settings.version}`,
    controlPlaneEndpoint: `${endpoint.host}:${endpoint.port}`,
    networking: { podSubnet: settings.podCidr, serviceSubnet: settings.serviceCidr, dnsDomain: "cluster.local" },
    apiServer: {
      // Each control plane by itself too, where the endpoint is what has failed.
      certSANs: [
        ...new Set([endpoint.host, ...controlPlanes.flatMap(({ name, address }) => [name, address]), "127.0.0.1"]),
      ],
      extraArgs: apiServerArguments,
      extraVolumes: apiServerVolumes,
    },
    controllerManager: { extraArgs: controllerManagerArguments },
    scheduler: { extraArgs: schedulerArguments },
    etcd: { local: { dataDir: PLACES.etcd, extraArgs: etcdArguments } },
    encryptionAlgorithm: "ECDSA-P256",
    // A year; they are renewed with every upgrade, and by a timer on each control plane.
    certificateValidityPeriod: "8760h0m0s",
  };
}

/** @param token `<6>.<16>` lower-case letters and digits: the file that this is written to is secret */
export function initConfiguration(node: Node, settings: ClusterSettings, token: string): InitConfiguration {
  return {
    apiVersion: VERSION,
    kind: "InitConfiguration",
    bootstrapTokens: [
      {
        token,
        description: "Nodes of this environment join by it.",
        ttl: TOKEN_TTL,
        usages: ["signing", "authentication"],
        groups: ["system:bootstrappers:kubeadm:default-node-token"],
      },
    ],
    localAPIEndpoint: { advertiseAddress: node.address, bindPort: API_PORT },
    nodeRegistration: registration(node, settings),
    // Certificates travel with the stages, not through the cluster; whoever may read cluster-info finds nothing there.
    skipPhases: ["upload-certs"],
    timeouts,
  };
}

export function joinConfiguration(node: Node, settings: ClusterSettings): JoinConfiguration {
  return {
    apiVersion: VERSION,
    kind: "JoinConfiguration",
    discovery: { file: { kubeConfigPath: PLACES.discovery } },
    ...(node.role === "control-plane"
      ? { controlPlane: { localAPIEndpoint: { advertiseAddress: node.address, bindPort: API_PORT } } }
      : {}),
    nodeRegistration: registration(node, settings),
    timeouts,
  };
}

function registration(node: Node, { site }: ClusterSettings): NodeRegistration {
  return {
    name: node.name,
    criSocket: PLACES.containerd,
    taints: node.taints,
    kubeletExtraArgs: [
      // A host with several interfaces would take the one of its default route.
      { name: "node-ip", value: node.address },
      { name: "node-labels", value: labelsOf(node, site) },
    ],
    imagePullPolicy: "IfNotPresent",
    imagePullSerial: true,
  };
}

/** What a kubelet may say of itself at registration (NodeRestriction); the others are set by an administrator, in the stage `converge`. */
function labelsOf({ zone }: Node, site: string): string {
  const labels = {
    "topology.kubernetes.io/region": site,
    ...(zone === undefined ? {} : { "topology.kubernetes.io/zone": zone }),
  };
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
