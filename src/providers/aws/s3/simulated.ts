/** Buckets, of one name in all the world, and the parts of their configuration. */
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { firstOf, isTrue, numberOf, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";
import { textFromDigest, nameOrGenerated, UPPER_AND_DIGITS } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";

/** What a bucket is configured by: each a resource of its own, `aws_s3_bucket_<part>`. */
export const BUCKET_PARTS = [
  "accelerate_configuration",
  "acl",
  "cors_configuration",
  "lifecycle_configuration",
  "logging",
  "notification",
  "object_lock_configuration",
  "ownership_controls",
  "policy",
  "public_access_block",
  "request_payment_configuration",
  "server_side_encryption_configuration",
  "versioning",
  "website_configuration",
];

const bucket = patternedResource(
  {
    name: "bucket",
    id: (context, planned) => nameOrGenerated(context, planned, "bucket"),
    arn: "s3:::{bucket}",
    exists: {
      code: "BucketAlreadyOwnedByYou",
      message: "Your previous request to create the named bucket succeeded and you already own it: {id}",
    },
    values: (context, state) => {
      const { region, partition } = locationOf(context, state);
      const name = String(state.id);
      return {
        bucket_domain_name: `${name}.s3.${dnsSuffix(partition)}`,
        bucket_region: region,
        bucket_regional_domain_name: `${name}.s3.${region}.${dnsSuffix(partition)}`,
        hosted_zone_id: `Z${textFromDigest(context.digest("s3-zone", region), 13, UPPER_AND_DIGITS)}`,
        acceleration_status: "",
        acl: null,
        object_lock_enabled: false,
        policy: "",
        request_payer: "BucketOwner",
        website_domain: null,
        website_endpoint: null,
      };
    },
  },
  {
    refuse: (context, state, prior) => {
      const name = textOf(state.bucket) ?? "";
      const others = context.world
        .list("aws_s3_bucket")
        .some(({ id, realm }) => id === name && realm !== context.realm);
      const message =
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";
      return actualProblems(
        !prior && others && apiError(doing(prior, "S3 Bucket", name), "BucketAlreadyExists", message),
        !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
          apiError(doing(prior, "S3 Bucket", name), "InvalidBucketName", "The specified bucket is not valid."),
      );
    },
    refuseDelete: (context, { id, attributes }) =>
      actualProblems(
        !isTrue(attributes.force_destroy) &&
          objectsInRealm(context, "aws_s3_object").some((object) => object.attributes.bucket === id) &&
          apiError(
            `deleting S3 Bucket (${id})`,
            "BucketNotEmpty",
            "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
          ),
      ),
    // What was set on it is gone with it.
    deleted: (context, { id }) => {
      for (const type of [...BUCKET_PARTS.map((part) => `aws_s3_bucket_${part}`), "aws_s3_object"]) {
        for (const object of objectsInRealm(context, type)) {
          if (object.attributes.bucket === id) context.world.remove(object.type, object.id, object.realm);
        }
      }
    },
  },
);

/** Known by the bucket's name, with the owner that is expected of it behind. */
const part: ResourceBehaviour = {
  id: (_context, planned) => [planned.bucket, planned.expected_bucket_owner].map(textOf).filter(Boolean).join(","),
  exists: { code: "OperationAborted", message: "The bucket {id} has one already." },
};

const acl: ResourceBehaviour = {
  ...part,
  id: (_context, planned) =>
    [planned.bucket, planned.expected_bucket_owner, planned.acl].map(textOf).filter(Boolean).join(","),
};

/** The bucket's part of a kind. */
const partOf = (context: BehaviourContext, name: string, bucketName: string): ValueObject | undefined =>
  objectsInRealm(context, `aws_s3_bucket_${name}`).find(({ attributes }) => attributes.bucket === bucketName)
    ?.attributes;

const statusOf = (state: ValueObject | undefined): string | undefined =>
  textOf(firstOf(state?.versioning_configuration)?.status);

const versioning: ResourceBehaviour = {
  ...part,
  refuse: (context, state, prior) =>
    actualProblems(
      statusOf(state) !== "Enabled" &&
        partOf(context, "object_lock_configuration", textOf(state.bucket) ?? "") &&
        apiError(
          doing(prior, "S3 Bucket Versioning", textOf(state.bucket)),
          "InvalidBucketState",
          "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
        ),
    ),
};

const objectLock: ResourceBehaviour = {
  ...part,
  refuse: (context, state, prior) =>
    actualProblems(
      statusOf(partOf(context, "versioning", textOf(state.bucket) ?? "")) !== "Enabled" &&
        apiError(
          doing(prior, "S3 Bucket Object Lock Configuration", textOf(state.bucket)),
          "InvalidBucketState",
          "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        ),
    ),
};

/** To these classes nothing moves earlier (S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle"). */
const INFREQUENT = ["STANDARD_IA", "ONEZONE_IA"];
const INFREQUENT_DAYS = 30;

const lifecycle: ResourceBehaviour = {
  ...part,
  refuse: (_context, state, prior) => {
    const start = doing(prior, "S3 Bucket Lifecycle Configuration", textOf(state.bucket));
    const rules = objectsOf(state.rule);
    const ids = rules.map(({ id }) => textOf(id));
    const early = rules
      .flatMap(({ transition }) => objectsOf(transition))
      .find(
        ({ days, storage_class: storageClass }) =>
          INFREQUENT.includes(textOf(storageClass) ?? "") && (numberOf(days) ?? INFREQUENT_DAYS) < INFREQUENT_DAYS,
      );
    return actualProblems(
      ids.some((id, index) => ids.indexOf(id) !== index) &&
        apiError(start, "InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule"),
      early &&
        apiError(
          start,
          "InvalidArgument",
          `'Days' in Transition action must be greater than or equal to 30 for storageClass '${textOf(early.storage_class)}'`,
        ),
    );
  },
};

export const s3Types: { readonly [type: string]: ResourceBehaviour } = {
  aws_s3_bucket: bucket,
  ...Object.fromEntries(BUCKET_PARTS.map((name) => [`aws_s3_bucket_${name}`, part])),
  aws_s3_bucket_acl: acl,
  aws_s3_bucket_versioning: versioning,
  aws_s3_bucket_object_lock_configuration: objectLock,
  aws_s3_bucket_lifecycle_configuration: lifecycle,
  aws_s3_object: patternedResource({
    id: "{bucket}/{key}",
    arn: "s3:::{bucket}/{key}",
    exists: { code: "ObjectAlreadyExists", message: "The object is there already: {id}" },
    values: () => ({
      acl: null,
      bucket_key_enabled: false,
      content_type: "application/octet-stream",
      kms_key_id: null,
      server_side_encryption: "AES256",
      storage_class: "STANDARD",
      version_id: "",
      checksum_crc32: "",
      checksum_crc32c: "",
      checksum_crc64nvme: "",
      checksum_sha1: "",
      checksum_sha256: "",
    }),
  }),
};
