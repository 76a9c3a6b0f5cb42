/**
 * kube-vip as a static pod: moves the virtual address between the control planes, by ARP, for whoever holds its lease. It speaks with the API server
 * beside it, by a kubeconfig of its own that the stages make (`/etc/kubernetes/kube-vip.conf`).
 */
import { stringify } from "yaml";

export interface KubeVipInput {
  readonly address: string;
  /** @default the interface of the default route, as kube-vip finds it */
  readonly interface?: string;
  /** With its tag or digest. */
  readonly image: string;
}

/** Settings by kube-vip.io/docs/installation/flags: the control plane alone, no Services. */
export function kubeVipFile({ address, interface: name, image }: KubeVipInput): string {
  const env = {
    vip_arp: "true",
    address,
    port: "6443",
    vip_subnet: "32",
    ...(name === undefined ? {} : { vip_interface: name }),
    cp_enable: "true",
    cp_namespace: "kube-system",
    svc_enable: "false",
    vip_leaderelection: "true",
    vip_leasename: "plndr-cp-lock",
    // etcd that is slow for a moment moves no address (kube-vip#453).
    vip_leaseduration: "15",
    vip_renewdeadline: "10",
    vip_retryperiod: "2",
  };
  return stringify(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "kube-vip", namespace: "kube-system" },
      spec: {
        hostNetwork: true,
        priorityClassName: "system-node-critical",
        containers: [
          {
            name: "kube-vip",
            image,
            imagePullPolicy: "IfNotPresent",
            args: ["manager"],
            env: [
              ...Object.entries(env).map(([key, value]) => ({ name: key, value })),
              { name: "vip_nodename", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
            ],
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"], add: ["NET_ADMIN", "NET_RAW"] },
            },
            volumeMounts: [{ name: "kubeconfig", mountPath: "/etc/kubernetes/admin.conf", readOnly: true }],
          },
        ],
        volumes: [{ name: "kubeconfig", hostPath: { path: "/etc/kubernetes/kube-vip.conf", type: "File" } }],
      },
    },
    { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 },
  );
}
