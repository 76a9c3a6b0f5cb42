/** What the servers must know of the stores on them. */
import type { StoreUser } from "./endpoint/access";

/** A store on the servers, and who uses it. */
export interface StoreOnServers {
  /** Under which its secrets are kept: a renamed store keeps its former name. Literal. */
  readonly name: string;
  /** Name of its bucket. */
  readonly bucket: string;
  /** The newest of its users' keys. */
  readonly keyRevision: number;
  /** Whether its keys go with the environment. */
  readonly deleteWithEnvironment: boolean;
  readonly users: readonly StoreUser[];
}
