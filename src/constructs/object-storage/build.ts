/** Builds the section `objectStorage`. */
import { Construct } from "constructs";
import type { Deployment } from "../../model/component";
import type { Permission } from "../../model/identity";
import { KUBERNETES_CLUSTER } from "../k8s-cluster/contract";
import { OBJECT_STORE, ObjectStore, storePlace } from "./contract";
import { isInCluster, type ObjectStorageSection, storeOf } from "./section";

/** The stores, in the tier `data`. */
export function buildStores(deployment: Deployment<ObjectStorageSection>): void {
  const { facts, section, scope } = deployment;
  for (const entry of section.filter((one) => !isInCluster(one))) {
    const { name } = entry;
    const store = new ObjectStore(scope, name, {
      ...storeOf(entry),
      name: `${facts.name}-${deployment.physicalName(name, name)}`,
      ...storePlace(deployment),
    });
    deployment.publish(OBJECT_STORE, name, deployment.from(name, store));
  }
}

/** In the tier `platform`: stores in the cluster, and who may use those of the cloud. */
export function buildPlatform(deployment: Deployment<ObjectStorageSection>): void {
  buildAccess(deployment);
  if (!deployment.section.some(isInCluster)) return;
  const { buildInCluster } = require("./cluster/build") as typeof import("./cluster/build");
  buildInCluster(deployment);
}

/** Who may use those of the cloud: a service account has one identity, whatever it may use. */
function buildAccess(deployment: Deployment<ObjectStorageSection>): void {
  const { section, scope } = deployment;
  const accounts = new Map<string, Map<string, readonly Permission[]>>();
  for (const { name: store, services } of section.filter((one) => !isInCluster(one))) {
    for (const { name, namespace = name, access, prefix } of services) {
      const ofNamespace = accounts.get(namespace) ?? new Map<string, readonly Permission[]>();
      const permissions = deployment.require(OBJECT_STORE, store).permissions(access, prefix);
      ofNamespace.set(name, [...(ofNamespace.get(name) ?? []), ...permissions]);
      accounts.set(namespace, ofNamespace);
    }
  }
  if (accounts.size === 0 || !deployment.offers(KUBERNETES_CLUSTER, "cluster")) return;
  const cluster = deployment.require(KUBERNETES_CLUSTER, "cluster");
  // Upper case: no store can be called so.
  const access = new Construct(scope, "Access");
  for (const [namespace, ofNamespace] of accounts) {
    const place = new Construct(access, namespace);
    for (const [serviceAccount, permissions] of ofNamespace) {
      cluster.identify(place, serviceAccount, { namespace, serviceAccount, permissions });
    }
  }
}
