/** Builds the section `velero`. */
import type { Deployment } from "../../model/component";
import { isAdopted } from "../kit/adopted";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { OBJECT_STORE, ObjectStore, storePlace } from "../object-storage/contract";
import { SECRET_STORE } from "../secrets/contract";
import { VELERO, Velero } from "./contract";
import { VELERO_STORE } from "./names";
import { NO_LOCK, type VeleroSection } from "./section";

/** Where backups are kept, in the tier `data`: they outlive a cluster that is rebuilt. */
export function buildStore(deployment: Deployment<VeleroSection>): void {
  const { facts, section, scope } = deployment;
  if (section.store !== undefined) return;
  const { lock, aws, azure } = section;
  const store = new ObjectStore(scope, "Store", {
    name: `${facts.name}-${VELERO_STORE}`,
    ...storePlace(deployment),
    protected: section.protected,
    ...(lock && lock !== NO_LOCK ? { lock } : {}),
    aws,
    azure,
  });
  deployment.publish(OBJECT_STORE, VELERO_STORE, store);
}

export function buildVelero(deployment: Deployment<VeleroSection>): void {
  const { facts, section, sections, scope } = deployment;
  const {
    lock: _lock,
    store: named,
    protected: _protected,
    aws: _aws,
    azure: _azure,
    snapshotController,
    ...settings
  } = section;
  const cluster = sections["cluster"] as object | undefined;
  const isOurs = cluster !== undefined && !isAdopted(cluster, facts);
  const velero = new Velero(scope, "Default", {
    ...settings,
    snapshotController: snapshotController ?? isOurs,
    cluster: deployment.require(KUBERNETES_CLUSTER, "cluster"),
    store: deployment.require(OBJECT_STORE, named ?? VELERO_STORE),
    ...(deployment.offers(SECRET_STORE, "secrets") ? { secrets: deployment.require(SECRET_STORE, "secrets") } : {}),
  });
  deployment.publish(VELERO, "velero", velero);
}
