/** What of a cluster on bare hosts runs inside it, before everything else. Loaded when it is built. */
import type { Construct, IConstruct } from "constructs";
import { DEFAULT_POD_CIDR, kubeadmBlockOf } from "../../../../targets/kubeadm/block";
import { CONTROLLER_REPLICAS } from "../../../kit/cluster/operator/copies";
import type { ClusterPlatformProps } from "../../contract";
import { storageKind, volumeReplicas } from "./defaults";
import { podHosts } from "./hosts";
import { LocalPath } from "./local-path";
import { Longhorn } from "./longhorn";
import { KubeadmNetworking } from "./networking";

/** Pods' network, and the addresses of load balancers where the file names any. */
export function kubeadmNetworking(
  scope: Construct,
  { facts, section: { kubeadm }, network }: ClusterPlatformProps,
): KubeadmNetworking {
  const { pools } = kubeadm.loadBalancers;
  return new KubeadmNetworking(scope, "networking", {
    calico: {
      network: kubeadm.network,
      podCidr: kubeadmBlockOf(facts)?.podCidr ?? DEFAULT_POD_CIDR,
      replicas: CONTROLLER_REPLICAS[facts.profile],
      values: kubeadm.values["tigera-operator"],
    },
    metallb:
      pools.length === 0
        ? undefined
        : {
            pools,
            networkCidr: network.cidr,
            onControlPlanes: podHosts(facts).controlPlanes,
            values: kubeadm.values.metallb,
          },
  });
}

/** The default class of volumes; undefined where the file says that somebody else brings one. */
export function kubeadmStorageClass(
  scope: Construct,
  id: string,
  { facts, section, network }: ClusterPlatformProps,
): IConstruct | undefined {
  const { kubeadm } = section;
  const { path } = kubeadm.storage;
  switch (storageKind(kubeadm, facts)) {
    case "none":
      return undefined;
    case "local-path":
      return new LocalPath(scope, id, { path, values: kubeadm.values["local-path-provisioner"] });
    case "longhorn":
      return new Longhorn(scope, id, {
        path,
        replicas: volumeReplicas(kubeadm, podHosts(facts)),
        profile: facts.profile,
        protected: facts.protected,
        networkCidr: network.cidr,
        values: kubeadm.values.longhorn,
        snapshotValues: kubeadm.values["snapshot-controller"],
      });
  }
}
