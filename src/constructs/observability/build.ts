/** Builds the section `observability`. */
import type { Deployment } from "../../model/component";
import { factsOf } from "../../targets";
import { INGRESS } from "../ingress/contract";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { LOG_STORE } from "./log-store";
import { NETWORK } from "../network/contract";
import { OBJECT_STORE, ObjectStore, storePlace } from "../object-storage/contract";
import { SECRET_STORE } from "../secrets/contract";
import { OBSERVABILITY } from "./contract";
import type { ObservabilitySection } from "./section";

/** Days in which what Loki deleted can be brought back: it deletes what is beyond its retention, and nobody else deletes. */
const NONCURRENT_DAYS = 7;

/** The store of the logs, in the tier `data`: it outlives the cluster. */
export function buildLogStore(deployment: Deployment<ObservabilitySection>): void {
  const { facts, section, scope } = deployment;
  if (!section.logs || section.logs.store !== undefined) return;
  const store = new ObjectStore(scope, "logs", {
    name: `${facts.name}-${LOG_STORE}`,
    ...storePlace(deployment),
    protected: facts.protected,
    noncurrentDays: NONCURRENT_DAYS,
  });
  deployment.publish(OBJECT_STORE, LOG_STORE, deployment.from("logs", store));
}

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
    ...(section.logs ? { logStore: deployment.require(OBJECT_STORE, section.logs.store ?? LOG_STORE) } : {}),
    secrets: deployment.require(SECRET_STORE, "secrets"),
    ...(deployment.offers(INGRESS, "ingress") ? { ingress: deployment.require(INGRESS, "ingress") } : {}),
  });
  deployment.publish(OBSERVABILITY, "observability", observability);
}
