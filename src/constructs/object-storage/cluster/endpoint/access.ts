/** Whose pods use a store, by which key, and what each may do. Data, without cdktf. */
import { createHash } from "node:crypto";
import type { Access } from "../../section";

/** What a service may do with a store. */
export interface Grant {
  readonly access: Access;
  /** What the objects' names begin with. @default all */
  readonly prefix?: string | undefined;
}

/** Whose pods use a store: an application's, or the platform's. */
export interface StoreUser {
  /** Of the namespace that gets its key. */
  readonly namespace: string;
  readonly service: string;
  readonly grants: readonly Grant[];
}

/** What a name of a user is joined with: no part has it. */
const SEPARATOR = ".";

export const userName = ({ namespace, service }: Pick<StoreUser, "namespace" | "service">): string =>
  [namespace, service].join(SEPARATOR);

/** Of a revision of an identity: no secret, and one of its own, since a server takes several of one identity. */
export const accessKey = (store: string, user: string, revision: number): string =>
  [store, user, revision].join(SEPARATOR);

const READ_OBJECTS = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectAttributes"];
/** Earlier versions are nobody's to throw away: `DeleteObject` leaves a marker. */
const WRITE_OBJECTS = [
  "s3:PutObject",
  "s3:PutObjectTagging",
  "s3:DeleteObject",
  "s3:DeleteObjectTagging",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
];
const READ_BUCKET = ["s3:ListBucket", "s3:GetBucketLocation"];
const WRITE_BUCKET = ["s3:ListBucketMultipartUploads"];

interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** As on a cloud: it may list, read, and where it may write also tag and delete; not what the store itself is. */
export function policyOf(
  bucket: string,
  grants: readonly Grant[],
): { readonly Version: string; readonly Statement: readonly Statement[] } {
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: grants.some(({ access }) => access === "read-write") ? [...READ_BUCKET, ...WRITE_BUCKET] : READ_BUCKET,
        Resource: [arn],
      },
      ...grants.map(({ access, prefix = "" }): Statement => ({
        Effect: "Allow",
        Action: access === "read-write" ? [...READ_OBJECTS, ...WRITE_OBJECTS] : READ_OBJECTS,
        Resource: [`${arn}/${prefix}*`],
      })),
    ],
  };
}

/** Digits of the digest by which a file is known. */
const GENERATION_LENGTH = 10;

/** Another file has another name, so that the gateways read it by being exchanged, one after another. */
export const generationOf = (template: string, sources: readonly string[]): string =>
  createHash("sha256")
    .update(JSON.stringify([template, sources]))
    .digest("hex")
    .slice(0, GENERATION_LENGTH);
