/** The simulated world: what exists in the clouds and clusters of a rehearsal, whoever made it. */
import type { ValueObject } from "../protocol/value";
import type { ClusterType } from "./cluster-type";

/** One thing that exists. */
export interface WorldObject {
  /** Provider type, such as `helm_release`. */
  readonly type: string;
  /** The id that the cloud gave it; unique within its type and realm. */
  readonly id: string;
  /**
   * What it exists in: `<cloud>:<account>:<region>` for a regional object, `<cloud>:<account>` for a global one,
   * `cluster:<endpoint>` for a Kubernetes object or a Helm release.
   */
  readonly realm: string;
  /** Every attribute, as a read would return it (no write-only values). */
  readonly attributes: ValueObject;
  /** When it was created (ISO 8601), for people; nothing derives from it. */
  readonly createdAt: string;
}

export interface World {
  /** Computed values derive from this, so that two runs of one world agree. */
  readonly seed: string;
  /** Where it is kept, if it is kept on disk. */
  readonly folder?: string;
  /** The types of which an object is a Kubernetes cluster, by their names, as the providers over this world announce them. */
  readonly clusterTypes: Map<string, ClusterType>;
  get(type: string, id: string, realm?: string): WorldObject | undefined;
  /** Every object, or those of one type, in the order of creation. */
  list(type?: string): readonly WorldObject[];
  /** Writes through to disk before it returns. Creates or replaces. */
  put(object: WorldObject): void;
  /** Writes through to disk before it returns. */
  remove(type: string, id: string, realm: string): void;
}
