/** A store of objects on AWS: a bucket. */
import { Token } from "cdktf";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import type { Permission } from "../../../model/identity";
import { bucketArn, closeBucket } from "../../kit/aws/closed-bucket";
import { existingOrNewKey, type KeyInUse } from "../../kit/aws/encryption-key";
import { awsDomain } from "../../kit/aws/partition";
import { validateProps } from "../../kit/cdktf/props";
import { AdoptedObjectStore, objectPermissions } from "../adopted-store";
import { checkStore } from "../check";
import type { IObjectStore, OBJECT_STORE, ObjectStoreAttributes } from "../contract";
import { objectStoreSchema, type ObjectStoreProps } from "../props";
import type { Access } from "../section";
import { AccessLogBucket } from "./access-log-bucket";
import { bucketName } from "./bucket-name";
import { checkBucket } from "./part";
import { bucketLifecycle } from "./lifecycle";

/**
 * Earlier versions are kept for a while, everything is encrypted with a key of its own, nothing is public, and TLS is required.
 *
 * @security CKV_AWS_18 access is logged
 * @security CKV_AWS_21 versioned
 * @security CKV_AWS_145 encrypted with KMS
 * @security CKV2_AWS_6 public access blocked
 * @security CKV2_AWS_61 with a lifecycle
 * @security CKV_AWS_300 broken uploads are thrown away
 */
export class S3Store extends Construct implements IObjectStore {
  public readonly bucket: S3Bucket;
  public readonly key: KeyInUse;
  /** Undefined where none is asked for. */
  public readonly lock: S3BucketObjectLockConfigurationA | undefined;
  public readonly bucketName: string;
  public readonly region: string;
  public readonly endpoint: string;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, and the codes of `checkStore` and of S3's own checks. */
  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id);
    // Who is permitted reaches S3 from anywhere.
    const { network: _network, ...rest } = props;
    const settings = validateProps(this, objectStoreSchema, rest, (store) => [
      ...checkStore(store),
      ...checkBucket(store),
    ]);
    const { region, account, lock } = settings;
    const name = bucketName(settings);
    this.region = region;
    this.bucketName = name;
    this.endpoint = `s3.${region}.${awsDomain(region)}`;
    this.key = existingOrNewKey(this, "key", settings.aws.encryptionKey, {
      name: `${settings.name}-objects`,
      description: `Objects of ${settings.name}`,
      region,
      account,
      protected: settings.protected,
    });
    this.bucket = new S3Bucket(this, "Resource", {
      bucket: name,
      // What is locked cannot be emptied, and what is protected must not be.
      forceDestroy: !settings.protected && lock === undefined,
      tags: { Name: name },
      lifecycle: settings.protected ? { preventDestroy: true } : undefined,
    });
    const bucket = this.bucket.id;
    const { versioning } = closeBucket(this, { bucket, name, region, keyArn: this.key.arn });
    bucketLifecycle(this, { ...settings, bucket, dependsOn: [versioning] });
    // Set on the bucket itself it could not be added later without another bucket.
    this.lock =
      lock &&
      new S3BucketObjectLockConfigurationA(this, "lock", {
        bucket,
        objectLockEnabled: "Enabled",
        rule: { defaultRetention: { mode: lock.mode.toUpperCase(), days: lock.days } },
        dependsOn: [versioning],
      });
    if (settings.accessLogs) {
      const { bucket: targetBucket, dependsOn } = AccessLogBucket.of(this, { region, account }).target;
      new S3BucketLoggingA(this, "access-logging", {
        bucket,
        targetBucket,
        targetPrefix: `${settings.name}/`,
        dependsOn,
      });
    }
    this.node.defaultChild = this.bucket;
  }

  /** Pods are known by their service accounts. */
  public credentialsFor(): undefined {
    return undefined;
  }

  public permissions(access: Access, prefix?: string): readonly Permission[] {
    return objectPermissions(this.attributes, access, prefix);
  }

  public get attributes(): ObjectStoreAttributes {
    return {
      bucketName: this.bucketName,
      region: this.region,
      endpoint: this.endpoint,
      details: { storeId: bucketArn(this.region, this.bucketName), keyId: Token.asString(this.key.arn) },
    };
  }
}

export const s3StoreImplementation: Implementation<ObjectStoreProps, IObjectStore, typeof OBJECT_STORE.shape> = {
  create: (scope, id, props) => new S3Store(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedObjectStore(scope, id, attributes),
};
