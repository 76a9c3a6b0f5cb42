/** A bucket for Terraform's states on AWS. */
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { EncryptionKey } from "../../kit/aws/encryption-key";
import { ABANDONED_UPLOAD_DAYS, closeBucket } from "../../kit/aws/closed-bucket";
import type { Implementation } from "../../../model/contract";
import { validateProps } from "../../kit/cdktf/props";
import { s3StateFacts } from "../../../targets/eks/state-backend";
import { stateBucketSchema } from "../props";
import type { IStateBucket, STATE_BUCKET, StateBucketAttributes, StateBucketProps } from "../contract";

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
    const { versioning, policy } = closeBucket(this, { bucket, name, region, keyArn: this.keyId });
    this.versioning = versioning;
    this.policy = policy;
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
