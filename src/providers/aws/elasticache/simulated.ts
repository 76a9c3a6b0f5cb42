/** Caches of ElastiCache. */
import { awsRegions, zoneId } from "../../../targets/eks/regions";
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, numberOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { type HandMadeChanges, increasedBy } from "../../../rehearsal/engine/hand-made";
import { objectOf, type Value } from "../../../rehearsal/protocol/value";
import { addCompanion, attributeOf, RETAINED } from "../shared/lookups";
import { textFromDigest } from "../shared/naming";
import { withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";
import {
  isClustered,
  refuseGroup,
  refuseGroupDelete,
  refuseServerless,
  refuseUser,
  refuseUserGroup,
  SNAPSHOT,
} from "./cache-checks";

/** `euw1`: the region in the names of cache hosts. */
function shortRegion(region: string): string {
  const zone = awsRegions[region]?.zones[0] ?? `${region}a`;
  return zoneId(zone).split("-")[0] ?? "";
}

const replicationGroup = patternedResource(
  {
    id: "{replication_group_id}",
    arn: "elasticache:replicationgroup:{replication_group_id}",
    exists: { code: "ReplicationGroupAlreadyExists", message: "Replication group {id} already exists." },
    values: (context, state) => {
      const { region, partition } = locationOf(context, state);
      const host = (prefix: string, node = ""): string =>
        `${prefix}${String(state.id)}${node}.${textFromDigest(context.digest("cache", context.realm), 6)}.${shortRegion(region)}.cache.${dnsSuffix(partition)}`;
      const tls = isTrue(state.transit_encryption_enabled);
      const clustered = isClustered(state);
      const members = Array.from({ length: numberOf(state.num_cache_clusters) ?? 1 }, (_, index) => index + 1);
      return {
        primary_endpoint_address: clustered ? "" : tls ? host("master.") : host("", ".ng.0001"),
        reader_endpoint_address: clustered ? "" : tls ? host("replica.") : host("", "-ro.ng.0001"),
        configuration_endpoint_address: clustered ? host("clustercfg.") : "",
        cluster_enabled: clustered,
        cluster_mode: clustered ? "enabled" : "disabled",
        engine_version_actual: textOf(state.engine_version) ?? "8.1",
        engine_version: "8.1",
        member_clusters: members.map((index) => `${String(state.id)}-${String(index).padStart(3, "0")}`),
        num_cache_clusters: 1,
        num_node_groups: 1,
        replicas_per_node_group: members.length - 1,
        auto_minor_version_upgrade: "true",
        at_rest_encryption_enabled: state.engine === "valkey" ? "true" : "false",
        transit_encryption_enabled: false,
        transit_encryption_mode: tls ? "required" : "",
        data_tiering_enabled: false,
        global_replication_group_id: "",
        ip_discovery: "ipv4",
        network_type: "ipv4",
        node_type: "cache.t4g.micro",
        parameter_group_name: `default.${textOf(state.engine) ?? "redis"}${(textOf(state.engine_version) ?? "8").split(".")[0]}`,
        maintenance_window: "sun:04:00-sun:05:00",
        snapshot_window: "03:00-04:00",
        subnet_group_name: "default",
        security_group_ids: [],
        security_group_names: [],
        apply_immediately: null,
      };
    },
  },
  {
    refuse: refuseGroup,
    refuseDelete: refuseGroupDelete,
    deleted: (context, { attributes }) => {
      const snapshot = textOf(attributes.final_snapshot_identifier);
      if (!snapshot) return;
      addCompanion(context, SNAPSHOT, snapshot, {
        snapshot_name: snapshot,
        replication_group_id: attributes.replication_group_id ?? null,
        kms_key_id: attributes.kms_key_id ?? null,
        [RETAINED]: true,
      });
    },
  },
);

/** Reached under one name, over TLS alone; reads at the port after it (dg/WhatIs.corecomponents.html). */
const serverlessCache = patternedResource(
  {
    id: "{name}",
    arn: "elasticache:serverlesscache:{name}",
    exists: { code: "ServerlessCacheAlreadyExistsFault", message: "Serverless Cache {id} already exists." },
    values: (context, state) => {
      const { region, partition } = locationOf(context, state);
      const digest = textFromDigest(context.digest("cache", context.realm), 6);
      const address = `${textOf(state.name)}-${digest}.serverless.${shortRegion(region)}.cache.${dnsSuffix(partition)}`;
      const endpoint = (port: number): Value => [
        objectOf([
          ["address", address],
          ["port", port],
        ]),
      ];
      const major = textOf(state.major_engine_version) ?? "8";
      return {
        endpoint: endpoint(6379),
        reader_endpoint: endpoint(6380),
        major_engine_version: major,
        full_engine_version: `${major}.1`,
        status: "available",
        create_time: "2026-01-01T00:00:00Z",
        daily_snapshot_time: "03:00",
        description: "",
        security_group_ids: [],
        snapshot_retention_limit: 0,
        subnet_ids: [],
      };
    },
  },
  { refuse: refuseServerless },
);

export const cacheTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_elasticache_replication_group: replicationGroup,
  aws_elasticache_subnet_group: patternedResource({
    id: "{name}",
    arn: "elasticache:subnetgroup:{name}",
    exists: { code: "CacheSubnetGroupAlreadyExists", message: "Cache subnet group {id} already exists." },
    values: (context, state) => ({
      vpc_id: attributeOf(context, "aws_subnet", textsOf(state.subnet_ids)[0], "vpc_id") ?? "",
    }),
  }),
  aws_elasticache_parameter_group: patternedResource({
    id: "{name}",
    arn: "elasticache:parametergroup:{name}",
    exists: { code: "CacheParameterGroupAlreadyExists", message: "Parameter group {id} already exists" },
  }),
  aws_elasticache_user: patternedResource(
    {
      id: "{user_id}",
      arn: "elasticache:user:{user_id}",
      exists: { code: "UserAlreadyExists", message: "User {id} already exists." },
      values: (_context, state) => ({
        authentication_mode: objectsOf(state.authentication_mode).map((block) =>
          withDefaults(block, { password_count: textsOf(block.passwords).length }),
        ),
      }),
    },
    { refuse: refuseUser },
  ),
  aws_elasticache_user_group: patternedResource(
    {
      id: "{user_group_id}",
      arn: "elasticache:usergroup:{user_group_id}",
      exists: { code: "UserGroupAlreadyExists", message: "User Group {id} already exists." },
    },
    { refuse: refuseUserGroup },
  ),
  aws_elasticache_serverless_cache: serverlessCache,
};

/** What people change by hand. */
export const cacheHandMade: HandMadeChanges = {
  changes: [
    {
      type: "aws_elasticache_replication_group",
      set: (object) => increasedBy(object, "snapshot_retention_limit", -3),
    },
  ],
};
