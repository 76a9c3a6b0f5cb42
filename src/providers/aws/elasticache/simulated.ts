/** Caches of ElastiCache. */
import { awsRegions, zoneId } from "../../../targets/eks/regions";
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isTrue, numberOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { attributeOf } from "../shared/lookups";
import { textFromDigest } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";

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
      const shards = numberOf(state.num_node_groups) ?? 1;
      const clustered = shards > 1 || state.cluster_mode === "enabled";
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
    refuse: (_context, state, prior) => {
      const start = doing(prior, "ElastiCache Replication Group", textOf(state.replication_group_id));
      const nodes = numberOf(state.num_cache_clusters) ?? 1;
      const single = nodes < 2 && (numberOf(state.replicas_per_node_group) ?? 0) < 1;
      return actualProblems(
        isTrue(state.automatic_failover_enabled) &&
          single &&
          apiError(
            start,
            "InvalidParameterCombination",
            "Automatic failover is not supported for replication groups with fewer than two nodes.",
          ),
        isTrue(state.multi_az_enabled) &&
          !isTrue(state.automatic_failover_enabled) &&
          apiError(
            start,
            "InvalidParameterCombination",
            "automatic_failover_enabled must be true if multi_az_enabled is true",
          ),
        Boolean(textOf(state.auth_token)) &&
          !isTrue(state.transit_encryption_enabled) &&
          apiError(
            start,
            "InvalidParameterCombination",
            "The AUTH token is only supported when encryption-in-transit is enabled",
          ),
      );
    },
  },
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
  aws_elasticache_user: patternedResource({
    id: "{user_id}",
    arn: "elasticache:user:{user_id}",
    exists: { code: "UserAlreadyExists", message: "User {id} already exists." },
    values: (_context, state) => ({
      authentication_mode: objectsOf(state.authentication_mode).map((block) =>
        withDefaults(block, { password_count: textsOf(block.passwords).length }),
      ),
    }),
  }),
  aws_elasticache_user_group: patternedResource({
    id: "{user_group_id}",
    arn: "elasticache:usergroup:{user_group_id}",
    exists: { code: "UserGroupAlreadyExists", message: "User Group {id} already exists." },
  }),
};
