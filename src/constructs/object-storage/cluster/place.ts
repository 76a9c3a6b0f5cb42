/** What a store in the cluster must know of where it stands: no file says it, whoever builds the store does. */
import type { IConstruct } from "constructs";
import type { ISecretStore } from "../../secrets/contract";
import type { ServerKeys } from "./keys";

/** Servers of objects in the cluster, whatever they are of. */
export interface IObjectServers extends IConstruct {
  /** The namespace, as a reference. */
  readonly namespace: string;
  /** Of everybody who may log in. */
  readonly keys: ServerKeys;
  /** Whether a bucket can be locked later only if it was made as one that can be. */
  readonly lockableFromCreation: boolean;
}

export interface StorePlace {
  /** The servers, of the same stack, that were told of it and of its users. */
  readonly servers: IObjectServers;
  /** Where keys are made and kept. */
  readonly secrets: ISecretStore;
  /** Of the keys' names in it: `<env>/object-storage`. */
  readonly secretPrefix: string;
  /** Under which the servers know it. */
  readonly name: string;
  /** Whether its keys in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
}
