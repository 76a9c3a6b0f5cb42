/** KubeletConfiguration and KubeProxyConfiguration, the same on every node. */
import type { KubeletConfiguration, KubeProxyConfiguration } from "./kinds";
import { CIPHER_SUITES } from "./server-arguments";
import type { ClusterSettings } from "./settings";

/** CIS Kubernetes Benchmark 1.12, section 4.2, by its numbers; kubespray's docs/operations/hardening.md. */
export function kubeletConfiguration(): KubeletConfiguration {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    // 4.2.1 to 4.2.4.
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true, cacheTTL: "2m0s" },
      x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    readOnlyPort: 0,
    // 4.2.5, 4.2.6.
    streamingConnectionIdleTimeout: "5m0s",
    makeIPTablesUtilChains: true,
    // The stage `essentials` sets what the kubelet would (kubespray's role node, 0080-system-configurations).
    protectKernelDefaults: true,
    // 4.2.8.
    eventRecordQPS: 5,
    // 4.2.10. Serving certificates are the kubelet's own until something in the cluster approves their requests (kubernetes#73356).
    rotateCertificates: true,
    serverTLSBootstrap: false,
    // 4.2.12.
    tlsMinVersion: "VersionTLS12",
    tlsCipherSuites: CIPHER_SUITES,
    // 4.2.13, 4.2.14.
    podPidsLimit: 4096,
    seccompDefault: true,
    cgroupDriver: "systemd",
    // Without it one that has swap would not start; the stage `essentials` turns it off.
    failSwapOn: true,
    // Pods end in an orderly way when the host is shut down: what is critical has the last 20 seconds.
    shutdownGracePeriod: "60s",
    shutdownGracePeriodCriticalPods: "20s",
    // What the system and the kubelet need for themselves, so that pods cannot starve them.
    systemReserved: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "1Gi" },
    kubeReserved: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "1Gi" },
    evictionHard: {
      "memory.available": "200Mi",
      "nodefs.available": "10%",
      "nodefs.inodesFree": "5%",
      "imagefs.available": "15%",
      "imagefs.inodesFree": "5%",
    },
    containerLogMaxSize: "50Mi",
    containerLogMaxFiles: 5,
    imageGCHighThresholdPercent: 80,
    imageGCLowThresholdPercent: 70,
    serializeImagePulls: false,
    maxParallelImagePulls: 4,
    // A stub resolver on the host would send CoreDNS's questions back to itself (kubeadm#1162); the stage `network` links the right file.
    resolvConf: "/etc/kubernetes/jangada-resolv.conf",
  };
}

export function kubeProxyConfiguration({ podCidr }: ClusterSettings): KubeProxyConfiguration {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode: "iptables",
    clusterCIDR: podCidr,
    // NodePorts on the nodes' own addresses alone, not on every interface that comes.
    nodePortAddresses: ["primary"],
  };
}
