/** What ElastiCache makes of Valkey in general: node types, limits, names, families. Data, without cdktf. */
import { type CacheSize, type ValkeyMinor } from "../../../catalog/valkey";
import { offersCacheNode } from "../../../targets/eks/cache-nodes";

/**
 * Node types by abstract size, the preferred one first: of these the first that the region offers. Graviton; memory from
 * docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html. Medium and large are offered in every region of the
 * catalog, so a region that gets newer types changes nobody's cache.
 */
export const ELASTICACHE_NODE_TYPES: Readonly<Record<CacheSize, readonly string[]>> = {
  /** 2 vCPU (burstable), 1.37 GiB */
  small: ["cache.t4g.small", "cache.t3.small", "cache.m6g.large"],
  /** 2 vCPU, 6.38 GiB */
  medium: ["cache.m6g.large"],
  /** 4 vCPU, 26.32 GiB */
  large: ["cache.r7g.xlarge"],
};

/** What a size is in a region. */
export function nodeTypeOf(size: CacheSize, region: string): string {
  const types = ELASTICACHE_NODE_TYPES[size];
  return types.find((type) => offersCacheNode(region, type)) ?? types[0] ?? "";
}

/** A replication group's id has 40 characters, and so have ids of users and groups (API reference, CreateReplicationGroup, CreateUser). */
export const ELASTICACHE_NAME_LENGTH = 40;

/** Subnets of one zone are enough for a single node; copies stand in others. */
export const ELASTICACHE_PORT = 6379;

/** Serverless caches also answer reads alone, on the port after it (dg/WhatIs.corecomponents.html, "Endpoints"). */
export const SERVERLESS_READER_PORT = 6380;

/** Nodes of one cluster by default (dg/quota-limits.html, "Nodes per cluster per instance type", 90); a support case raises it. */
export const MAX_NODES = 90;

/** Family of the parameter groups of a version: one for each major (dg/ParameterGroups.Engine.html). */
export const parameterFamily = (version: ValkeyMinor): string => `valkey${majorOf(version)}`;

export const majorOf = (version: string): string => version.split(".")[0] ?? version;

/** Shortest windows, minutes (API reference, CreateReplicationGroup: PreferredMaintenanceWindow, SnapshotWindow). */
export const WINDOWS = { maintenance: 60, snapshot: 60 } as const;

/** What a replication group writes (dg/Log_Delivery.html). */
export const ELASTICACHE_LOGS = ["slow-log", "engine-log"] as const;

export const logGroupName = (name: string, log: string): string => `/aws/elasticache/${name}/${log}`;
