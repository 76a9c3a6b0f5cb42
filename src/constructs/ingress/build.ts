/** Builds the section `ingress`. */
import type { Deployment } from "../../model/component";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { NETWORK } from "../network/contract";
import { INGRESS, Ingress } from "./contract";
import type { IngressSection } from "./section";

export function buildIngress(deployment: Deployment<IngressSection>): void {
  const { facts, section, scope } = deployment;
  const ingress = new Ingress(scope, "Default", {
    ...section,
    environment: facts.name,
    profile: facts.profile,
    protected: facts.protected,
    region: facts.region,
    tags: { ...facts.tags },
    cluster: deployment.require(KUBERNETES_CLUSTER, "cluster"),
    network: deployment.require(NETWORK, "network"),
  });
  deployment.publish(INGRESS, "ingress", ingress);
}
