/** Names of buckets: of one name there is one in all of AWS. */
import { physicalName } from "../../kit/cdktf/names";
import type { ObjectStoreSettings } from "../props";

/** Characters of a bucket's name (docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
export const BUCKET_NAME_LENGTH = 63;

export function bucketName({
  name,
  account,
  region,
  aws,
}: Pick<ObjectStoreSettings, "name" | "account" | "region" | "aws">): string {
  return aws.bucket ?? physicalName([name, account, region], BUCKET_NAME_LENGTH);
}
