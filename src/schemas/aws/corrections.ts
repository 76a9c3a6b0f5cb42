/** What the schema file of the provider aws has wrong. */
import type { Correction } from "../correction";

/** Days that performance data can be kept: a week, whole months of 31 days, or two years. */
const PERFORMANCE_DATA_DAYS = [7, ...Array.from({ length: 23 }, (_, month) => (month + 1) * 31), 731];

export const awsCorrections: readonly Correction[] = [
  {
    types: ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"],
    path: "performance_insights_retention_period",
    allow: { oneOf: PERFORMANCE_DATA_DAYS },
    reason:
      "The probe saw the two single values only; the provider also takes multiples of 31 (RDS API reference, CreateDBInstance: month * 31), such as the 465 that the mode `advanced` needs.",
  },
];
