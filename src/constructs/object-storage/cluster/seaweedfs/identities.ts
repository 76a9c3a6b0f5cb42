/** Who may log in to the servers of objects, and what each may do: the file that the gateways read. Data, without cdktf. */
import { createHash } from "node:crypto";
import type { Access } from "../../section";
import { ADMINISTRATOR } from "./names";

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

/** An identity with its keys: names of properties by which a template finds the secret ones. */
export interface Identity {
  readonly name: string;
  readonly keys: readonly { readonly accessKey: string; readonly property: string }[];
  /** @default everything: the administrator */
  readonly may?: { readonly bucket: string; readonly grants: readonly Grant[] };
}

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

const placeholder = (property: string): string => `<${property}>`;

/** The file, as a template over the properties: each becomes a JSON text, whatever is in it. */
export function identitiesTemplate(identities: readonly Identity[]): string {
  const text = JSON.stringify({
    identities: identities.map(({ name, keys, may }) => ({
      name,
      credentials: keys.map((key) => ({ accessKey: key.accessKey, secretKey: placeholder(key.property) })),
      ...(may === undefined ? { actions: ["Admin"] } : { policyNames: [name] }),
    })),
    policies: identities.flatMap(({ name, may }) =>
      may === undefined ? [] : [{ name, content: JSON.stringify(policyOf(may.bucket, may.grants)) }],
    ),
  });
  return identities
    .flatMap(({ keys }) => keys)
    .reduce((whole, { property }) => whole.replace(`"${placeholder(property)}"`, `{{ .${property} | toJson }}`), text);
}

/** Digits of the digest by which a file is known. */
const GENERATION_LENGTH = 10;

/** Another file has another name, so that the gateways read it by being exchanged, one after another. */
export const generationOf = (template: string, sources: readonly string[]): string =>
  createHash("sha256")
    .update(JSON.stringify([template, sources]))
    .digest("hex")
    .slice(0, GENERATION_LENGTH);

/** Nobody's but the platform's. */
export const isAdministrator = ({ name }: Identity): boolean => name === ADMINISTRATOR;
