/** Which field of the environment file decides an attribute: what a real value can be taken over into. Data, one list. */
import { nodesByZone } from "../../constructs/k8s-cluster/nodes";
import type { Value } from "../plan-model";

export interface FileField {
  readonly type: string;
  /** The attribute's whole path. */
  readonly attribute: string;
  /** Within what the resource comes from, such as `databases.orders`; keys joined by dots. */
  readonly field: string;
  /** What the file says for a real value; undefined if it has no word for it. @default the value itself */
  readonly value?: (real: Value) => Value | undefined;
  /**
   * Of a field that is divided over all resources of the type that come of one thing: what the file says for what all of them
   * have, by their own part of the thing's name; undefined if it cannot say that. @default each resource decides for itself
   */
  readonly whole?: (real: ReadonlyMap<string, number>) => number | undefined;
}

const major = (real: Value): Value | undefined => (typeof real === "string" ? real.split(".")[0] : undefined);

export const FILE_FIELDS: readonly FileField[] = [
  { type: "aws_db_instance", attribute: "allocated_storage", field: "storage" },
  { type: "aws_db_instance", attribute: "max_allocated_storage", field: "maxStorage" },
  { type: "aws_db_instance", attribute: "instance_class", field: "aws.instanceClass" },
  { type: "aws_db_instance", attribute: "multi_az", field: "highAvailability" },
  { type: "aws_db_instance", attribute: "backup_retention_period", field: "backupDays" },
  { type: "aws_db_instance", attribute: "backup_window", field: "aws.backupWindow" },
  { type: "aws_db_instance", attribute: "maintenance_window", field: "maintenanceWindow" },
  { type: "aws_db_instance", attribute: "deletion_protection", field: "protected" },
  { type: "aws_db_instance", attribute: "database_insights_mode", field: "aws.insights" },
  { type: "aws_db_instance", attribute: "engine_version", field: "version", value: major },
  { type: "aws_eks_cluster", attribute: "version", field: "version" },
  { type: "aws_eks_node_group", attribute: "scaling_config[0].min_size", field: "nodes.min", whole: wholePool },
  { type: "aws_eks_node_group", attribute: "scaling_config[0].max_size", field: "nodes.max", whole: wholePool },
  {
    type: "aws_eks_node_group",
    attribute: "capacity_type",
    field: "spot",
    value: (real) => (real === "SPOT" ? true : real === "ON_DEMAND" ? false : undefined),
  },
];

/** The sum of all zones, if its division makes exactly these. */
function wholePool(real: ReadonlyMap<string, number>): number | undefined {
  const total = [...real.values()].reduce((sum, nodes) => sum + nodes, 0);
  const divided = nodesByZone({ min: total, max: total }, [...real.keys()]);
  return [...real].every(([zone, nodes]) => divided.get(zone)?.min === nodes) ? total : undefined;
}
