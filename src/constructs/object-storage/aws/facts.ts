/** Which fields of the section S3's attributes come from. */
import type { Value } from "../../../model/plan";
import type { ServiceFacts } from "../../../model/resource-facts";

const BUCKET = "aws_s3_bucket";
const LOCK = "aws_s3_bucket_object_lock_configuration";

const lowerCase = (real: Value): Value | undefined => (typeof real === "string" ? real.toLowerCase() : undefined);

export const bucketFacts: ServiceFacts = {
  fileEntryOfType: { [BUCKET]: "objectStorage.*" },
  fileFields: [
    { type: LOCK, attribute: "rule.0.default_retention.0.days", field: "lock.days" },
    { type: LOCK, attribute: "rule.0.default_retention.0.mode", field: "lock.mode", value: lowerCase },
  ],
  fieldLabels: {
    [BUCKET]: { bucket: { field: "aws.bucket" }, force_destroy: { field: "protected" } },
    [LOCK]: {
      "rule.*.default_retention.*.days": { field: "lock.days", unit: "days" },
      "rule.*.default_retention.*.mode": { field: "lock.mode" },
    },
  },
};
