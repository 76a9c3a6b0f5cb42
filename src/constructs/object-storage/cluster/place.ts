/** What a store in the cluster must know of where it stands: no file says it, whoever builds the store does. */
import type { ISecretStore } from "../../secrets/contract";
import type { ObjectServers } from "./seaweedfs/servers";

export interface StorePlace {
  /** The servers, of the same stack, that were told of it and of its users. */
  readonly servers: ObjectServers;
  /** Where keys are made and kept. */
  readonly secrets: ISecretStore;
  /** Of the keys' names in it: `<env>/object-storage`. */
  readonly secretPrefix: string;
  /** Under which the servers know it. */
  readonly name: string;
  /** Whether its keys in the store go when the environment goes. */
  readonly deleteWithEnvironment: boolean;
}
