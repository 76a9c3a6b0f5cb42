/** The parts of AWS that differ by partition, from the region alone: no policy of the project needs a data source. */
import { awsRegions, type AwsPartition } from "../../../targets/eks/regions";

/** The second part of every ARN. A region that the catalog does not know is taken for one of the partition `aws`. */
export function awsPartition(region: string): AwsPartition {
  return awsRegions[region]?.partition ?? "aws";
}

/** Ends the names of service principals that are regional, such as `logs.eu-west-1.amazonaws.com`. */
export function awsDomain(region: string): string {
  return awsPartition(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
