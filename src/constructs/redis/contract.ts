/** A server that speaks Redis' protocol (Valkey): of the cloud, or in the cluster. Its users' passwords are made by `CacheServices`. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import type { Runs } from "../../model/runs";
import { cacheImplementations } from "./implementations";
import type { CacheProps } from "./props";

/**
 * How a client speaks to it. `single`: one host, any client; where there are copies, the host follows the one that writes.
 * `cluster`: the client must speak Redis Cluster, and begins at the host.
 */
export type CacheMode = "single" | "cluster";

export interface ICache extends IConstruct {
  /** Physical name; literal. */
  readonly cacheName: string;
  readonly runs: Runs;
  readonly mode: CacheMode;
  readonly host: string;
  /** TLS, always. */
  readonly port: number;
  readonly tls: true;
  /** Answers reads alone, from copies that may lag; empty where there is none. */
  readonly readerHost: string;
  readonly attributes: CacheAttributes;
}

const SHAPE = {
  cacheName: "string",
  runs: "string",
  mode: "string",
  host: "string",
  port: "number",
  /** `required`: there is no other way in. */
  tls: "string",
  readerHost: "string",
  /** Name of the user of each service, and of `monitoring`. */
  users: "map",
  /** What only the implementation understands. */
  details: "map",
} as const;

export type CacheContract = Contract<CacheProps, ICache, typeof SHAPE>;
export const CACHE: CacheContract = defineContract("redis", SHAPE, cacheImplementations);

export type CacheAttributes = AttributesOf<typeof SHAPE>;

/** A cache on the target of its scope. */
export class Cache extends contractClass(CACHE, {
  cacheName: true,
  runs: true,
  mode: true,
  host: true,
  port: true,
  tls: true,
  readerHost: true,
  attributes: true,
}) {}
