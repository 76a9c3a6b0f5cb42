/** A bucket for Terraform's states on AWS. */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { EncryptionKey } from "../../kit/aws/encryption-key";
import { policyDocument } from "../../kit/aws/policy";
import { awsPartition } from "../../kit/aws/partition";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { s3StateFacts } from "../../../targets/eks/state-backend";
import { stateBucketSchema } from "../props";
import type { IStateBucket, STATE_BUCKET, StateBucketAttributes, StateBucketProps } from "../contract";

/** Days after which what is left of a broken upload is thrown away. */
const ABANDONED_UPLOAD_DAYS = 7;

/** Written as the environment file writes them under `state`. */
const s3BucketSchema = stateBucketSchema.extend({
  bucket: s3StateFacts.fields.bucket,
  keyId: s3StateFacts.fields.kmsKey,
});

/**
 * Versions are kept, everything is encrypted with a key of its own, nothing is public, TLS is required, and Terraform
 * refuses to destroy it.
 *
 * @security CKV_AWS_21 versioned
 * @security CKV_AWS_145 encrypted with KMS
 * @security CKV2_AWS_6 public access blocked
 */
export class S3StateBucket extends Construct implements IStateBucket {
  public readonly bucket: S3Bucket;
  public readonly versioning: S3BucketVersioningA;
  public readonly policy: S3BucketPolicy;
  /** Undefined if an existing key was named. */
  public readonly key: EncryptionKey | undefined;
  public readonly bucketName: string;
  public readonly keyId: string;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { bucket: name, region, account, keyId, noncurrentDays } = validateProps(this, s3BucketSchema, props);
    this.key = keyId
      ? undefined
      : new EncryptionKey(this, "key", {
          // An alias may not hold a dot.
          name: name.replaceAll(".", "-"),
          description: `Terraform states in ${name}`,
          region,
          account,
          protected: true,
        });
    this.keyId = keyId ?? this.key?.arn ?? "";
    this.bucketName = name;
    this.bucket = new S3Bucket(this, "Resource", {
      bucket: name,
      forceDestroy: false,
      tags: { Name: name },
      lifecycle: { preventDestroy: true },
    });
    const bucket = this.bucket.id;
    // Deletion protection for every state in it: what is overwritten or deleted stays as an earlier version.
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      // One request to KMS for many objects; locks are taken and left all the time.
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.keyId },
          bucketKeyEnabled: true,
        },
      ],
    });
    const closed = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: tlsOnly(`arn:${awsPartition(region)}:s3:::${name}`),
      // S3 refuses two changes of a bucket's access at the same time (OperationAborted).
      dependsOn: [closed],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "earlier-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
      ],
      dependsOn: [this.versioning],
    });
    this.node.defaultChild = this.bucket;
  }

  public get attributes(): StateBucketAttributes {
    return { bucketName: this.bucketName, keyId: this.keyId };
  }
}

/** TLS 1.2 at least (S3 User Guide, "Bucket policy examples using condition keys"). */
function tlsOnly(arn: string): string {
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`] } as const;
  return policyDocument([
    { Sid: "TlsOnly", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "Tls12OrLater", ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ]);
}

class AdoptedStateBucket extends Construct implements IStateBucket {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: StateBucketAttributes,
  ) {
    super(scope, id);
  }
  public get bucketName(): string {
    return this.attributes.bucketName;
  }
  public get keyId(): string {
    return this.attributes.keyId;
  }
}

export const s3StateBucketImplementation: Implementation<StateBucketProps, IStateBucket, typeof STATE_BUCKET.shape> = {
  create: (scope, id, props) => new S3StateBucket(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedStateBucket(scope, id, attributes),
};
