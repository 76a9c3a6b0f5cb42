/** Custom resources by which Calico is what the file says. */
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { CALICO_NAMESPACE, CALICO_OPERATOR_NAMESPACE } from "./names";
import { type Encapsulation, type KubeadmClusterBlock, usesBgp } from "./section";

const OPERATOR_API = "operator.tigera.io/v1";
const API = "projectcalico.org/v3";

/** As `Installation` of the operator names them. */
const CALICO_ENCAPSULATION: { readonly [E in Encapsulation]: string } = {
  vxlan: "VXLAN",
  "vxlan-cross-subnet": "VXLANCrossSubnet",
  ipip: "IPIP",
  "ipip-cross-subnet": "IPIPCrossSubnet",
  none: "None",
};

export interface InstallationProps {
  /** Encapsulation, encryption, packets' size, and whether pods are closed. */
  readonly network: KubeadmClusterBlock["network"];
  /** IPv4 range of pods. */
  readonly podCidr: string;
  /** Copies of Calico's own controllers and of its API server. */
  readonly replicas: number;
}

/** What the operator installs, and keeps so. */
export function installationObjects({ network, podCidr, replicas }: InstallationProps): readonly KubernetesObject[] {
  const { encapsulation, mtu } = network;
  return [
    {
      apiVersion: OPERATOR_API,
      kind: "Installation",
      metadata: { name: "default" },
      spec: {
        variant: "Calico",
        cni: { type: "Calico", ipam: { type: "Calico" } },
        calicoNetwork: {
          bgp: usesBgp(encapsulation) ? "Enabled" : "Disabled",
          linuxDataplane: "Iptables",
          hostPorts: "Enabled",
          ...(mtu === undefined ? {} : { mtu }),
          // Of a host with several interfaces, the one that the kubelet was told of: the first that Calico finds may be another.
          nodeAddressAutodetectionV4: { kubernetes: "NodeInternalIP" },
          ipPools: [
            {
              name: "default-ipv4-ippool",
              cidr: podCidr,
              encapsulation: CALICO_ENCAPSULATION[encapsulation],
              natOutgoing: "Enabled",
              nodeSelector: "all()",
            },
          ],
        },
        controlPlaneReplicas: replicas,
        // Volumes of a CSI driver by which sidecars of Istio read flows: nothing here does.
        kubeletVolumePluginPath: "None",
      },
    },
    // By which everything below is written: `crd.projectcalico.org` is its store, and not meant to be written by hand.
    { apiVersion: OPERATOR_API, kind: "APIServer", metadata: { name: "default" }, spec: {} },
  ];
}

/** Settings of what Calico makes itself with its first start; taken over, and only these fields set. */
export function settingObjects({ wireguard }: KubeadmClusterBlock["network"]): readonly KubernetesObject[] {
  return [
    {
      apiVersion: API,
      kind: "KubeControllersConfiguration",
      metadata: { name: "default" },
      // Nodes become endpoints that policies can name, with all of their addresses, those of tunnels too: by these the API
      // server comes from another node, and they are of the pods' range. Nothing is closed by it: each has a profile that lets all in.
      spec: {
        controllers: { node: { hostEndpoint: { autoCreate: "Enabled", createDefaultHostEndpoint: "Enabled" } } },
      },
    },
    {
      apiVersion: API,
      kind: "FelixConfiguration",
      metadata: { name: "default" },
      spec: { wireguardEnabled: wireguard },
    },
  ];
}

/** Evaluated before the tier `default`, in which the cluster's NetworkPolicies are (docs.tigera.io, "Tiered policy"). */
const TIER = "jangada";
const TIER_ORDER = 500;
/** NetworkPolicies of Kubernetes have the order 1000 (libcalico-go, conversion.go). What comes after them decides what none of them does. */
const AFTER_POLICIES = 2000;

/** Whose pods the cluster does not run without, and which come before any policy. */
export const OPEN_NAMESPACES = [
  "kube-system",
  "kube-public",
  "kube-node-lease",
  CALICO_NAMESPACE,
  "calico-apiserver",
  CALICO_OPERATOR_NAMESPACE,
] as const;

const CLOSED = `kubernetes.io/metadata.name not in {${OPEN_NAMESPACES.map((name) => `"${name}"`).join(", ")}}`;
/** A host and no pod: pods carry their namespace, whatever other labels somebody gives them (libcalico-go, conversion.go). */
const CONTROL_PLANES = `has(node-role.kubernetes.io/control-plane) && !has(projectcalico.org/namespace)`;
const DNS = { namespaceSelector: 'kubernetes.io/metadata.name == "kube-system"', selector: 'k8s-app == "kube-dns"' };

/** Who is let in everywhere, and what is closed that nobody opened. */
export function policyObjects({ defaultDeny }: KubeadmClusterBlock["network"]): readonly KubernetesObject[] {
  return [
    { apiVersion: API, kind: "Tier", metadata: { name: TIER }, spec: { order: TIER_ORDER, defaultAction: "Pass" } },
    {
      apiVersion: API,
      kind: "GlobalNetworkPolicy",
      metadata: { name: `${TIER}.control-planes` },
      spec: {
        tier: TIER,
        order: 1,
        // Webhooks and aggregated APIs are asked by the API server, from its host.
        namespaceSelector: CLOSED,
        types: ["Ingress"],
        ingress: [{ action: "Allow", protocol: "TCP", source: { selector: CONTROL_PLANES } }],
      },
    },
    ...(defaultDeny
      ? [
          {
            apiVersion: API,
            kind: "GlobalNetworkPolicy",
            metadata: { name: "default-deny" },
            spec: {
              tier: "default",
              order: AFTER_POLICIES,
              namespaceSelector: CLOSED,
              types: ["Ingress", "Egress"],
              egress: ["UDP", "TCP"].map((protocol) => ({
                action: "Allow",
                protocol,
                destination: { ...DNS, ports: [53] },
              })),
            },
          },
        ]
      : []),
  ];
}
