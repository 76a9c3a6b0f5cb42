/** What becomes of a bucket's objects as they grow old. */
import type { ITerraformDependable } from "cdktf";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Construct } from "constructs";
import { ABANDONED_UPLOAD_DAYS } from "../../kit/aws/closed-bucket";
import type { StoreSection } from "../section";

/** Cheaper to keep, dearer to read, in several zones as well, and at once to be read. */
const COLD_CLASS = "STANDARD_IA";

export interface BucketLifecycleProps extends Pick<StoreSection, "noncurrentDays" | "expireDays" | "coldAfterDays"> {
  /** Name of the bucket. */
  readonly bucket: string;
  /** What must be there before it. */
  readonly dependsOn: ITerraformDependable[];
}

export function bucketLifecycle(scope: Construct, props: BucketLifecycleProps): S3BucketLifecycleConfiguration {
  const { bucket, noncurrentDays, expireDays, coldAfterDays, dependsOn } = props;
  const all = { status: "Enabled", filter: [{}] };
  return new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule: [
      {
        ...all,
        id: "earlier-versions",
        noncurrentVersionExpiration: [{ noncurrentDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
      },
      ...(coldAfterDays === undefined
        ? []
        : [{ ...all, id: "cold", transition: [{ days: coldAfterDays, storageClass: COLD_CLASS }] }]),
      ...(expireDays === undefined ? [] : [{ ...all, id: "old", expiration: [{ days: expireDays }] }]),
    ],
    dependsOn,
  });
}
