/**
 * The configuration kinds that kubeadm, the kubelet, kube-proxy and the API server read, as far as they are written here. Field names are
 * theirs (k8s.io/kubernetes cmd/kubeadm/app/apis/kubeadm/v1beta4, k8s.io/kubelet/config/v1beta1, k8s.io/kube-proxy/config/v1alpha1,
 * k8s.io/apiserver/pkg/apis). Durations are Go's, such as `5m0s`.
 */

/** An argument of a component, without the leading hyphens. */
export interface Argument {
  readonly name: string;
  readonly value: string;
}

export interface HostPathMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly pathType: "Directory" | "DirectoryOrCreate" | "File";
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

export interface NodeRegistration {
  readonly name: string;
  readonly criSocket: string;
  /** Empty: none; kubeadm would taint a control plane where the field is left out. */
  readonly taints: readonly Taint[];
  readonly kubeletExtraArgs: readonly Argument[];
  readonly imagePullPolicy: "IfNotPresent";
  readonly imagePullSerial: boolean;
}

export interface Timeouts {
  readonly controlPlaneComponentHealthCheck: string;
  readonly discovery: string;
  readonly etcdAPICall: string;
  readonly kubeletHealthCheck: string;
  readonly kubernetesAPICall: string;
  readonly tlsBootstrap: string;
  readonly upgradeManifests: string;
}

interface ApiEndpoint {
  readonly advertiseAddress: string;
  readonly bindPort: number;
}

interface ControlPlaneComponent {
  readonly extraArgs: readonly Argument[];
  readonly extraVolumes?: readonly HostPathMount[];
}

export interface InitConfiguration {
  readonly apiVersion: "kubeadm.k8s.io/v1beta4";
  readonly kind: "InitConfiguration";
  readonly bootstrapTokens: readonly {
    readonly token: string;
    readonly description: string;
    readonly ttl: string;
    readonly usages: readonly ("signing" | "authentication")[];
    readonly groups: readonly string[];
  }[];
  readonly localAPIEndpoint: ApiEndpoint;
  readonly nodeRegistration: NodeRegistration;
  readonly skipPhases: readonly string[];
  readonly timeouts: Timeouts;
}

export interface ClusterConfiguration {
  readonly apiVersion: "kubeadm.k8s.io/v1beta4";
  readonly kind: "ClusterConfiguration";
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly controlPlaneEndpoint: string;
  readonly networking: { readonly podSubnet: string; readonly serviceSubnet: string; readonly dnsDomain: string };
  readonly apiServer: ControlPlaneComponent & { readonly certSANs: readonly string[] };
  readonly controllerManager: ControlPlaneComponent;
  readonly scheduler: ControlPlaneComponent;
  readonly etcd: { readonly local: { readonly dataDir: string; readonly extraArgs: readonly Argument[] } };
  readonly encryptionAlgorithm: "ECDSA-P256" | "ECDSA-P384" | "RSA-2048" | "RSA-3072" | "RSA-4096";
  readonly certificateValidityPeriod: string;
}

export interface JoinConfiguration {
  readonly apiVersion: "kubeadm.k8s.io/v1beta4";
  readonly kind: "JoinConfiguration";
  readonly discovery: { readonly file: { readonly kubeConfigPath: string } };
  readonly controlPlane?: { readonly localAPIEndpoint: ApiEndpoint };
  readonly nodeRegistration: NodeRegistration;
  readonly timeouts: Timeouts;
}

export interface KubeletConfiguration {
  readonly apiVersion: "kubelet.config.k8s.io/v1beta1";
  readonly kind: "KubeletConfiguration";
  readonly cgroupDriver: "systemd" | "cgroupfs";
  readonly [field: string]: unknown;
}

export interface KubeProxyConfiguration {
  readonly apiVersion: "kubeproxy.config.k8s.io/v1alpha1";
  readonly kind: "KubeProxyConfiguration";
  readonly mode: "iptables" | "ipvs" | "nftables";
  readonly [field: string]: unknown;
}

/** Any kind, to be written. */
export type Configuration = { readonly apiVersion: string; readonly kind: string };
