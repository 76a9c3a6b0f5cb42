/** Builds the stores of the section `objectStorage` that stand in the cluster: their servers, then each with its bucket. */
import { Construct } from "constructs";
import type { Deployment } from "../../../model/component";
import { INGRESS } from "../../ingress/contract";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import type { ObjectServersSection } from "../../object-servers/section";
import { type ISecretStore, SECRET_STORE } from "../../secrets/contract";
import { objectsPath, objectsStore } from "../../secrets/names";
import { OBJECT_STORE, ObjectStore, storePlace } from "../contract";
import { isInCluster, type ObjectStorageEntry, type ObjectStorageSection, storeOf } from "../section";
import { PLATFORM_USERS, platformUsersOf } from "../named-store";
import type { StoreUser } from "./endpoint/access";
import { OBJECTS_NAMESPACE, PLATFORM_STORE, SECRETS_PATH } from "./endpoint/names";
import type { IObjectServers } from "./place";
import type { ObjectServersProps } from "./servers-props";
import type { StoreOnServers } from "./stores";
import { storeUsers } from "./users";

/** Upper case: no store can be called so. */
const SERVERS = "Servers";

export function buildInCluster(deployment: Deployment<ObjectStorageSection>): void {
  const { facts, scope, section, sections } = deployment;
  const secrets = deployment.require(SECRET_STORE, "secrets");
  const place = new Construct(scope, SERVERS);
  const namespace = new KubernetesNamespace(place, "namespace", { name: OBJECTS_NAMESPACE, podSecurity: "restricted" })
    .name;
  secrets.open({ name: PLATFORM_STORE, namespace, path: SECRETS_PATH });
  const entries = section.filter(isInCluster);
  const stores = entries.map((entry) => onServers(deployment, entry));
  for (const store of stores) openStores(secrets, store);
  const secretPrefix = `${secrets.prefix}${SECRETS_PATH.replace(/\/$/, "")}`;
  const servers = serversOf(place, "Default", {
    ...(sections["objectServers"] as ObjectServersSection),
    environment: facts.name,
    namespace,
    secrets,
    secretPrefix,
    stores,
    clients: [...new Set(stores.flatMap(({ users }) => users.map((user) => user.namespace)))].sort(),
    holdBackups: platformUsersOf(sections).some(({ namespace }) => namespace === PLATFORM_USERS.velero.namespace),
    // cert-manager comes with it.
    dependsOn: [deployment.require(INGRESS, "ingress")],
  });
  entries.forEach((entry, index) => {
    const { name } = entry;
    const known = stores[index] as StoreOnServers;
    const store = new ObjectStore(scope, name, {
      ...storeOf(entry),
      name: known.bucket,
      ...storePlace(deployment),
      place: {
        servers,
        secrets,
        secretPrefix,
        name: known.name,
        deleteWithEnvironment: known.deleteWithEnvironment,
      },
    });
    deployment.publish(OBJECT_STORE, name, deployment.from(name, store));
  });
}

/** Loaded are those that are made. */
function serversOf(scope: Construct, id: string, props: ObjectServersProps): IObjectServers {
  if (props.engine === "minio") {
    const { MinioServers } = require("./minio/servers") as typeof import("./minio/servers");
    return new MinioServers(scope, id, props);
  }
  const { SeaweedServers } = require("./seaweedfs/servers") as typeof import("./seaweedfs/servers");
  return new SeaweedServers(scope, id, props);
}

function onServers(deployment: Deployment<ObjectStorageSection>, entry: ObjectStorageEntry): StoreOnServers {
  const physical = deployment.physicalName(entry.name, entry.name);
  return {
    name: physical,
    bucket: `${deployment.facts.name}-${physical}`,
    keyRevision: entry.inCluster.keyRevision,
    deleteWithEnvironment: !entry.protected,
    users: [...storeUsers(entry), ...ofPlatform(deployment, entry.name)],
  };
}

/** Backups and logs that a section keeps in it. */
const ofPlatform = ({ sections }: Deployment<ObjectStorageSection>, name: string): readonly StoreUser[] =>
  platformUsersOf(sections)
    .filter(({ store }) => store === name)
    .map(({ namespace, service }) => ({ namespace, service, grants: [{ access: "read-write" }] }));

/** Each namespace reads the key of its own service, and no other's. */
function openStores(secrets: ISecretStore, { name, users }: StoreOnServers): void {
  for (const { namespace, service } of users) {
    secrets.open({
      name: objectsStore(namespace, name, service),
      namespace,
      path: objectsPath(name, namespace, service),
    });
  }
}
