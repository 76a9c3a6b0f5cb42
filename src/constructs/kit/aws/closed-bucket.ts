/** What every bucket of ours has: versions kept, nothing public, TLS alone, and no owner of an object but the bucket's. */
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";
import { awsPartition } from "./partition";
import { policyDocument, type PolicyStatement } from "./policy";

/** Days after which what is left of a broken upload is thrown away. */
export const ABANDONED_UPLOAD_DAYS = 7;

export interface ClosedBucketProps {
  /** The bucket's id, so that everything comes after it. */
  readonly bucket: string;
  /** Its name: the policy names it. */
  readonly name: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The KMS key that encrypts what names no other. @default S3's own keys */
  readonly keyArn?: string;
  /** Who else may do what with it. @default nobody */
  readonly statements?: readonly PolicyStatement[];
}

/** Parts of a bucket that others wait for. */
export interface ClosedBucket {
  readonly versioning: S3BucketVersioningA;
  readonly policy: S3BucketPolicy;
}

export function bucketArn(region: string, name: string): string {
  return `arn:${awsPartition(region)}:s3:::${name}`;
}

/** Adds them to a bucket, as children of `scope`. */
export function closeBucket(scope: Construct, props: ClosedBucketProps): ClosedBucket {
  const { bucket, keyArn } = props;
  // What is overwritten or deleted stays as an earlier version.
  const versioning = new S3BucketVersioningA(scope, "versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
    bucket,
    rule: [
      keyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
            // One request to KMS for many objects.
            bucketKeyEnabled: true,
          },
    ],
  });
  const closed = new S3BucketPublicAccessBlock(scope, "public-access", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(scope, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
  const policy = new S3BucketPolicy(scope, "policy", {
    bucket,
    policy: policyDocument([...tlsOnly(bucketArn(props.region, props.name)), ...(props.statements ?? [])]),
    // S3 refuses two changes of a bucket's access at the same time (OperationAborted).
    dependsOn: [closed],
  });
  return { versioning, policy };
}

/** TLS 1.2 at least (S3 User Guide, "Bucket policy examples using condition keys"). */
function tlsOnly(arn: string): readonly PolicyStatement[] {
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`] } as const;
  return [
    { Sid: "TlsOnly", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "Tls12OrLater", ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}
