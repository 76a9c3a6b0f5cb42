/** A store that another stack made, or that exists already. */
import { Construct, type IConstruct } from "constructs";
import { JangadaError } from "../../errors";
import type { Permission } from "../../model/identity";
import type { IObjectStore, ObjectStoreAttributes, StoreCredentials } from "./contract";
import type { Access } from "./section";

export class AdoptedObjectStore extends Construct implements IObjectStore {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: ObjectStoreAttributes,
  ) {
    super(scope, id);
  }
  public get bucketName(): string {
    return this.attributes.bucketName;
  }
  public get region(): string {
    return this.attributes.region;
  }
  public get endpoint(): string {
    return this.attributes.endpoint;
  }
  public permissions(access: Access, prefix?: string): readonly Permission[] {
    return isInCluster(this.attributes) ? [] : objectPermissions(this.attributes, access, prefix);
  }
  public credentialsFor(namespace: string, service: string): StoreCredentials | undefined {
    return isInCluster(this.attributes) ? credentialsIn(this, this.attributes, namespace, service) : undefined;
  }
}

/** With what begins the detail that tells of a user's key: its name, then names of the secrets, one a line. */
export const CREDENTIAL = "credential ";

/** Among the details of a store in the cluster, which has no id of any cloud. */
export const IN_CLUSTER = { runs: "in-cluster" } as const;

const isInCluster = ({ details }: Pick<ObjectStoreAttributes, "details">): boolean =>
  details["runs"] === IN_CLUSTER.runs;

/** @throws JangadaError OBJECT_STORAGE_SERVICE_UNKNOWN */
export function credentialsIn(
  store: IConstruct,
  { bucketName, details }: Pick<ObjectStoreAttributes, "bucketName" | "details">,
  namespace: string,
  service: string,
): StoreCredentials {
  const [keys, authority] = (details[`${CREDENTIAL}${namespace}.${service}`] ?? "").split("\n");
  if (keys && authority) return { keys, authority };
  const known = Object.keys(details)
    .filter((key) => key.startsWith(CREDENTIAL))
    .map((key) => key.slice(CREDENTIAL.length));
  throw new JangadaError({
    code: "OBJECT_STORAGE_SERVICE_UNKNOWN",
    message: `The store '${bucketName}' has no key for '${service}' in the namespace '${namespace}'.`,
    place: { construct: store.node.path },
    remedy: `Add it to the store's \`services\`. There are: ${known.join(", ") || "none"}.`,
  });
}

/** The permission as every target understands it: ids are the cloud's own. */
export function objectPermissions(
  { bucketName, details }: Pick<ObjectStoreAttributes, "bucketName" | "details">,
  access: Access,
  prefix?: string,
): readonly Permission[] {
  return [
    {
      kind: "objects",
      access,
      storeId: details["storeId"] ?? bucketName,
      ...(prefix === undefined ? {} : { prefix }),
      keyIds: details["keyId"] ? [details["keyId"]] : [],
    },
  ];
}
