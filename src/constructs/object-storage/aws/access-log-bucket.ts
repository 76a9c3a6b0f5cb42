/** Where the buckets of a stack write who asked them for what. */
import { TerraformStack } from "cdktf";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { Construct } from "constructs";
import { ABANDONED_UPLOAD_DAYS, bucketArn, type ClosedBucket, closeBucket } from "../../kit/aws/closed-bucket";
import { physicalName } from "../../kit/cdktf/names";
import { BUCKET_NAME_LENGTH } from "./bucket-name";

/** Its address is one, whichever store asks for it first. */
const ID = "access-logs";

/** Days for which access is told: as long as CloudTrail's own event history (docs.aws.amazon.com/awscloudtrail, "Event history"). */
const KEPT_DAYS = 90;

export interface AccessLogBucketProps {
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in: 12 digits. */
  readonly account: string;
}

/**
 * One for all stores of a stack. S3 delivers access logs into buckets without a KMS key and without a lock only (S3 User
 * Guide, "Enabling Amazon S3 server access logging"), so it is encrypted with S3's own keys.
 */
export class AccessLogBucket extends Construct {
  /** The stack's one, made when it is first asked for. */
  public static of(scope: Construct, props: AccessLogBucketProps): AccessLogBucket {
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild(ID) as AccessLogBucket | undefined) ?? new AccessLogBucket(stack, ID, props);
  }

  public readonly bucket: S3Bucket;
  private readonly closed: ClosedBucket;

  private constructor(stack: TerraformStack, id: string, { region, account }: AccessLogBucketProps) {
    super(stack, id);
    const name = physicalName([stack.node.id, ID, account, region], BUCKET_NAME_LENGTH);
    // It is there for its stack, and goes with it: what it tells is no longer of use then.
    this.bucket = new S3Bucket(this, "Resource", { bucket: name, forceDestroy: true, tags: { Name: name } });
    this.closed = closeBucket(this, {
      bucket: this.bucket.id,
      name,
      region,
      statements: [
        {
          Sid: "AccessLogs",
          Effect: "Allow",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${bucketArn(region, name)}/*`,
          Condition: { StringEquals: { "aws:SourceAccount": account } },
        },
      ],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.id,
      rule: [
        {
          id: "old",
          status: "Enabled",
          filter: [{}],
          expiration: [{ days: KEPT_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
      ],
      dependsOn: [this.closed.versioning],
    });
    this.node.defaultChild = this.bucket;
  }

  /** Name of the bucket, once it takes logs. */
  public get target(): { readonly bucket: string; readonly dependsOn: ClosedBucket["policy"][] } {
    return { bucket: this.bucket.id, dependsOn: [this.closed.policy] };
  }
}
