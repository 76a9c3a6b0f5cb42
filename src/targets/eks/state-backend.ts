/** States in a bucket of S3, locked by an object beside them. */
import { z } from "zod";
import type { StateBackendFacts } from "../../model/target-facts";

const bucket = z.string().regex(/^(?!xn--)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/, {
  error: "must be an S3 bucket name: 3 to 63 lower-case letters, digits, hyphens and dots",
});

const fields = {
  bucket: bucket.describe(
    "Bucket of the states. `jangada bootstrap` makes it; one of your own must have versioning on.",
  ),
  region: z.string().optional().describe("Region of the bucket. Default: the environment's."),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9!_.*'()-]+(\/[A-Za-z0-9!_.*'()-]+)*\/?$/, {
      error: "must be a key prefix such as platform/dev, without a leading slash",
    })
    .max(512)
    .optional()
    .describe("Before the keys, which are <prefix>/<environment>-<stack>/terraform.tfstate. Default: none."),
  kmsKey: z
    .string()
    .regex(
      /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+|[0-9a-f-]{36}|alias\/[A-Za-z0-9/_-]+)$/,
      { error: "must be the ARN, the id or the alias of a KMS key" },
    )
    .optional()
    .describe("KMS key that encrypts the state. Default: the bucket's own encryption."),
} as const satisfies z.ZodRawShape;

export const s3StateFacts = {
  name: "s3",
  title: "S3 bucket",
  fields,
  example: "state: {backend: s3, bucket: …}",
  regionFields: ["region"],
  storageField: "bucket",
  removeCommand: (place) => `aws s3 rm ${place}; a versioned bucket keeps it`,
  usable: "versioning, encryption, a TLS-only policy and no public access",
  isMissing: (said) => /S3 bucket "[^"]*" does not exist|NoSuchBucket/i.test(said),
  placeOf: ({ bucket, key }) => `s3://${String(bucket)}/${String(key)}`,
} as const satisfies StateBackendFacts;
