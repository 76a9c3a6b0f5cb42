/** Which named things of an environment exist now, by their tag: one call that never fails on emptiness. */
import type { EnvironmentStack } from "../modules/environment-stack";
import { NAMED_TAG } from "../modules/stamp-source";

/** Resource types as the Resource Groups Tagging API names them. */
const TAGGED_TYPES = [
  "rds:db",
  "eks:nodegroup",
  "mq:broker",
  "elasticache:replicationgroup",
  "elasticache:serverlesscache",
  "s3",
];

export function existingNames(stack: EnvironmentStack): string {
  const { DataAwsResourcegroupstaggingapiResources } =
    require("@cdktf/provider-aws/lib/data-aws-resourcegroupstaggingapi-resources") as typeof import("@cdktf/provider-aws/lib/data-aws-resourcegroupstaggingapi-resources");
  const found = new DataAwsResourcegroupstaggingapiResources(stack, "existing-names", {
    resourceTypeFilters: TAGGED_TYPES,
    tagFilter: [
      { key: "environment", values: [stack.environment.facts.name] },
      { key: NAMED_TAG, values: [] },
    ],
  });
  return `toset([for found in ${found.fqn}.resource_tag_mapping_list : found.tags["${NAMED_TAG}"]])`;
}
