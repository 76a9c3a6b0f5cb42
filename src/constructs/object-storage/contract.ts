/** A store of objects, in a bucket. */
import type { IConstruct } from "constructs";
import type { Deployment } from "../../model/component";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { Permission } from "../../model/identity";
import { factsOf } from "../../targets";
import { NETWORK } from "../network/contract";
import { objectStoreImplementations } from "./implementations";
import type { ObjectStoreProps } from "./props";
import type { Access } from "./section";

export interface IObjectStore extends IConstruct {
  /** Name of the bucket, as clients ask for it. */
  readonly bucketName: string;
  readonly region: string;
  /** Host under which clients reach it, without scheme. */
  readonly endpoint: string;
  /**
   * The key of a workload that the store was made for, where it stands in the cluster; undefined where the cloud knows pods by their
   * service accounts (`permissions`).
   * @throws JangadaError OBJECT_STORAGE_SERVICE_UNKNOWN
   */
  credentialsFor(namespace: string, service: string): StoreCredentials | undefined;
  /**
   * What a workload must be permitted (`WorkloadIdentityProps.permissions`) to use the store.
   * @param prefix Only objects whose names begin so. @default all
   */
  permissions(access: Access, prefix?: string): readonly Permission[];
  readonly attributes: ObjectStoreAttributes;
}

/** Names of secrets in the environment's store of secrets; a store of it is open to the workload's namespace. */
export interface StoreCredentials {
  /** `username` (the access key's id) and `password` (the key itself). */
  readonly keys: string;
  /** `ca.crt`: who signed the certificate of the endpoint. */
  readonly authority: string;
}

const SHAPE = {
  bucketName: "string",
  region: "string",
  endpoint: "string",
  /** What only the target's own implementation understands: ids of bucket and key, … */
  details: "map",
} as const;

export type ObjectStoreContract = Contract<ObjectStoreProps, IObjectStore, typeof SHAPE>;
export const OBJECT_STORE: ObjectStoreContract = defineContract("object-storage", SHAPE, objectStoreImplementations);

export type ObjectStoreAttributes = AttributesOf<typeof SHAPE>;

/** A store of objects on the target of its scope. */
export class ObjectStore extends contractClass(OBJECT_STORE, {
  bucketName: true,
  region: true,
  endpoint: true,
  credentialsFor: true,
  permissions: true,
  attributes: true,
}) {}

/** Where a store of an environment stands, and from where it is reached: props that every maker of one gives alike. */
export function storePlace(
  deployment: Pick<Deployment<unknown>, "facts" | "require">,
): Pick<ObjectStoreProps, "region" | "account" | "accountDetails" | "deployFrom" | "network"> {
  const { target, region, account, accountDetails, deployFrom } = deployment.facts;
  return {
    region,
    account,
    ...(accountDetails ? { accountDetails } : {}),
    ...(deployFrom ? { deployFrom: [...deployFrom] } : {}),
    ...(factsOf(target)?.storesInNetwork ? { network: deployment.require(NETWORK, "network") } : {}),
  };
}
