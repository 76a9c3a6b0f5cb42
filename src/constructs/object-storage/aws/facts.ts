/** How S3's attributes are called in the section. */
import type { ServiceFacts } from "../../../model/resource-facts";

const BUCKET = "aws_s3_bucket";
const LOCK = "aws_s3_bucket_object_lock_configuration";

export const bucketFacts: ServiceFacts = {
  fileEntryOfType: { [BUCKET]: "objectStorage.*" },
  fieldLabels: {
    [BUCKET]: { bucket: { field: "aws.bucket" }, force_destroy: { field: "protected" } },
    [LOCK]: {
      "rule.*.default_retention.*.days": { field: "lock.days", unit: "days" },
      "rule.*.default_retention.*.mode": { field: "lock.mode" },
    },
  },
};
