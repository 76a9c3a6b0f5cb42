/** Builds the section `observability`. */
import type { Deployment } from "../../model/component";
import { factsOf } from "../../targets";
import { INGRESS } from "../ingress/contract";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { NETWORK } from "../network/contract";
import { SECRET_STORE } from "../secrets/contract";
import { OBSERVABILITY } from "./contract";
import type { ObservabilitySection } from "./section";

export function buildObservability(deployment: Deployment<ObservabilitySection>): void {
  const { facts, section, scope, target } = deployment;
  const observability = target.implementation(OBSERVABILITY, scope).create(scope, "Default", {
    ...section,
    environment: facts.name,
    about: { owner: facts.owner, target: facts.target, region: facts.region, profile: facts.profile, file: facts.file },
    profile: facts.profile,
    protected: facts.protected,
    hiddenParts: [...(factsOf(facts.target)?.hiddenParts ?? [])],
    cluster: deployment.require(KUBERNETES_CLUSTER, "cluster"),
    network: deployment.require(NETWORK, "network"),
    observed: deployment.observed(),
    secrets: deployment.require(SECRET_STORE, "secrets"),
    ...(deployment.offers(INGRESS, "ingress") ? { ingress: deployment.require(INGRESS, "ingress") } : {}),
  });
  deployment.publish(OBSERVABILITY, "observability", observability);
}
