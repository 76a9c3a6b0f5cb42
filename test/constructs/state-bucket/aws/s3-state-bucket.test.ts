import { JangadaError } from "../../../../src/errors";
import { S3StateBucket } from "../../../../src/constructs/state-bucket/aws/s3-state-bucket";
import { STATE_BUCKET, type StateBucketProps } from "../../../../src/constructs/state-bucket/contract";
import { Target } from "../../../../src/model/target";
import { ACCOUNT, awsStack, REGION, Synthesized } from "../../aws-stack";

const PROPS: StateBucketProps = { bucket: "example-states", region: REGION, account: ACCOUNT };

function synthesized(props: Partial<StateBucketProps> = {}): Synthesized {
  const stack = awsStack();
  new S3StateBucket(stack, "state-bucket", { ...PROPS, ...props });
  return new Synthesized(stack);
}

describe("S3StateBucket", () => {
  test("keeps every version, encrypts with a key of its own, and is public in no way", () => {
    const bucket = synthesized();

    expect(bucket.resource("aws_s3_bucket_versioning")["versioning_configuration"]).toEqual({ status: "Enabled" });
    expect(bucket.resource("aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: "${aws_kms_key.state-bucket_key.arn}",
          sse_algorithm: "aws:kms",
        },
        bucket_key_enabled: true,
      },
    ]);
    expect(bucket.resource("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(bucket.resource("aws_s3_bucket_ownership_controls")["rule"]).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
  });

  test("refuses to be destroyed, and its key as well", () => {
    const bucket = synthesized();

    expect(bucket.resource("aws_s3_bucket")).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(bucket.resource("aws_kms_key")["lifecycle"]).toEqual({ prevent_destroy: true });
  });

  test("denies what comes without TLS, or with TLS older than 1.2, to bucket and objects", () => {
    const policy = JSON.parse(String(synthesized().resource("aws_s3_bucket_policy")["policy"])) as {
      Statement: { Effect: string; Resource: string[]; Condition: object }[];
    };

    expect(policy.Statement.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ["Deny", { Bool: { "aws:SecureTransport": "false" } }],
      ["Deny", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
    ]);
    for (const { Resource } of policy.Statement) {
      expect(Resource).toEqual(["arn:aws:s3:::example-states", "arn:aws:s3:::example-states/*"]);
    }
  });

  test("throws earlier versions away after a year, or as told", () => {
    const days = (bucket: Synthesized): unknown =>
      (bucket.resource("aws_s3_bucket_lifecycle_configuration")["rule"] as Record<string, unknown>[])[0]?.[
        "noncurrent_version_expiration"
      ];

    expect(days(synthesized())).toEqual([{ noncurrent_days: 365 }]);
    expect(days(synthesized({ noncurrentDays: 30 }))).toEqual([{ noncurrent_days: 30 }]);
  });

  test("given a key, makes none", () => {
    const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
    const bucket = synthesized({ keyId: arn });

    expect(bucket.resources("aws_kms_key")).toEqual({});
    expect(JSON.stringify(bucket.resource("aws_s3_bucket_server_side_encryption_configuration"))).toContain(arn);
  });

  test("given a name with dots and a region of China, names key and policy as they must be there", () => {
    const bucket = synthesized({ bucket: "states.example.org", region: "cn-north-1" });

    expect(bucket.resource("aws_kms_alias")["name"]).toBe("alias/states-example-org");
    expect(bucket.resource("aws_s3_bucket_policy")["policy"]).toContain("arn:aws-cn:s3:::states.example.org/*");
  });

  test("given what cannot be, says all of it at once", () => {
    const error = ((): unknown => {
      try {
        synthesized({ bucket: "x", keyId: "mine", noncurrentDays: 0 });
      } catch (caught) {
        return caught;
      }
      return undefined;
    })();
    expect(JangadaError.is(error) && error.problems.map(({ place }) => place?.path)).toEqual([
      "bucket",
      "keyId",
      "noncurrentDays",
    ]);
  });

  test("is what the target eks serves, and can be adopted", () => {
    const stack = awsStack();
    const implementation = Target.of(stack).implementation(STATE_BUCKET);

    const made = implementation.create(stack, "made", PROPS);
    const adopted = implementation.fromAttributes(stack, "adopted", { bucketName: "theirs", keyId: "key" });

    expect(made.bucketName).toBe("example-states");
    expect([adopted.bucketName, adopted.keyId]).toEqual(["theirs", "key"]);
    expect(Object.keys(new Synthesized(stack).resources("aws_s3_bucket"))).toEqual(["made"]);
  });
});
