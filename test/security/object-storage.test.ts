/** The security checks of S3, each under its own id: of a store's bucket, and of the one that takes the access logs. */
import { S3Store } from "../../src/constructs/object-storage/aws/s3-store";
import { ACCOUNT, awsStack, type Block, REGION, Synthesized } from "../constructs/aws-stack";

// Even what may be thrown away is safe: the defaults of the least protected store.
const stack = awsStack("dev-data");
new S3Store(stack, "documents", { name: "dev-documents", region: REGION, account: ACCOUNT, protected: false });
const json = new Synthesized(stack);

const STORE = "documents";
const LOGS = "access-logs";
const BUCKETS = [STORE, LOGS];
const part = (bucket: string, type: string, name: string): Block =>
  json.resource(`aws_s3_bucket_${type}`, `${bucket}_${name}`);
const rules = (bucket: string): readonly Block[] =>
  part(bucket, "lifecycle_configuration", "lifecycle")["rule"] as readonly Block[];
const statements = (bucket: string): readonly { Effect: string; Principal: unknown; Condition: object }[] =>
  (
    JSON.parse(String(part(bucket, "policy", "policy")["policy"])) as {
      Statement: { Effect: string; Principal: unknown; Condition: object }[];
    }
  ).Statement;

test("CKV_AWS_18 AWS-0089: access is logged, into a bucket that does not log its own", () => {
  expect(part(STORE, "logging", "access-logging")["target_bucket"]).toBe("${aws_s3_bucket.access-logs.id}");
  expect(Object.keys(json.resources("aws_s3_bucket_logging"))).toEqual(["documents_access-logging"]);
});
test.each(BUCKETS)("CKV_AWS_19 AWS-0088: %s is encrypted", (bucket) => {
  expect(part(bucket, "server_side_encryption_configuration", "encryption")["rule"]).toHaveLength(1);
});
test("CKV_AWS_145 AWS-0132: with a key of its own; logs are delivered into no such bucket", () => {
  const algorithm = (bucket: string): unknown =>
    part(bucket, "server_side_encryption_configuration", "encryption")["rule"];
  expect(algorithm(STORE)).toMatchObject([
    { apply_server_side_encryption_by_default: { kms_master_key_id: "${aws_kms_key.documents_key.arn}" } },
  ]);
  expect(algorithm(LOGS)).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
});
test.each(BUCKETS)("CKV_AWS_21 AWS-0090: %s is versioned", (bucket) => {
  expect(part(bucket, "versioning", "versioning")["versioning_configuration"]).toEqual({ status: "Enabled" });
});
test.each(BUCKETS)(
  "CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV2_AWS_6 AWS-0086 AWS-0087 AWS-0091 AWS-0093 AWS-0094: %s is never public",
  (bucket) => {
    expect(part(bucket, "public_access_block", "public-access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  },
);
test.each(BUCKETS)("CKV2_AWS_65 CKV_AWS_20 CKV_AWS_57: %s knows no access lists", (bucket) => {
  expect(part(bucket, "ownership_controls", "ownership")["rule"]).toEqual({ object_ownership: "BucketOwnerEnforced" });
  expect(json.resources("aws_s3_bucket_acl")).toEqual({});
});
test.each(BUCKETS)("CKV_AWS_379: %s is reached by TLS 1.2 or later alone", (bucket) => {
  expect(
    statements(bucket)
      .filter(({ Effect }) => Effect === "Deny")
      .map(({ Condition }) => Condition),
  ).toEqual([{ Bool: { "aws:SecureTransport": "false" } }, { NumericLessThan: { "s3:TlsVersion": "1.2" } }]);
});
test.each(BUCKETS)("CKV_AWS_70: %s is let to nobody by '*'", (bucket) => {
  expect(statements(bucket).filter(({ Effect, Principal }) => Effect === "Allow" && Principal === "*")).toEqual([]);
});
test.each(BUCKETS)("CKV2_AWS_61 CKV_AWS_300: %s has a lifecycle, and throws broken uploads away", (bucket) => {
  expect(rules(bucket)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ status: "Enabled", abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }),
    ]),
  );
});
test("CKV_AWS_7: the key is rotated", () => {
  expect(json.resource("aws_kms_key", "documents_key")["enable_key_rotation"]).toBe(true);
});
