/** Builds the section `cluster`: what the cluster is known by, before there is one. */
import type { Deployment } from "../../model/component";
import { kubeadmBlockOf } from "../../targets/kubeadm/block";
import { CLUSTER_AUTHORITY } from "./authority-contract";
import { clusterSettings } from "./kubeadm/config";
import type { ClusterSection } from "./section";

export function buildAuthority(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope, target } = deployment;
  const block = kubeadmBlockOf(facts);
  const settings = block && clusterSettings({ name: facts.name, site: facts.region, block, cluster: section });
  if (!settings) throw new Error("unreachable: the checks refuse a file without hosts or with a version that has none");
  const authority = target.implementation(CLUSTER_AUTHORITY, scope).create(scope, "Default", {
    name: facts.name,
    nodes: settings.nodes.map(({ name }) => name),
    endpoint: settings.endpoint,
    protected: facts.protected,
    encryptionKeys: block.encryptionKeys,
  });
  deployment.publish(CLUSTER_AUTHORITY, "cluster", authority);
}
