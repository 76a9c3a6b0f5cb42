/** What a target adds to Loki: how its store of objects is reached, in Loki's words. Pure: from names to values. */
import type { IObjectStore } from "../../object-storage/contract";

export interface LogBackend {
  /** Loki's name of the kind of store. */
  readonly kind: string;
  /** Further values under `singleBinary`. @default none */
  readonly pods?: Readonly<Record<string, unknown>>;
  /** Further values under `loki.storage`. */
  storage(store: Pick<IObjectStore, "bucketName" | "region" | "endpoint">): Readonly<Record<string, unknown>>;
}
