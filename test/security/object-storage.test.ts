/** The security checks of S3, each under its own id. */
import { S3Store } from "../../src/constructs/object-storage/aws/s3-store";
import { ACCOUNT, awsStack, REGION, Synthesized } from "../constructs/aws-stack";

// Even what may be thrown away is safe.
const stack = awsStack("dev-data");
new S3Store(stack, "documents", { name: "dev-documents", region: REGION, account: ACCOUNT, protected: false });
const json = new Synthesized(stack);
const LOGS = "access-logs";
const of = (type: string, place = "documents") => {
  const found = Object.entries(json.resources(type)).filter(([name]) => name === place || name.startsWith(`${place}_`));
  if (found.length !== 1) throw new Error(`${found.length} of ${type} in ${place}`);
  return found[0]?.[1] ?? {};
};
const BOTH = [["documents"], [LOGS]] as const;
const BLOCK = "aws_s3_bucket_public_access_block";

test("CKV_AWS_18 AWS-0089: access is logged, into a bucket that is not its own", () => {
  expect(of("aws_s3_bucket_logging")).toMatchObject({ target_bucket: `\${aws_s3_bucket.${LOGS}.id}` });
});
test.each(BOTH)("CKV_AWS_20 CKV_AWS_57 CKV2_AWS_65 AWS-0092: there are no ACLs (%s)", (place) => {
  expect(of("aws_s3_bucket_ownership_controls", place)["rule"]).toEqual({ object_ownership: "BucketOwnerEnforced" });
  expect(json.resources("aws_s3_bucket_acl")).toEqual({});
});
test.each(BOTH)("CKV_AWS_21 AWS-0090: versions are kept (%s)", (place) => {
  expect(of("aws_s3_bucket_versioning", place)["versioning_configuration"]).toEqual({ status: "Enabled" });
});
test.each(BOTH)("CKV_AWS_53 AWS-0086: public ACLs are blocked (%s)", (place) => {
  expect(of(BLOCK, place)["block_public_acls"]).toBe(true);
});
test.each(BOTH)("CKV_AWS_54 AWS-0087: public policies are blocked (%s)", (place) => {
  expect(of(BLOCK, place)["block_public_policy"]).toBe(true);
});
test.each(BOTH)("CKV_AWS_55 AWS-0091: public ACLs are ignored (%s)", (place) => {
  expect(of(BLOCK, place)["ignore_public_acls"]).toBe(true);
});
test.each(BOTH)("CKV_AWS_56 CKV2_AWS_6 AWS-0093 AWS-0094: public buckets are restricted (%s)", (place) => {
  expect(of(BLOCK, place)["restrict_public_buckets"]).toBe(true);
});
test("CKV_AWS_19 CKV_AWS_145 AWS-0088 AWS-0132: objects are encrypted, with a key of their own", () => {
  const text = JSON.stringify(of("aws_s3_bucket_server_side_encryption_configuration"));
  expect(text).toContain('"sse_algorithm":"aws:kms"');
  expect(text).toContain("${aws_kms_key.documents_key.arn}");
});
test("CKV_AWS_19 AWS-0088: logs are encrypted, with S3's own key: it delivers logs with no other", () => {
  expect(JSON.stringify(of("aws_s3_bucket_server_side_encryption_configuration", LOGS))).toContain("AES256");
});
test.each(BOTH)("CKV_AWS_300 CKV2_AWS_61: broken uploads and earlier versions go (%s)", (place) => {
  const rules = of("aws_s3_bucket_lifecycle_configuration", place)["rule"] as readonly Record<string, unknown>[];
  expect(rules[0]).toMatchObject({
    status: "Enabled",
    abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
  });
});
test.each(BOTH)("CKV_AWS_70: nobody is allowed everything, and without TLS nobody anything (%s)", (place) => {
  const { Statement } = JSON.parse(String(of("aws_s3_bucket_policy", place)["policy"])) as {
    Statement: { Effect: string; Principal: unknown; Condition: unknown }[];
  };
  expect(Statement.filter(({ Effect, Principal }) => Effect === "Allow" && Principal === "*")).toEqual([]);
  expect(Statement).toContainEqual(
    expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  );
});
test("CKV_AWS_7 CKV2_AWS_64 AWS-0065: the key is rotated, and has a policy", () => {
  expect(of("aws_kms_key")).toMatchObject({ enable_key_rotation: true });
  expect(of("aws_kms_key")["policy"]).toBeTruthy();
});
